// SPDX-License-Identifier: Apache-2.0
package org.samda.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.samda.model.EncoderNormalization;
import org.samda.model.ProjectorConfig;
import org.samda.model.SamEncoderConfig;
import org.samda.model.SamdaModelConfig.GenericConfig;

class AdaptationWorkTest {

    @Test
    void countsBothPatchesTheAnchorAndWhatTheProjectorLearns() {
        SamEncoderConfig encoder = new SamEncoderConfig(8, 2, 2, 2, 2, List.of(1), 2, 6, Optional.empty());
        GenericConfig generic = new GenericConfig(
                encoder,
                Optional.empty(),
                32,
                EncoderNormalization.Z_SCORE,
                new ProjectorConfig(6, List.of(4, 5, 3), List.of(1, 1, 2)),
                Optional.empty());
        // 64 px are 4 x 4 tokens, of which the last convolution makes 2 x 2.
        double first = 2 * 9 * 6 * 4 * 16;
        double others = 2 * 9 * 4 * 5 * 16 + 2 * 9 * 5 * 3 * 4;
        double forward = 3 * (first + others);
        double backward = 2 * (first + 2 * others);
        assertEquals(82_440, forward + backward);
        assertEquals(
                2 * EncoderWork.forward(encoder, 64, 64) + forward + backward, AdaptationWork.iteration(generic, 64));
    }
}
