// SPDX-License-Identifier: Apache-2.0
package org.samda.encoder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.samda.image.GreyImage;
import org.samda.image.PixelType;

class GreyRangeTest {

    @Test
    void eightBitsAreTakenAsTheyAre() {
        GreyImage image = new GreyImage(3, 1, new float[] {10, 20, 200});
        GreyRange range = GreyRange.of(image, PixelType.UINT8);
        assertArrayEquals(new byte[] {10, 20, (byte) 200}, range.map(image).values());
        assertEquals(20, range.map(20f));
    }

    @Test
    void otherValuesAreStretchedBetweenTheirPercentiles() {
        // 401 values 0, 10, 20, ..., 4000: the 0.5 percentile is value number 2, the 99.5 percentile number 398.
        float[] values = new float[401];
        for (int i = 0; i < values.length; i++) {
            values[400 - i] = 10 * i;
        }
        GreyRange range = GreyRange.of(new GreyImage(401, 1, values), PixelType.UINT16);
        assertEquals(new GreyRange(20, 3980), range);
        assertEquals(0, range.map(20f));
        assertEquals(0, range.map(-5f));
        assertEquals(127.5f, range.map(2000f));
        assertEquals(255, range.map(4000f));
        GreyImage two = new GreyImage(2, 1, new float[] {2000, 5000});
        assertArrayEquals(new byte[] {127, (byte) 255}, range.map(two).values());
    }

    @Test
    void percentilesBetweenValuesAreInterpolated() {
        // Of 0 and 1000: half a percent of the way, and half a percent before its end.
        GreyRange range = GreyRange.of(new GreyImage(2, 1, new float[] {1000, 0}), PixelType.FLOAT32);
        assertEquals(5, range.black(), 1e-4);
        assertEquals(995, range.white(), 1e-4);
    }

    @Test
    void anImageWithoutContrastIsBlack() {
        GreyImage image = new GreyImage(2, 1, new float[] {7, 7});
        assertArrayEquals(
                new byte[2], GreyRange.of(image, PixelType.UINT16).map(image).values());
    }

    @Test
    void aRangeUpsideDownIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new GreyRange(2, 1));
    }
}
