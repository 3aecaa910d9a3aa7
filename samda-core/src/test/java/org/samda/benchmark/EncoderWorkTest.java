// SPDX-License-Identifier: Apache-2.0
package org.samda.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.samda.model.PublishedShapes;
import org.samda.model.SamEncoderConfig;
import org.samda.model.TinyVitConfig;

class EncoderWorkTest {

    @Test
    void countsATransformerWithAWindowedAndAGlobalBlock() {
        SamEncoderConfig shape = new SamEncoderConfig(8, 2, 2, 2, 2, List.of(1), 2, 6, Optional.empty());
        // 48 x 32 px are 3 x 2 tokens; windows of 2 x 2 tokens make 4 x 2 of them.
        double patches = 2 * 6 * (3 * 16 * 16) * 8;
        double perceptron = 2 * 6 * 8 * 16 + 2 * 6 * 16 * 8;
        double windowed = 2 * 8 * 8 * 24 + 2 * 8 * 8 * 8 + 2 * (2 * 8 * 4 * 8) + 2 * 8 * (2 + 2) * 8;
        double global = 2 * 6 * 8 * 24 + 2 * 6 * 8 * 8 + 2 * (2 * 6 * 6 * 8) + 2 * 6 * (3 + 2) * 8;
        double neck = 2 * 6 * 8 * 6 + 2 * 6 * 9 * 6 * 6;
        double all = patches + windowed + global + 2 * perceptron + neck;
        assertEquals(94_672, all);
        assertEquals(all, EncoderWork.forward(shape, 48, 32));
    }

    @Test
    void countsATinyVit() {
        TinyVitConfig shape = new TinyVitConfig(
                List.of(4, 4, 4, 4), List.of(1, 1, 1, 1), List.of(1, 1, 1, 1), List.of(1, 2, 2, 2), 2);
        double start = 2 * 256 * 27 * 2 + 2 * 64 * 18 * 4;
        double bottleneck = 2 * 64 * 4 * 16 + 2 * 64 * 9 * 16 + 2 * 64 * 16 * 4;
        double halving = 2 * 64 * 4 * 4 + 2 * 16 * 9 * 4 + 2 * 16 * 4 * 4;
        double again = 2 * 16 * 4 * 4 + 2 * 4 * 9 * 4 + 2 * 4 * 4 * 4;
        double keeping = 2 * 4 * 4 * 4 + 2 * 4 * 9 * 4 + 2 * 4 * 4 * 4;
        double neck = 2 * 4 * 4 * 2 + 2 * 4 * 9 * 2 * 2;
        double all = start + bottleneck + halving + block(16) + again + block(4) + keeping + block(4) + neck;
        assertEquals(89_696, all);
        assertEquals(all, EncoderWork.forward(shape, 32, 32));
    }

    /** Attention in windows of 4 tokens, a convolution of each channel, and a perceptron. */
    private static double block(int tokens) {
        double attention = 2 * tokens * 4 * 12 + 2 * tokens * 4 * 4 + 2 * (2 * tokens * 4 * 4);
        return attention + 2 * tokens * 9 * 4 + 2 * tokens * 4 * 16 + 2 * tokens * 16 * 4;
    }

    @Test
    void doesNotCountWhatItCannot() {
        assertThrows(IllegalArgumentException.class, () -> EncoderWork.forward(PublishedShapes.SAM_MED2D, 256, 256));
    }
}
