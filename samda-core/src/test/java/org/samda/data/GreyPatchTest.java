// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.samda.golden.GoldenFile;
import org.samda.golden.GoldenSections;
import org.samda.image.GreyImage;
import org.samda.image.VoxelMask;
import tools.jackson.databind.JsonNode;

class GreyPatchTest {

    @Test
    void contrastStretchesAroundTheMeanWithinTheOldRange() {
        // Mean 3; distances -3 -1 -1 5 become -6 -2 -2 10, values -3 1 1 13, clamped to 0..8.
        assertArrayEquals(new float[] {0, 1, 1, 8}, after(p -> p.stretchContrast(2), 0, 2, 2, 8));
    }

    @Test
    void gammaKeepsMeanAndDeviation() {
        // 0 1 4 as parts of the range: 0 .25 1; squared 0 .0625 1; mean and deviation are then restored to 5/3 and
        // 2.0817.
        float[] values = after(p -> p.gamma(2), 0, 1, 4);
        double mean = (0 + .0625 + 1) / 3;
        double deviation = Math.sqrt((mean * mean + Math.pow(.0625 - mean, 2) + Math.pow(1 - mean, 2)) / 2);
        double scale = Math.sqrt(13.0 / 3) / deviation;
        assertArrayEquals(
                new float[] {
                    (float) (-mean * scale + 5 / 3.0),
                    (float) ((.0625 - mean) * scale + 5 / 3.0),
                    (float) ((1 - mean) * scale + 5 / 3.0)
                },
                values,
                1e-5f);
    }

    @Test
    void gammaLeavesAConstantPatchAlone() {
        assertArrayEquals(new float[] {3, 3, 3}, after(p -> p.gamma(1.5), 3, 3, 3));
    }

    @Test
    void lowResolutionTakesTheNearestAndGrowsBack() {
        // Half of 4 is 2: pixels 1 and 3 are taken (floor of 0.5 * 2 and 1.5 * 2); grown: -.25 .25 .75 1.25.
        assertArrayEquals(new float[] {10, 15, 25, 30}, after(p -> p.lowerResolution(0.5), 0, 10, 0, 30), 1e-5f);
    }

    @Test
    void blurSpreadsAPointAlongBothAxes() {
        GreyPatch patch = new GreyPatch(3, 3, new float[] {0, 0, 0, 0, 1, 0, 0, 0, 0});
        patch.blur(0.5, 0.5);
        // Kernel of sigma .5: exp(-2) : 1 : exp(-2). Reflection does not repeat the edge, so corners see the point
        // once.
        double side = Math.exp(-2) / (1 + 2 * Math.exp(-2));
        double middle = 1 - 2 * side;
        assertEquals(middle * middle, patch.pixels()[4], 1e-6);
        assertEquals(2 * side * middle, patch.pixels()[3], 1e-6);
        assertEquals(4 * side * side, patch.pixels()[0], 1e-6);
    }

    @Test
    void reflectionDoesNotRepeatTheEdge() {
        assertEquals(1, GreyPatch.mirrored(-1, 4));
        assertEquals(2, GreyPatch.mirrored(4, 4));
        assertEquals(0, GreyPatch.mirrored(-3, 1));
        assertEquals(1, GreyPatch.mirrored(3, 2));
    }

    @Test
    void noiseHasTheGivenDeviation() {
        GreyPatch patch = new GreyPatch(200, 200, new float[40000]);
        patch.addNoise(0.1, new SplittableRandom(1));
        GreyStatistics scored = GreyStatistics.of(List.of(new GreyImage(200, 200, patch.pixels())), VoxelMask.ALL);
        assertEquals(0, scored.mean(), 0.002);
        assertEquals(0.1, scored.deviation(), 0.002);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 0.8, 1.0})
    void blurAgreesWithNnUNet(double sigma) {
        JsonNode kernel = GoldenFile.of("nnunet_ops/augment/kernel_" + sigma).value();
        float[] found = GreyPatch.kernel(sigma);
        assertEquals(kernel.size(), found.length);
        for (int k = 0; k < found.length; k++) {
            assertEquals(kernel.get(k).asDouble(), found[k], 1e-7);
        }
        assertEqualsReference("blur_" + sigma, p -> p.blur(sigma, sigma), 1e-6);
    }

    @ParameterizedTest
    @ValueSource(floats = {0.5f, 0.73f, 0.91f})
    void lowResolutionAgreesWithNnUNet(float factor) {
        // The reference holds the factor in single precision: 50 px times 0.73f is just above 36.5.
        assertEqualsReference("lowres_" + factor, p -> p.lowerResolution(factor), 1e-5);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.7, 1.5})
    void gammaAgreesWithNnUNet(double exponent) {
        assertEqualsReference("gamma_" + exponent + "_invert0", p -> p.gamma(exponent), 1e-5);
        Consumer<GreyPatch> inverted = p -> {
            p.multiply(-1);
            p.gamma(exponent);
            p.multiply(-1);
        };
        assertEqualsReference("gamma_" + exponent + "_invert1", inverted, 1e-5);
    }

    @Test
    void brightnessAndContrastAgreeWithNnUNet() {
        assertEqualsReference("brightness_1.2", p -> p.multiply(1.2), 1e-6);
        assertEqualsReference("contrast_0.75", p -> p.stretchContrast(0.75), 1e-6);
        assertEqualsReference("contrast_1.25", p -> p.stretchContrast(1.25), 1e-6);
    }

    private static void assertEqualsReference(String name, Consumer<GreyPatch> change, double tolerance) {
        GreyImage image = GoldenSections.grey("nnunet_ops/augment/image").get(0);
        change.accept(new GreyPatch(image.width(), image.height(), image.pixels()));
        GoldenSections.assertGrey("nnunet_ops/augment/" + name, List.of(image), tolerance);
    }

    private static float[] after(Consumer<GreyPatch> change, float... pixels) {
        GreyPatch patch = new GreyPatch(pixels.length, 1, pixels);
        change.accept(patch);
        return patch.pixels();
    }
}
