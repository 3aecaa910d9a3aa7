// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.samda.data.AugmentationConfig.Chance;
import org.samda.data.AugmentationConfig.Intensity;
import org.samda.image.GreyImage;
import org.samda.image.VoxelMask;

/** How often and how strongly nnU-Net's table varies grey values (COMPONENTS section 12, rows 2 to 8), and in which order. */
class IntensityAugmentationTest {
    private static final Intensity TABLE = AugmentationConfig.nnUNet(64, 64).intensity();
    private static final int ROUNDS = 20000;

    @Test
    void noiseComesInATenthAndItsNumberIsTheStandardDeviation() {
        List<Double> deviations = strengths(
                only(2, TABLE.noise()),
                0.1,
                5000,
                new float[10000],
                pixels -> GreyStatistics.of(List.of(new GreyImage(pixels.length, 1, pixels)), VoxelMask.ALL)
                        .deviation());
        // 10000 px tell the deviation to 0.7 %.
        Draws.assertUniform(0, 0.103, deviations);
    }

    @Test
    void blurComesInATenthOfOneChannelWithAWidthForEachAxis() {
        GreyPatch point = new GreyPatch(15, 15, new float[15 * 15]);
        point.pixels()[7 * 15 + 7] = 1;
        List<Double> alongX = new ArrayList<>();
        List<Double> alongY = new ArrayList<>();
        IntensityAugmentation augmentation = new IntensityAugmentation(only(3, TABLE.blur()));
        for (int i = 0; i < ROUNDS; i++) {
            float[] pixels = point.pixels().clone();
            augmentation.apply(new GreyPatch(15, 15, pixels), new SplittableRandom(i));
            float centre = pixels[7 * 15 + 7];
            if (centre < 1) {
                alongX.add(sigma(centre, pixels[7 * 15 + 8]));
                alongY.add(sigma(centre, pixels[8 * 15 + 7]));
            }
        }
        assertShare(0.1, alongX.size(), ROUNDS);
        Draws.assertUniform(0.5, 1, alongX);
        Draws.assertUniform(0.5, 1, alongY);
        long equal = IntStream.range(0, alongX.size())
                .filter(i -> Math.abs(alongX.get(i) - alongY.get(i)) < 1e-5)
                .count();
        assertTrue(equal < 5, equal + " times the same width along both axes");
    }

    @Test
    void brightnessComesIn15PercentAndHalfOfItBrightens() {
        List<Double> factors =
                strengths(only(4, TABLE.brightness()), 0.15, ROUNDS, new float[] {1}, pixels -> pixels[0]);
        Draws.assertAroundOne(0.75, 1.25, factors);
    }

    @Test
    void contrastComesIn15PercentAndHalfOfItStretches() {
        // The outer pixels keep the inner ones from being clamped.
        List<Double> factors =
                strengths(only(5, TABLE.contrast()), 0.15, ROUNDS, new float[] {-9, -1, 1, 9}, pixels -> pixels[2]);
        Draws.assertAroundOne(0.75, 1.25, factors);
    }

    @Test
    void lowResolutionComesInAnEighthOfOneChannelAndShrinksToHalfAtMost() {
        float[] ramp = new float[300];
        for (int i = 0; i < ramp.length; i++) {
            ramp[i] = i;
        }
        // Between neighbours that were both kept the enlarged ramp rises by the factor, else by up to its double.
        List<Double> factors = strengths(
                only(6, TABLE.lowResolution()),
                0.125,
                ROUNDS,
                ramp,
                pixels -> IntStream.range(2, pixels.length - 3)
                        .mapToDouble(i -> pixels[i + 1] - pixels[i])
                        .min()
                        .orElseThrow());
        Draws.assertUniform(0.5, 1, factors);
    }

    @Test
    void invertedGammaComesInATenthAndActsOnTheNegative() {
        // The part of the range at which the middle pixel lies, 1/2, becomes 1/2 to the power of gamma, from above.
        List<Double> exponents = strengths(
                only(7, TABLE.invertedGamma()),
                0.1,
                ROUNDS,
                new float[] {0, 1, 2},
                pixels -> exponent((pixels[2] - pixels[1]) / (pixels[2] - pixels[0])));
        Draws.assertAroundOne(0.7, 1.5, exponents);
    }

    @Test
    void gammaComesIn30PercentAndHalfOfItIsAboveOne() {
        List<Double> exponents = strengths(
                only(8, TABLE.gamma()),
                0.3,
                ROUNDS,
                new float[] {0, 1, 2},
                pixels -> exponent((pixels[1] - pixels[0]) / (pixels[2] - pixels[0])));
        Draws.assertAroundOne(0.7, 1.5, exponents);
    }

    @Test
    void theOrderIsThatOfTheTable() {
        List<Chance> always = List.of(
                new Chance(1, 0.1, 0.1),
                new Chance(1, 0.8, 0.8),
                new Chance(1, 1.2, 1.2),
                new Chance(1, 1.25, 1.25),
                new Chance(1, 0.6, 0.6),
                new Chance(1, 0.7, 0.7),
                new Chance(1, 1.5, 1.5));
        GreyPatch found = ramp();
        new IntensityAugmentation(intensity(always)).apply(found, new SplittableRandom(1));
        SplittableRandom random = new SplittableRandom(1);
        GreyPatch expected = ramp();
        assertTrue(always.get(0).happens(random));
        expected.addNoise(always.get(0).draw(random), random);
        expected.blur(0.8, 0.8);
        expected.multiply(1.2);
        expected.stretchContrast(1.25);
        expected.lowerResolution(0.6);
        expected.multiply(-1);
        expected.gamma(0.7);
        expected.multiply(-1);
        expected.gamma(1.5);
        assertArrayEquals(expected.pixels(), found.pixels());
    }

    @Test
    void withoutAugmentationNothingChanges() {
        GreyPatch patch = ramp();
        new IntensityAugmentation(Intensity.NONE).apply(patch, new SplittableRandom(0));
        assertArrayEquals(ramp().pixels(), patch.pixels());
    }

    /** What the measure says of the patches that were changed, whose share is checked. */
    private static List<Double> strengths(
            Intensity config, double share, int rounds, float[] pixels, ToDoubleFunction<float[]> measure) {
        IntensityAugmentation augmentation = new IntensityAugmentation(config);
        List<Double> found = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            GreyPatch patch = new GreyPatch(pixels.length, 1, pixels.clone());
            augmentation.apply(patch, new SplittableRandom(i));
            if (!Arrays.equals(pixels, patch.pixels())) {
                found.add(measure.applyAsDouble(patch.pixels()));
            }
        }
        assertShare(share, found.size(), rounds);
        return found;
    }

    /** Within four standard deviations. */
    private static void assertShare(double expected, int found, int rounds) {
        double deviation = Math.sqrt(expected * (1 - expected) / rounds);
        assertEquals(expected, (double) found / rounds, 4 * deviation);
    }

    private static double sigma(double centre, double neighbour) {
        return Math.sqrt(-1 / (2 * Math.log(neighbour / centre)));
    }

    private static double exponent(double part) {
        return Math.log(part) / Math.log(0.5);
    }

    private static GreyPatch ramp() {
        return new GreyPatch(10, 7, TestImages.ramp(10, 7).pixels());
    }

    /** Only the transform of that row of the table may happen: 2 is noise, 8 is gamma. */
    private static Intensity only(int row, Chance chance) {
        List<Chance> chances = new ArrayList<>(Collections.nCopies(7, Chance.NEVER));
        chances.set(row - 2, chance);
        return intensity(chances);
    }

    private static Intensity intensity(List<Chance> rows) {
        return new Intensity(rows.get(0), rows.get(1), rows.get(2), rows.get(3), rows.get(4), rows.get(5), rows.get(6));
    }
}
