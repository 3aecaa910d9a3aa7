// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samda.data.AugmentationConfig.Chance;
import org.samda.data.AugmentationConfig.Spatial;
import org.samda.data.PatchPlacement.Matrix;
import org.samda.data.SpatialAugmentation.Axis;
import org.samda.golden.GoldenFile;
import org.samda.image.GreyImage;
import tools.jackson.databind.JsonNode;

class SpatialAugmentationTest {
    private static final Spatial MIRROR = new Spatial(Chance.NEVER, Chance.NEVER, 0.5, false);

    @Test
    void loadsAsMuchAsNnUNet() {
        JsonNode cases = GoldenFile.of("nnunet_ops/augment/initial_patch_size").value();
        assertEquals(8, cases.size());
        for (JsonNode each : cases) {
            int height = each.get(0).get(0).asInt();
            int width = each.get(0).get(1).asInt();
            Spatial config = AugmentationConfig.nnUNet(width, height).spatial();
            assertEquals(each.get(1).asDouble(), config.rotation().high(), each.toString());
            assertEquals(
                    each.get(2).get(0).asInt(),
                    SpatialAugmentation.loadedHeight(width, height, config),
                    each.toString());
            assertEquals(
                    each.get(2).get(1).asInt(),
                    SpatialAugmentation.loadedWidth(width, height, config),
                    each.toString());
        }
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
    void everyPlaceWithinTheOverhangIsEquallyLikely() {
        // Starts -2 to 5, as above.
        int[] found = new int[8];
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 16000; i++) {
            found[new Axis(4, 7).anywhere(10, random) + 2]++;
        }
        for (int starts : found) {
            // A standard deviation is 42.
            assertEquals(2000, starts, 170);
        }
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

    /** Nearly square patches turn by any angle, elongated ones hardly (COMPONENTS section 12, row 1). */
    @ParameterizedTest
    @CsvSource({"8, 12, 180", "8, 13, 15"})
    void rotationAndScaleComeAsOftenAndAsFarAsNnUNets(int height, int width, double largest) {
        Spatial config = AugmentationConfig.nnUNet(width, height).spatial();
        SpatialAugmentation augmentation =
                new SpatialAugmentation(new Spatial(config.rotation(), config.scaling(), 0, false), width, height);
        TrainingImage image = TestImages.raw(TestImages.ramp(40, 40));
        List<Double> angles = new ArrayList<>();
        List<Double> scales = new ArrayList<>();
        int both = 0;
        for (int i = 0; i < 20000; i++) {
            Matrix m = augmentation.anywhere(image, new SplittableRandom(i)).matrix();
            double scale = Math.hypot(m.xx(), m.yx());
            double degrees = Math.toDegrees(Math.atan2(m.xy(), m.xx()));
            boolean turned = Math.abs(degrees) > 1e-9;
            boolean scaled = Math.abs(scale - 1) > 1e-9;
            both += turned && scaled ? 1 : 0;
            if (turned) {
                angles.add(degrees);
            }
            if (scaled) {
                scales.add(scale);
            }
        }
        // Standard deviations of the shares: 0.003, of the share of both 0.0014.
        assertEquals(0.2, angles.size() / 20000.0, 0.012);
        assertEquals(0.2, scales.size() / 20000.0, 0.012);
        assertEquals(0.04, both / 20000.0, 0.006);
        Draws.assertUniform(-largest, largest, angles);
        Draws.assertUniform(0.7, 1.4, scales);
    }

    @Test
    void eachAxisIsMirroredInHalfOfAllPatches() {
        SpatialAugmentation augmentation = new SpatialAugmentation(MIRROR, 8, 8);
        TrainingImage image = TestImages.raw(TestImages.ramp(40, 40));
        int[] found = new int[4];
        for (int i = 0; i < 8000; i++) {
            Matrix m = augmentation.anywhere(image, new SplittableRandom(i)).matrix();
            found[(m.xx() < 0 ? 1 : 0) + (m.yy() < 0 ? 2 : 0)]++;
        }
        for (int combination : found) {
            assertEquals(2000, combination, 160);
        }
        assertEquals(0.5, AugmentationConfig.nnUNet(8, 8).spatial().mirrorProbability());
        assertFalse(AugmentationConfig.nnUNet(8, 8).spatial().quarterTurns());
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
        Set<Matrix> found = new HashSet<>();
        for (int i = 0; i < 400; i++) {
            Matrix m = augmentation.anywhere(image, new SplittableRandom(i)).matrix();
            // Adding 0 makes -0.0 and 0.0 the same.
            found.add(new Matrix(m.xx() + 0.0, m.xy() + 0.0, m.yx() + 0.0, m.yy() + 0.0));
        }
        return found.size();
    }
}
