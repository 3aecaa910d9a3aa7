// SPDX-License-Identifier: Apache-2.0
package org.samda.encoder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.samda.image.GreyImage;
import org.samda.image.GreyRange;

class EncoderPreprocessingTest {

    @Test
    void greyValuesBecomeBytesWithoutTheirFractions() {
        GreyImage image = new GreyImage(3, 1, new float[] {10, 20, 200.9f});
        assertArrayEquals(
                new byte[] {10, 20, (byte) 200},
                ByteImage.of(image, GreyRange.of(image)).values());
        GreyImage two = new GreyImage(2, 1, new float[] {2000, 5000});
        assertArrayEquals(
                new byte[] {127, (byte) 255},
                ByteImage.of(two, new GreyRange(20, 3980)).values());
    }

    @Test
    void paddingIsToldApart() {
        ByteImage image = new ByteImage(100, 51, 1, new byte[100 * 51]);
        assertEquals(
                new EncoderImage.Region(0, 0, 1024, 522),
                EncoderPreprocessing.SAM.prepare(image).valid());
        assertEquals(
                new EncoderImage.Region(78, 102, 100, 51),
                EncoderPreprocessing.SAM_MED2D.prepare(image).valid());
        assertEquals(
                new EncoderImage.Region(0, 0, 1024, 1024),
                EncoderPreprocessing.MED_SAM.prepare(image).valid());
    }

    @Test
    void resizingByPillowsFilterIsWorkedOutByHand() {
        // From 2 to 4 px: weights 1, 3/4 1/4, 1/4 3/4, 1. From 4 to 2 px, support 2: pixel 0 takes the first three with
        // 3/8 3/8 1/8 over 7/8.
        assertArrayEquals(new byte[] {0, 25, 75, 100}, row(2, 4, 0, 100));
        assertArrayEquals(
                new byte[] {(byte) Math.round(70 / 7.0), (byte) Math.round((70 * 3 + 70 * 3) / 7.0)},
                row(4, 2, 0, 0, 70, 70));
    }

    @Test
    void aConstantImageStaysConstantWhenItIsResizedBySplines() {
        double[] constant = SplineResize.resize(new double[] {3, 3, 3, 3, 3, 3, 3, 3}, 4, 2, 2, 5);
        assertEquals(10, constant.length);
        for (double value : constant) {
            assertEquals(3, value, 1e-12);
        }
    }

    @Test
    void imagesThatCannotBeAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new ByteImage(2, 2, 2, new byte[8]));
        assertThrows(IllegalArgumentException.class, () -> new ByteImage(2, 2, 3, new byte[8]));
        assertThrows(IllegalArgumentException.class, () -> new ByteImage(0, 2, 1, new byte[0]));
    }

    private static byte[] row(int width, int newWidth, int... greys) {
        byte[] values = new byte[width];
        for (int i = 0; i < width; i++) {
            values[i] = (byte) greys[i];
        }
        return PillowBilinear.resize(new ByteImage(1, width, 1, values), 1, newWidth)
                .values();
    }
}
