// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.samda.data.CaseNormalization.Ct;
import org.samda.data.CaseNormalization.Fixed;
import org.samda.data.CaseNormalization.RescaleToOne;
import org.samda.data.CaseNormalization.ZScore;
import org.samda.golden.GoldenSections;
import org.samda.image.GreyImage;
import org.samda.image.VoxelMask;

class CaseNormalizationTest {
    private static final VoxelMask ALL = (section, pixel) -> true;
    private static final VoxelMask NONE = (section, pixel) -> false;

    @Test
    void everySchemeAgreesWithNnUNet() {
        assertGolden("zscore", new ZScore(false), NONE, 2e-6);
        assertGolden("zscore_mask", new ZScore(true), (section, pixel) -> pixel >= 4 * 22, 2e-6);
        assertGolden("ct", new Ct(118.5, 33.25, 70, 170), NONE, 1e-6);
        assertGolden("rescale01", new RescaleToOne(), NONE, 1e-7);
        assertGolden("x", new Fixed(1), NONE, 0);
    }

    @Test
    void aConstantCaseBecomesZeroAndAnEmptyMaskChangesNothing() {
        float[] sevens = {7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7};
        GreyImage seven = new GreyImage(4, 4, sevens);
        GoldenSections.assertGrey(
                "nnunet_ops/norm/zscore_constant", new ZScore(false).apply(List.of(seven, seven), ALL), 0);
        List<GreyImage> constant = List.of(image(7, 7), image(7, 7));
        assertArrayEquals(
                new float[2], new RescaleToOne().apply(constant, ALL).get(1).pixels());
        assertArrayEquals(
                new float[] {7, 7},
                new ZScore(true).apply(constant, NONE).get(0).pixels());
        assertArrayEquals(
                new float[] {7, 7}, new Fixed(1).apply(constant, ALL).get(0).pixels());
    }

    @Test
    void equalsTheValueWorkedOutByHand() {
        // Mean 5, squares 9 1 1 1 0 0 4 16, their mean 4: the classic example of a population deviation of 2.
        List<GreyImage> sections = List.of(image(2, 4), image(4, 4), image(5, 5), image(7, 9));
        GreyStatistics measured = new ZScore(false).scale(sections, ALL).statistics();
        assertEquals(new GreyStatistics(5, 2), measured);
        assertArrayEquals(
                new float[] {1, 2},
                new ZScore(false).apply(sections, ALL).get(3).pixels());
    }

    @Test
    void eightBitsBecomeFractions() {
        assertArrayEquals(
                new float[] {.2f, 1},
                new Fixed(CaseNormalization.BYTE)
                        .apply(List.of(image(51, 255)), NONE)
                        .get(0)
                        .pixels());
    }

    @Test
    void allSectionsAreMeasuredTogether() {
        // 0 0 and 4 4: mean 2, deviation 2; section by section they would all become 0.
        List<GreyImage> scored = new ZScore(false).apply(List.of(image(0, 0), image(4, 4)), ALL);
        assertArrayEquals(new float[] {-1, -1}, scored.get(0).pixels());
        assertArrayEquals(new float[] {1, 1}, scored.get(1).pixels());
        List<GreyImage> rescaled = new RescaleToOne().apply(List.of(image(1, 2), image(3, 5)), ALL);
        assertArrayEquals(new float[] {0, .25f}, rescaled.get(0).pixels());
        assertArrayEquals(new float[] {.5f, 1}, rescaled.get(1).pixels());
    }

    @Test
    void onlyInsideIsMeasuredAndChanged() {
        List<GreyImage> sections = List.of(image(1000, 1), image(3, -1000));
        VoxelMask middle = (section, pixel) -> section != pixel;
        List<GreyImage> scored = new ZScore(true).apply(sections, middle);
        assertArrayEquals(new float[] {1000, -1}, scored.get(0).pixels());
        assertArrayEquals(new float[] {1, -1000}, scored.get(1).pixels());
        assertEquals(1000, sections.get(0).pixels()[0]);
    }

    @Test
    void ctValuesAreClippedFirst() {
        List<GreyImage> scaled = new Ct(10, 5, 0, 20).apply(List.of(image(-500, 500, 15)), ALL);
        assertArrayEquals(new float[] {-2, 2, 1}, scaled.get(0).pixels());
        assertThrows(IllegalArgumentException.class, () -> new Ct(0, 1, 2, 1));
        assertThrows(IllegalArgumentException.class, () -> new Ct(0, -1, 0, 1));
    }

    private static void assertGolden(String name, CaseNormalization scheme, VoxelMask inside, double tolerance) {
        List<GreyImage> sections = GoldenSections.grey("nnunet_ops/norm/x");
        GoldenSections.assertGrey("nnunet_ops/norm/" + name, scheme.apply(sections, inside), tolerance);
    }

    private static GreyImage image(float... pixels) {
        return new GreyImage(pixels.length, 1, pixels);
    }
}
