// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samda.SamdaException;

class ClaimedSizeTest {
    private static final long PLENTY = Long.MAX_VALUE;

    @Test
    void acceptsABlackMaskThatCompressesAsWellAsDeflateCan() {
        // 20000 x 20000 px of 1 bit are 50 MB; Deflate's best, 1032 to 1, makes 48450 bytes of them.
        assertDoesNotThrow(() -> size(20_000, 20_000, 1).requirePossible(48_450));
    }

    @Test
    void refusesMoreThanAnyCompressionCouldHold() {
        assertDoesNotThrow(() -> size(4096, 1, 8).requirePossible(1));
        assertThrows(SamdaException.class, () -> size(4096, 2, 8).requirePossible(1));
    }

    @ParameterizedTest
    @CsvSource({"0, 5", "5, 0", "-1, -1", "4294967295, 1"})
    void refusesAnImpossibleWidthOrHeight(long width, long height) {
        ClaimedSize size = size(width, height, 8);
        String message = assertThrows(SamdaException.class, () -> size.requirePossible(PLENTY))
                .getMessage();
        assertTrue(message.contains("its header claims an image of " + width + " x " + height + " px"), message);
    }

    @Test
    void refusesMorePixelsThanAnArrayHolds() {
        assertEquals(
                "'a.tif' holds an image of 50000 x 50000 px, expected at most 2147483639 pixels. Cut it into pieces.",
                refusal(size(50_000, 50_000, 1), PLENTY));
    }

    @Test
    void refusesMoreThanTheMemoryHolds() {
        // 1000 x 1000 px: 2 MB as stored and 4 MB as floats.
        assertDoesNotThrow(() -> size(1000, 1000, 16).requireFits(6_000_000));
        assertEquals(
                "'a.tif' holds an image of 1000 x 1000 px that needs 6.0 MB of memory to read, expected at most 5.9 MB."
                        + " Give Java more (-Xmx) or cut the image into pieces.",
                refusal(size(1000, 1000, 16), 5_900_000));
    }

    private static String refusal(ClaimedSize size, long memory) {
        return assertThrows(SamdaException.class, () -> size.requireFits(memory))
                .getMessage();
    }

    private static ClaimedSize size(long width, long height, int bits) {
        return new ClaimedSize(Path.of("a.tif"), width, height, bits);
    }
}
