// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.samda.SamdaException;
import org.samda.data.Preprocessing.Interpolation;
import org.samda.image.GreyImage;
import org.samda.image.HistogramMatching;
import org.samda.image.LabelImage;
import org.samda.image.Resampling;
import org.samda.image.SliceAxis;
import org.samda.image.SplineResampling;
import org.samda.planning.ChannelNormalization;
import org.samda.planning.Intensities;
import org.samda.planning.NormalizationScheme;

class PreparationTest {
    static final ChannelNormalization Z_SCORE = plain(NormalizationScheme.Z_SCORE);
    static final ChannelNormalization BYTES = plain(NormalizationScheme.RGB_0_1);
    private static final ChannelNormalization MASKED =
            new ChannelNormalization(NormalizationScheme.Z_SCORE, true, Optional.empty());
    private static final Preparation.Factor SAME = new Preparation.Factor(1, 1);
    private static final Preparation.Factor HALF_WIDTH = new Preparation.Factor(0.5, 1);

    @Test
    void averagedImagesAreNormalisedAfterTheyShrink() {
        // Two pixels are left, at the same distance from their mean: their deviation is 1 whatever the filter.
        Preparation preparation = new Preparation(sections(Z_SCORE, Interpolation.ANTIALIASED), HALF_WIDTH, none());
        assertArrayEquals(new float[] {-1, 1}, pixels(preparation, row(1, 3, 5, 7)), 1e-6f);
    }

    @Test
    void splinesAreNormalisedBeforeTheyShrinkAsInNnUNet() {
        // 1 3 5 7: mean 4, deviation sqrt 5.
        double deviation = Math.sqrt(5);
        GreyImage normalized = row(
                (float) (-3 / deviation), (float) (-1 / deviation), (float) (1 / deviation), (float) (3 / deviation));
        Preparation preparation = new Preparation(sections(Z_SCORE, Interpolation.SPLINE), HALF_WIDTH, none());
        float[] found = pixels(preparation, row(1, 3, 5, 7));
        assertArrayEquals(SplineResampling.grey(normalized, 2, 1).pixels(), found, 1e-6f);
        assertTrue(found[1] < 0.97, "they have lost contrast, but were " + found[1]);
    }

    @Test
    void aSmallCaseGoesThroughNnUNetsOrder() {
        // Cut along y, cropped to 3 columns of 2 rows in one section, z-scored together with its hole, then widened.
        List<GreyImage> planes = List.of(
                new GreyImage(4, 2, new float[] {0, 0, 0, 0, 0, 2, 4, 6}),
                new GreyImage(4, 2, new float[] {0, 0, 0, 0, 0, 6, 0, 6}));
        Preparation preparation = new Preparation(
                volumes(SliceAxis.Y, Z_SCORE, Interpolation.SPLINE), new Preparation.Factor(2, 2), none());
        PreparedCase prepared = preparation.apply(planes);
        // 2 4 6 6 0 6: mean 4, squares 4 0 4 4 16 4, deviation sqrt(32 / 6).
        double deviation = Math.sqrt(32.0 / 6);
        float[] normalized = {-2, 0, 2, 2, -4, 2};
        for (int i = 0; i < normalized.length; i++) {
            normalized[i] /= (float) deviation;
        }
        assertEquals(1, prepared.sections().size());
        assertArrayEquals(
                SplineResampling.grey(new GreyImage(3, 2, normalized), 6, 4).pixels(),
                prepared.sections().get(0).pixels(),
                1e-6f);
        assertEquals(new CropFrame.Extent(3, 2, 1), prepared.frame().inner());
        assertEquals(4, prepared.original().mean(), 1e-12);
        assertEquals(deviation, prepared.original().deviation(), 1e-12);
    }

    @Test
    void aMaskedImageIsNormalisedBeforeItGrowsSoThatTheMaskFits() {
        // Inside are 2 and 4, mean 3, deviation 1; the zero between them is outside and stays.
        GreyImage normalized = row(-1, 0, 1);
        for (Interpolation interpolation : Interpolation.values()) {
            Preparation same = new Preparation(sections(MASKED, interpolation), SAME, none());
            assertArrayEquals(normalized.pixels(), pixels(same, row(2, 0, 4)));
            Preparation twice = new Preparation(sections(MASKED, interpolation), new Preparation.Factor(2, 1), none());
            GreyImage expected = interpolation == Interpolation.SPLINE
                    ? SplineResampling.grey(normalized, 6, 1)
                    : Resampling.grey(normalized, 6, 1);
            assertArrayEquals(expected.pixels(), pixels(twice, row(2, 0, 4)));
        }
    }

    @Test
    void zerosOutsideAMaskStayZerosWhenTheRestIsMatched() {
        HistogramMatching matching = HistogramMatching.fit(List.of(List.of(row(100, 200, 300))));
        Preparation preparation =
                new Preparation(sections(MASKED, Interpolation.ANTIALIASED), SAME, Optional.of(matching));
        float[] found = pixels(preparation, row(2, 0, 4));
        assertEquals(0, found[1]);
        assertEquals(-1, found[0], 1e-6);
        assertEquals(1, found[2], 1e-6);
    }

    @Test
    void ctIsClippedAndScaledByTheDataSetsForeground() {
        Intensities foreground = new Intensities(50, 40, 10, -100, 200, 0, 80);
        ChannelNormalization ct = new ChannelNormalization(NormalizationScheme.CT, false, Optional.of(foreground));
        Preparation preparation = new Preparation(sections(ct, Interpolation.SPLINE), SAME, none());
        assertArrayEquals(new float[] {-5, 3, 1}, pixels(preparation, row(-900, 1000, 60)), 1e-6f);
    }

    @Test
    void aVolumeIsMatchedByOneCurveAndSectionsByTheirOwn() {
        Optional<HistogramMatching> matching = Optional.of(HistogramMatching.fit(List.of(List.of(row(1, 2, 3, 4)))));
        List<GreyImage> planes = List.of(row(10, 20), row(30, 40));
        List<GreyImage> together =
                new Preparation(volumes(SliceAxis.Z, Z_SCORE, Interpolation.ANTIALIASED), SAME, matching).greys(planes);
        assertArrayEquals(new float[] {1, 2}, together.get(0).pixels(), 0.01f);
        assertArrayEquals(new float[] {3, 4}, together.get(1).pixels(), 0.01f);
        List<GreyImage> alone =
                new Preparation(sections(Z_SCORE, Interpolation.ANTIALIASED), SAME, matching).greys(planes);
        assertArrayEquals(new float[] {1, 4}, alone.get(0).pixels(), 0.01f);
        assertArrayEquals(new float[] {1, 4}, alone.get(1).pixels(), 0.01f);
    }

    @Test
    void matchingHappensBeforeNormalisation() {
        // 1 2 3 becomes 10 10 40: mean 20, deviation sqrt 200.
        Optional<HistogramMatching> matching = Optional.of(HistogramMatching.fit(List.of(List.of(row(10, 10, 40)))));
        for (Interpolation interpolation : Interpolation.values()) {
            Preparation preparation = new Preparation(sections(Z_SCORE, interpolation), SAME, matching);
            float[] expected = {-10, -10, 20};
            for (int i = 0; i < 3; i++) {
                expected[i] /= (float) Math.sqrt(200);
            }
            assertArrayEquals(expected, pixels(preparation, row(1, 2, 3)), 0.02f);
        }
    }

    @Test
    void aMarginOfZerosDoesNotCount() {
        GreyImage framed = new GreyImage(4, 3, new float[] {0, 0, 0, 0, 0, 5, 9, 0, 0, 0, 0, 0});
        PreparedCase prepared = Preparation.NONE.apply(List.of(framed));
        assertArrayEquals(new float[] {-1, 1}, prepared.sections().get(0).pixels());
        assertEquals(new CropFrame.Place(1, 1, 0), prepared.frame().corner());
    }

    @Test
    void aConstantSectionOfAVariedVolumeIsMeasuredWithTheRest() {
        // 5 5 and 1 9: mean 5, deviation sqrt 8.
        List<GreyImage> planes = List.of(row(5, 5), row(1, 9));
        List<GreyImage> sections = new Preparation(
                        volumes(SliceAxis.Z, Z_SCORE, Interpolation.ANTIALIASED), SAME, none())
                .apply(planes)
                .sections();
        float four = (float) (4 / Math.sqrt(8));
        assertArrayEquals(new float[2], sections.get(0).pixels());
        assertArrayEquals(new float[] {-four, four}, sections.get(1).pixels(), 1e-6f);
    }

    @Test
    void anEmptyCaseKeepsItsSizeAndBecomesZeros() {
        for (ChannelNormalization normalization : List.of(Z_SCORE, MASKED)) {
            Preparation preparation = new Preparation(
                    volumes(SliceAxis.X, normalization, Interpolation.SPLINE), new Preparation.Factor(2, 1), none());
            PreparedCase prepared = preparation.apply(List.of(row(0, 0, 0), row(0, 0, 0)));
            assertTrue(prepared.frame().isWhole());
            assertEquals(3, prepared.sections().size());
            assertArrayEquals(new float[4], prepared.sections().get(0).pixels());
            assertEquals(0, prepared.original().of(0), "what a generic encoder sees must be a number");
        }
    }

    @Test
    void labelsAreResizedByTheRuleOfTheImages() {
        // To two pixels: averaged, each is 3/7 class 1 by the triangle filter (0.75 0.75 0.25), background wins; lines
        // read
        // between pixels 0 and 1, 1 / 2 of each, and the higher class wins.
        LabelImage labels = new LabelImage(4, 1, new int[] {0, 1, 0, 0});
        CropFrame frame = Preparation.NONE.apply(List.of(row(1, 2, 3, 4))).frame();
        Preparation averaged = new Preparation(sections(Z_SCORE, Interpolation.ANTIALIASED), HALF_WIDTH, none());
        Preparation lines = new Preparation(sections(Z_SCORE, Interpolation.SPLINE), HALF_WIDTH, none());
        assertArrayEquals(
                new int[] {0, 0},
                averaged.labels(List.of(labels), frame, 2).get(0).labels());
        assertArrayEquals(
                new int[] {1, 0}, lines.labels(List.of(labels), frame, 2).get(0).labels());
    }

    @Test
    void severalSectionsAreNotOneCaseWhereThePlanTakesThemOneByOne() {
        List<GreyImage> two = List.of(row(1, 2), row(3, 4));
        assertThrows(IllegalArgumentException.class, () -> Preparation.NONE.apply(two));
        assertEquals(List.of(two), Preprocessing.Unit.VOLUME.cases(two));
        assertEquals(List.of(List.of(two.get(0)), List.of(two.get(1))), Preprocessing.Unit.SECTION.cases(two));
    }

    @Test
    void aSingleSectionIsNotCutAlongAnotherAxis() {
        Preparation preparation = new Preparation(volumes(SliceAxis.Y, Z_SCORE, Interpolation.SPLINE), SAME, none());
        SamdaException problem = assertThrows(SamdaException.class, () -> preparation.apply(List.of(row(1, 2, 3))));
        assertEquals(
                "A single section of 3 x 1 px cannot be cut along Y, as the plan does with its volumes."
                        + " Give whole volumes (NIfTI).",
                problem.getMessage());
    }

    static Preprocessing volumes(SliceAxis axis, ChannelNormalization normalization, Interpolation interpolation) {
        return new Preprocessing(Preprocessing.Unit.VOLUME, axis, normalization, interpolation);
    }

    private static Preprocessing sections(ChannelNormalization normalization, Interpolation interpolation) {
        return new Preprocessing(Preprocessing.Unit.SECTION, SliceAxis.Z, normalization, interpolation);
    }

    private static ChannelNormalization plain(NormalizationScheme scheme) {
        return new ChannelNormalization(scheme, false, Optional.empty());
    }

    private static float[] pixels(Preparation preparation, GreyImage section) {
        return preparation.apply(List.of(section)).sections().get(0).pixels();
    }

    private static Optional<HistogramMatching> none() {
        return Optional.empty();
    }

    private static GreyImage row(float... pixels) {
        return new GreyImage(pixels.length, 1, pixels);
    }
}
