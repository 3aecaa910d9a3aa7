// SPDX-License-Identifier: Apache-2.0
package org.samda.inference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samda.SamdaException;
import org.samda.data.Plan;
import org.samda.data.Preprocessing;
import org.samda.image.GreyImage;
import org.samda.image.HistogramMatching;
import org.samda.image.LargestComponent;
import org.samda.image.PartResampling;
import org.samda.image.PixelSize;
import org.samda.image.PixelType;
import org.samda.image.Tile;
import org.samda.image.VolumeInfo;
import org.samda.image.VolumeSize;
import org.samda.image.VoxelSize;
import org.samda.io.VolumeReader;
import org.samda.io.VolumeWriter;
import org.samda.io.Volumes;

/** Sections that are segmented window by window, beside the same segmented at once. */
class WindowedSectionsTest {
    private static final int WIDTH = 190;
    private static final int HEIGHT = 130;
    private static final VoxelSize VOXEL = new VoxelSize(5, 5, 5);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"5, 0.5", "5, 0.875", "8, 0.5", "3.2, 0.875", "40, 0.5"})
    void theProbabilitiesAreThoseOfTheWholeSectionBitForBit(double workingNm, double step) {
        assertSame(noise(0), setting(workingNm, step, Optional.empty()));
    }

    @Test
    void anEmptyMarginIsBackgroundAndDoesNotCountAsGrey() {
        assertSame(noise(70), setting(5, 0.5, Optional.empty()));
        assertSame(noise(70), setting(8, 0.5, Optional.empty()));
    }

    @Test
    void anEmptySectionIsSegmentedToo() {
        assertSame(new GreyImage(WIDTH, HEIGHT, new float[WIDTH * HEIGHT]), setting(5, 0.5, Optional.empty()));
    }

    @Test
    void greyValuesAreMatchedByTheCurveOfTheWholeSection() {
        GreyImage reference = new GreyImage(4, 1, new float[] {10, 20, 40, 200});
        assertSame(noise(0), setting(8, 0.5, Optional.of(HistogramMatching.fit(List.of(List.of(reference))))));
    }

    @Test
    void aModelThatHasToSeeAllOfASectionSaysSo() {
        Preprocessing spline = new Preprocessing(
                Preprocessing.Unit.SECTION,
                Preprocessing.SECTIONS.sliceAxis(),
                Preprocessing.SECTIONS.normalization(),
                Preprocessing.Interpolation.SPLINE);
        Plan plan = new Plan(32, 32, 1, Optional.of(new PixelSize(8, 8)), 1, spline);
        Segmenter segmenter = segmenter(plan, 0.5, Optional.empty(), LargestComponent.NONE);
        SamdaException e =
                assertThrows(SamdaException.class, () -> segmenter.windowed(20_000, 20_000, Optional.of(VOXEL)));
        assertTrue(e.getMessage().contains("resamples 12500 x 12500 px with splines"), e.getMessage());
        assertTrue(segmenter.windowed(2_000, 2_000, Optional.of(VOXEL)).isEmpty());
    }

    @Test
    void windowsBeginAtChunksOfResultsAndCoverTheSection() {
        Plan plan = new Plan(256, 256, 1, Optional.of(new PixelSize(5, 5)), 1, Preprocessing.SECTIONS);
        Segmenter segmenter = segmenter(plan, 0.5, Optional.empty(), LargestComponent.NONE);
        PartResampling same = new PartResampling(10_000, 7_000, 10_000, 7_000);
        SectionWindows windows = new SectionWindows(same, prediction(plan, 0.5));
        long pixels = 0;
        for (Tile core : segmenter
                .windowed(10_000, 7_000, Optional.of(VOXEL))
                .orElseThrow()
                .cores()) {
            assertEquals(0, core.x() % SectionWindows.CHUNK);
            assertEquals(0, core.y() % SectionWindows.CHUNK);
            Tile seen = windows.window(core).working();
            assertTrue((long) seen.width() * seen.height() <= SectionWindows.LARGEST, seen.toString());
            pixels += (long) core.width() * core.height();
        }
        assertEquals(10_000L * 7_000, pixels);
    }

    /** What is under test. */
    private record Setting(Plan plan, double step, Optional<HistogramMatching> matching) {}

    private static Setting setting(double workingNm, double step, Optional<HistogramMatching> matching) {
        PixelSize pixel = new PixelSize(workingNm, workingNm);
        return new Setting(new Plan(32, 32, 1, Optional.of(pixel), 1, Preprocessing.SECTIONS), step, matching);
    }

    private void assertSame(GreyImage section, Setting setting) {
        Plan plan = setting.plan();
        Segmenter segmenter = segmenter(plan, setting.step(), setting.matching(), LargestComponent.NONE);
        ClassProbabilities whole = segmenter
                .probabilities(List.of(section), Optional.of(VOXEL))
                .probabilities()
                .get(0);
        WindowedSections windowed = new WindowedSections(
                new NetworkInputs(plan, false, false, setting.matching()),
                prediction(plan, setting.step()),
                plan.preparation(Optional.of(VOXEL), setting.matching()),
                SectionWindows.cores(WIDTH, HEIGHT, 50));
        assertEquals(12, windowed.cores().size());
        try (VolumeReader reader = Volumes.open(written(section))) {
            WindowedSections.Measured measured = windowed.measure(reader, 0);
            for (Tile core : windowed.cores()) {
                ClassProbabilities part =
                        windowed.read(reader, 0, core, measured).segment();
                assertArrayEquals(
                        cut(whole.foreground(), core), part.foreground().pixels(), core.toString());
            }
        }
    }

    private Path written(GreyImage section) {
        Path file = folder.resolve("section.tif");
        VolumeInfo info = new VolumeInfo(new VolumeSize(WIDTH, HEIGHT, 1), PixelType.FLOAT32, Optional.of(VOXEL));
        try (VolumeWriter writer = Volumes.create(file, info)) {
            writer.write(section);
            writer.commit();
        }
        return file;
    }

    private static TiledPrediction prediction(Plan plan, double step) {
        Tile tile = new Tile(0, 0, plan.patchWidth(), plan.patchHeight());
        return new TiledPrediction(TinyNetwork.of(TinyNetwork.slope()), tile, 2, step);
    }

    private static Segmenter segmenter(
            Plan plan, double step, Optional<HistogramMatching> matching, LargestComponent postProcessing) {
        return new Segmenter(
                prediction(plan, step),
                new NetworkInputs(plan, false, false, matching),
                postProcessing,
                () -> "a test");
    }

    /** Brighter to the right; 0 to the left of a column and above half of it. */
    private static GreyImage noise(int margin) {
        Random random = new Random(3);
        float[] pixels = new float[WIDTH * HEIGHT];
        for (int i = 0; i < pixels.length; i++) {
            int x = i % WIDTH;
            boolean empty = x < margin || i / WIDTH < margin / 2;
            pixels[i] = empty ? 0 : 1 + x + random.nextInt(100);
        }
        return new GreyImage(WIDTH, HEIGHT, pixels);
    }

    private static float[] cut(GreyImage image, Tile part) {
        List<Float> pixels = new ArrayList<>();
        for (int y = 0; y < part.height(); y++) {
            for (int x = 0; x < part.width(); x++) {
                pixels.add(image.at(part.x() + x, part.y() + y));
            }
        }
        float[] values = new float[pixels.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = pixels.get(i);
        }
        return values;
    }
}
