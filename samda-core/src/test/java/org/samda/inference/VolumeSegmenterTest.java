// SPDX-License-Identifier: Apache-2.0
package org.samda.inference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.samda.SamdaException;
import org.samda.data.Plan;
import org.samda.data.Preprocessing;
import org.samda.data.Preprocessing.Interpolation;
import org.samda.data.Preprocessing.Unit;
import org.samda.image.GreyImage;
import org.samda.image.LabelImage;
import org.samda.image.LargestComponent;
import org.samda.image.PixelSize;
import org.samda.image.SliceAxis;
import org.samda.image.VoxelSize;
import org.samda.model.ExpertUNetConfig;
import org.samda.model.SamdaModel;
import org.samda.model.SamdaModelConfig;
import org.samda.planning.ChannelNormalization;
import org.samda.planning.NormalizationScheme;

/** How {@link Segmenter} and {@link ForeignEmbedding} treat whole volumes. */
class VolumeSegmenterTest {

    @Test
    void aVolumeIsNormalisedAsOneAndSectionsAloneEach() {
        // Dark, then bright: of both together the bright section is foreground, alone the brighter half of each.
        List<GreyImage> volume = List.of(plane(10, 12), plane(110, 112));
        assertEquals(
                List.of("00", "11"), text(segmenter(Unit.VOLUME, SliceAxis.Z).segment(volume, unknown())));
        assertEquals(
                List.of("01", "01"), text(segmenter(Unit.SECTION, SliceAxis.Z).segment(volume, unknown())));
    }

    @Test
    void whereSectionsAreCasesAVolumeIsWhatItsPlanesAreAlone() {
        Segmenter segmenter = segmenter(Unit.SECTION, SliceAxis.Z);
        List<GreyImage> volume = noise(9, 5, 4, 1);
        CaseSegmentation together = segmenter.probabilities(volume, unknown());
        assertEquals(4, together.labels().size());
        for (int z = 0; z < 4; z++) {
            CaseSegmentation alone = segmenter.probabilities(List.of(volume.get(z)), unknown());
            assertArrayEquals(
                    alone.labels().get(0).labels(), together.labels().get(z).labels());
            assertArrayEquals(
                    alone.probabilities().get(0).foreground().pixels(),
                    together.probabilities().get(z).foreground().pixels());
        }
    }

    @ParameterizedTest
    @EnumSource(SliceAxis.class)
    void whateverAxisItIsCutAlongVoxelsComeBackToTheirPlace(SliceAxis axis) {
        List<GreyImage> volume = noise(7, 6, 5, 2);
        List<LabelImage> expected = segmenter(Unit.VOLUME, SliceAxis.Z).segment(volume, unknown());
        List<LabelImage> found = segmenter(Unit.VOLUME, axis).segment(volume, unknown());
        assertEquals(text(expected), text(found));
        assertEquals(6, found.get(0).height());
    }

    @ParameterizedTest
    @CsvSource({"Z, 5, 7, 6", "Y, 6, 7, 5", "X, 7, 6, 5"})
    void theNetworkSeesTheSectionsOfTheAxis(SliceAxis axis, int sections, int width, int height) {
        List<int[]> seen = new ArrayList<>();
        TileNetwork.Network spy = images -> {
            seen.add(new int[] {(int) images.size(0), (int) images.size(3), (int) images.size(2)});
            return TinyNetwork.threshold().logits(images);
        };
        Plan plan = plan(Unit.VOLUME, axis, Interpolation.SPLINE, width, height);
        segmenter(spy, plan, LargestComponent.NONE).segment(noise(7, 6, 5, 3), unknown());
        assertEquals(sections, seen.size());
        seen.forEach(size -> assertArrayEquals(new int[] {1, width, height}, size));
    }

    @Test
    void theVoxelSizeIsThatOfTheCutVolume() {
        // Cut along y, columns are x of 10 nm and rows are z of 40 nm; the plan wants 10 x 20: 3 planes become 6 rows.
        int[] tiles = new int[1];
        TileNetwork.Network spy = images -> {
            tiles[0] += (int) images.size(0);
            return TinyNetwork.threshold().logits(images);
        };
        Plan plan = new Plan(
                8,
                3,
                1,
                Optional.of(new PixelSize(10, 20)),
                1,
                plan(Unit.VOLUME, SliceAxis.Y, Interpolation.SPLINE, 8, 3).preprocessing());
        List<LabelImage> labels = segmenter(spy, plan, LargestComponent.NONE)
                .segment(noise(8, 2, 3, 4), Optional.of(new VoxelSize(10, 500, 40)));
        // Two sections; tiles of 3 rows at rows 0, 1.5 and 3.
        assertEquals(2 * 3, tiles[0]);
        assertEquals(3, labels.size());
        assertEquals(List.of(8, 2), List.of(labels.get(0).width(), labels.get(0).height()));
    }

    @ParameterizedTest
    @EnumSource(SliceAxis.class)
    void whatIsCroppedAwayIsBackgroundForSure(SliceAxis axis) {
        // 2 x 2 x 2 voxels in the middle of 4 x 4 x 4 zeros.
        List<GreyImage> volume = new ArrayList<>();
        for (int z = 0; z < 4; z++) {
            float[] pixels = new float[16];
            for (int i : z == 1 || z == 2 ? new int[] {5, 6, 9, 10} : new int[0]) {
                pixels[i] = z == 1 ? 50 : 150;
            }
            volume.add(new GreyImage(4, 4, pixels));
        }
        CaseSegmentation found = segmenter(Unit.VOLUME, axis).probabilities(volume, unknown());
        for (int z = 0; z < 4; z++) {
            List<GreyImage> classes = found.probabilities().get(z).classes();
            for (int i = 0; i < 16; i++) {
                boolean outside = volume.get(z).pixels()[i] == 0;
                float foreground = classes.get(1).pixels()[i];
                assertEquals(1, classes.get(0).pixels()[i] + foreground, 1e-6);
                // Z-scores are -1 and 1: e^1 / (1 + e^1) and its opposite.
                double inside = 1 / (1 + Math.exp(z == 1 ? 1 : -1));
                assertEquals(outside ? 0 : inside, foreground, 1e-6);
                assertEquals(!outside && z == 2 ? 1 : 0, found.labels().get(z).labels()[i]);
            }
        }
    }

    @Test
    void theLargestComponentIsThatOfTheVolumeOrOfEachSection() {
        // Bright: 2 px at the left of section 0; 1 px at its right, which goes on in section 1 for 3 px.
        List<GreyImage> volume =
                List.of(plane(9, 9, 0.1f, 0.1f, 0.1f, 0.1f, 9), plane(0.1f, 0.1f, 0.1f, 0.1f, 9, 9, 9));
        LargestComponent largest = new LargestComponent(true, List.of());
        assertEquals(
                List.of("0000001", "0000111"),
                text(segmenter(Unit.VOLUME, SliceAxis.Z).with(largest).segment(volume, unknown())));
        assertEquals(
                List.of("1100000", "0000111"),
                text(segmenter(Unit.SECTION, SliceAxis.Z).with(largest).segment(volume, unknown())));
        assertEquals(
                List.of("0000001", "0000111"),
                text(segmenter(Unit.VOLUME, SliceAxis.X).with(largest).segment(volume, unknown())));
    }

    @Test
    void probabilitiesAreThoseBeforePostProcessing() {
        List<GreyImage> volume = List.of(plane(9, 1, 9, 9), plane(1, 1, 1, 1));
        CaseSegmentation found = segmenter(Unit.VOLUME, SliceAxis.Z)
                .with(new LargestComponent(true, List.of()))
                .probabilities(volume, unknown());
        assertEquals(List.of("0011", "0000"), text(found.labels()));
        float[] foreground = found.probabilities().get(0).foreground().pixels();
        assertEquals(foreground[2], foreground[0], 1e-6);
        assertTrue(foreground[0] > 0.5);
    }

    @Test
    void scoresOfSeveralModelsAreAveraged() {
        Plan plan = plan(Unit.VOLUME, SliceAxis.Y, Interpolation.SPLINE, 16, 8);
        List<GreyImage> volume = noise(16, 3, 8, 5);
        List<SamdaModel> models = List.of(model(1), model(2));
        double[] first = logOdds(Segmenter.of(models.get(0), plan, TinyNetwork.ENGINE, Averaging.NONE), volume);
        double[] second = logOdds(Segmenter.of(models.get(1), plan, TinyNetwork.ENGINE, Averaging.NONE), volume);
        TileNetwork network = TileNetwork.of(models, TinyNetwork.ENGINE, Averaging.NONE);
        Segmenter both = new Segmenter(
                new TiledPrediction(network, 16, 8, 2),
                new NetworkInputs(plan, false, false, Optional.empty()),
                LargestComponent.NONE,
                () -> "both");
        double[] mean = logOdds(both, volume);
        for (int i = 0; i < mean.length; i++) {
            assertEquals((first[i] + second[i]) / 2, mean[i], 1e-3);
        }
        assertFalse(Arrays.equals(first, second));
    }

    @Test
    void aSingleSectionIsRefusedWhereVolumesAreCutAlongAnotherAxis() {
        Segmenter segmenter = segmenter(Unit.VOLUME, SliceAxis.X);
        List<GreyImage> single = List.of(plane(1, 2, 3));
        SamdaException problem = assertThrows(SamdaException.class, () -> segmenter.segment(single, unknown()));
        assertTrue(problem.getMessage().contains("cannot be cut along X"), problem.getMessage());
    }

    @ParameterizedTest
    @EnumSource(Unit.class)
    void aVolumeWhoseEncoderSeesItselfIsSegmentedAsEver(Unit unit) {
        SamdaModel model = TinyModel.fused();
        Plan plan = plan(unit, SliceAxis.Z, Interpolation.ANTIALIASED, 32, 16);
        List<GreyImage> volume = noise(40, 20, 2, 6);
        ForeignEmbedding foreign = new ForeignEmbedding(model, plan, TinyNetwork.ENGINE, Averaging.NONE);
        List<LabelImage> plain =
                Segmenter.of(model, plan, TinyNetwork.ENGINE, Averaging.NONE).segment(volume, unknown());
        assertEquals(
                text(plain), text(foreign.segment(volume, volume, unknown()).orElseThrow()));
        List<LabelImage> other =
                foreign.segment(volume, noise(40, 20, 2, 7), unknown()).orElseThrow();
        assertNotEquals(text(plain), text(other));
    }

    @ParameterizedTest
    @EnumSource(Unit.class)
    void anotherVolumeOfAnotherSizeCannotBeSeen(Unit unit) {
        Plan plan = plan(unit, SliceAxis.Z, Interpolation.ANTIALIASED, 32, 16);
        ForeignEmbedding foreign = new ForeignEmbedding(TinyModel.fused(), plan, TinyNetwork.ENGINE, Averaging.NONE);
        List<GreyImage> volume = noise(40, 20, 2, 8);
        assertEquals(Optional.empty(), foreign.segment(volume, noise(40, 20, 3, 9), unknown()));
        // The same size, but with an empty margin that is cropped away.
        List<GreyImage> framed = List.of(volume.get(0), framed(volume.get(1)));
        List<GreyImage> allFramed = List.of(framed(volume.get(0)), framed(volume.get(1)));
        assertEquals(
                unit == Unit.VOLUME, foreign.segment(volume, framed, unknown()).isPresent());
        assertEquals(Optional.empty(), foreign.segment(volume, allFramed, unknown()));
    }

    private static GreyImage framed(GreyImage image) {
        float[] pixels = image.pixels().clone();
        Arrays.fill(pixels, 0, 2 * image.width(), 0);
        return new GreyImage(image.width(), image.height(), pixels);
    }

    private static double[] logOdds(Segmenter segmenter, List<GreyImage> volume) {
        List<ClassProbabilities> planes =
                segmenter.probabilities(volume, unknown()).probabilities();
        return planes.stream()
                .flatMapToDouble(plane -> java.util.stream.IntStream.range(0, plane.width() * plane.height())
                        .mapToDouble(i -> Math.log(plane.classes().get(1).pixels()[i]
                                / plane.classes().get(0).pixels()[i])))
                .toArray();
    }

    private static SamdaModel model(long seed) {
        torch.manual_seed(seed);
        return new SamdaModel(SamdaModelConfig.plain(ExpertUNetConfig.halving(2, 3, 4, 8)));
    }

    /** Foreground is what is brighter than the mean of its case. */
    private static Segmenter segmenter(Unit unit, SliceAxis axis) {
        return segmenter(
                TinyNetwork.threshold(), plan(unit, axis, Interpolation.ANTIALIASED, 8, 8), LargestComponent.NONE);
    }

    private static Segmenter segmenter(TileNetwork.Network network, Plan plan, LargestComponent postProcessing) {
        return new Segmenter(
                new TiledPrediction(TinyNetwork.of(network), plan.patchWidth(), plan.patchHeight(), 2),
                new NetworkInputs(plan, false, false, Optional.empty()),
                postProcessing,
                () -> "a test");
    }

    private static Plan plan(Unit unit, SliceAxis axis, Interpolation interpolation, int width, int height) {
        ChannelNormalization zScore = new ChannelNormalization(NormalizationScheme.Z_SCORE, false, Optional.empty());
        return new Plan(width, height, 1, Optional.empty(), 1, new Preprocessing(unit, axis, zScore, interpolation));
    }

    private static Optional<VoxelSize> unknown() {
        return Optional.empty();
    }

    private static GreyImage plane(float... pixels) {
        return new GreyImage(pixels.length, 1, pixels);
    }

    private static List<GreyImage> noise(int width, int height, int planes, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<GreyImage> volume = new ArrayList<>();
        for (int z = 0; z < planes; z++) {
            float[] pixels = new float[width * height];
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = (float) random.nextDouble(1, 2);
            }
            volume.add(new GreyImage(width, height, pixels));
        }
        return volume;
    }

    /** One string for each plane. */
    private static List<String> text(List<LabelImage> planes) {
        return planes.stream()
                .map(plane -> {
                    StringBuilder text = new StringBuilder();
                    Arrays.stream(plane.labels()).forEach(text::append);
                    return text.toString();
                })
                .toList();
    }
}
