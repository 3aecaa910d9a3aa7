// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samda.data.AugmentationConfig.Chance;
import org.samda.data.AugmentationConfig.Spatial;
import org.samda.data.SpatialAugmentation.Axis;
import org.samda.image.GreyImage;

class SpatialAugmentationTest {
    private static final Spatial MIRROR = new Spatial(Chance.NEVER, Chance.NEVER, 0.5, false);

    /** Final height and width, largest angle, loaded height and width: nnU-Net's own values. */
    @ParameterizedTest
    @CsvSource({
        "512, 512, 180, 602, 602",
        "448, 576, 180, 677, 677",
        "768, 1024, 180, 1204, 1204",
        "56, 40, 180, 65, 65",
        "320, 192, 15, 422, 225",
        "640, 384, 15, 844, 451"
    })
    void loadsAsMuchAsNnUNet(int height, int width, double degrees, int loadedHeight, int loadedWidth) {
        Spatial config = new Spatial(new Chance(0.2, -degrees, degrees), new Chance(0.2, 0.7, 1.4), 0.5, false);
        assertEquals(loadedHeight, SpatialAugmentation.loadedHeight(width, height, config));
        assertEquals(loadedWidth, SpatialAugmentation.loadedWidth(width, height, config));
    }

    @Test
    void thePatchStaysInsideALargerImageWhenNothingIsResampled() {
        Axis axis = new Axis(4, 4);
        assertEquals(0, axis.lowest(10));
        assertEquals(6, axis.highest(10));
        assertEquals(0, axis.around(1, 10));
        assertEquals(5, axis.around(7, 10));
        // No upper clamp: the patch may reach beyond the image.
        assertEquals(7, axis.around(9, 10));
    }

    @Test
    void theLoadedBoxMayOverhangByWhatIsCroppedAway() {
        // Final 4, loaded 7: 3 px of overhang, 2 below (floor of -1.5) and 1 + 1 above: starts -2 to 10 + 1 + 1 - 7 =
        // 5.
        Axis axis = new Axis(4, 7);
        assertEquals(-2, axis.lowest(10));
        assertEquals(5, axis.highest(10));
    }

    @Test
    void aSmallImageIsCentredInThePatch() {
        // Image of 5 in a patch of 8: 3 px of overhang; starts -2 and 5 + 1 + 1 - 8 = -1.
        Axis axis = new Axis(8, 8);
        assertEquals(-2, axis.lowest(5));
        assertEquals(-1, axis.highest(5));
    }

    @Test
    void theCentreIsWholePixelsUnlessSomethingIsResampled() {
        // Box of 7 from 10 on: pixels 10..16, centre 13; the crop of 4 begins at 11: pixels 11..14, centre 12.5.
        assertEquals(12.5, new Axis(4, 7).centre(10, false));
        assertEquals(13, new Axis(4, 7).centre(10, true));
    }

    @Test
    void everySymmetryOccursAndNoOther() {
        Spatial all = new Spatial(Chance.NEVER, Chance.NEVER, 0.5, true);
        assertEquals(8, placements(all, 3, 3));
        assertEquals(4, placements(all, 3, 2));
        assertEquals(4, placements(MIRROR, 3, 3));
        assertEquals(1, placements(Spatial.NONE, 3, 3));
    }

    @Test
    void rotationAndScaleComeAsOftenAndAsFarAsConfigured() {
        SpatialAugmentation augmentation = new SpatialAugmentation(
                new Spatial(new Chance(0.2, -15, 15), new Chance(0.3, 0.7, 1.4), 0, false), 8, 8);
        TrainingImage image = TestImages.raw(TestImages.ramp(40, 40));
        int turned = 0;
        int scaled = 0;
        for (int i = 0; i < 4000; i++) {
            PatchPlacement.Matrix m =
                    augmentation.anywhere(image, new SplittableRandom(i)).matrix();
            double scale = Math.hypot(m.xx(), m.yx());
            double degrees = Math.abs(Math.toDegrees(Math.atan2(m.yx(), m.xx())));
            assertTrue(scale >= 0.699 && scale <= 1.401 && degrees <= 15.001, scale + " " + degrees);
            turned += degrees > 1e-9 ? 1 : 0;
            scaled += Math.abs(scale - 1) > 1e-9 ? 1 : 0;
        }
        assertEquals(0.2, turned / 4000.0, 0.03);
        assertEquals(0.3, scaled / 4000.0, 0.03);
    }

    @Test
    void labelsMoveWithTheImage() {
        int side = 64;
        float[] pixels = new float[side * side];
        int[] labels = new int[side * side];
        for (int i = 0; i < labels.length; i++) {
            double distance = Math.hypot(i % side - 20, i / (double) side - 40);
            labels[i] = distance < 15 ? 1 : 0;
            pixels[i] = labels[i];
        }
        TrainingImage image = TestImages.raw(new GreyImage(side, side, pixels), labels);
        SpatialAugmentation augmentation =
                new SpatialAugmentation(AugmentationConfig.nnUNet(48, 48).spatial(), 48, 48);
        for (int i = 0; i < 50; i++) {
            PatchLookup lookup = new PatchLookup(image, augmentation.anywhere(image, new SplittableRandom(i)), 48, 48);
            assertAgree(lookup);
        }
    }

    /** Where the painted label is at least half the image says 1; the edge of the image is left out. */
    private static void assertAgree(PatchLookup lookup) {
        float[] grey = new float[48 * 48];
        byte[] labels = new byte[grey.length];
        lookup.grey(grey, 0);
        lookup.labels(labels, 0);
        byte[] expected = new byte[grey.length];
        for (int i = 0; i < grey.length; i++) {
            boolean undecided = Math.abs(grey[i] - 0.5) < 1e-6;
            expected[i] = undecided ? labels[i] : (byte) Math.round(grey[i]);
        }
        assertArrayEquals(expected, labels);
    }

    private static int placements(Spatial config, int width, int height) {
        TrainingImage image = TestImages.raw(TestImages.ramp(width, height));
        SpatialAugmentation augmentation = new SpatialAugmentation(config, width, height);
        Set<PatchPlacement.Matrix> found = new HashSet<>();
        for (int i = 0; i < 400; i++) {
            PatchPlacement.Matrix m =
                    augmentation.anywhere(image, new SplittableRandom(i)).matrix();
            // Adding 0 makes -0.0 and 0.0 the same.
            found.add(new PatchPlacement.Matrix(m.xx() + 0.0, m.xy() + 0.0, m.yx() + 0.0, m.yy() + 0.0));
        }
        return found.size();
    }
}
