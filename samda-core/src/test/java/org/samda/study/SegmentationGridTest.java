// SPDX-License-Identifier: Apache-2.0
package org.samda.study;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samda.Progress;
import org.samda.SamdaException;
import org.samda.data.Classes;
import org.samda.data.DatasetImage;
import org.samda.image.GreyImage;
import org.samda.image.LabelImage;
import org.samda.inference.Averaging;
import org.samda.inference.LoadedModels;
import org.samda.inference.SegmentationJob;
import org.samda.inference.Segmenter;
import org.samda.inference.VolumeSegmentation;
import org.w3c.dom.Document;

class SegmentationGridTest {
    private static final List<StudyOutcome.Method> METHODS =
            List.of(Outcomes.method("a", "method A"), Outcomes.method("b", "method B"));

    @TempDir
    private Path folder;

    @Test
    void showsTheTestImageNearestTheMiddleThatHasForeground() {
        assertEquals("s3", ExampleImage.of(pair(5, List.of(0, 3))).name());
        assertEquals("s1", ExampleImage.of(pair(3, List.of())).name());
        assertEquals(List.of(2, 3, 1, 4, 0), ExampleImage.fromTheMiddle(5));
        assertEquals(List.of(2, 3, 1, 0), ExampleImage.fromTheMiddle(4));
    }

    @Test
    void ofATargetWithoutTestImagesThereIsNothingToShow() {
        Path target = TinyStudy.dataset(folder.resolve("target"), 1, List.of(0));
        StudyOutcome.Pair pair = new StudyOutcome.Pair("p", target, target, Optional.empty());
        SamdaException problem = assertThrows(SamdaException.class, () -> ExampleImage.of(pair));
        assertEquals("'target' has no labelled test image.", problem.getMessage());
    }

    @Test
    void segmentsAsTheCommandDoes() {
        StudyOutcome.Pair pair = pair(1, List.of(0));
        Path run = TinyStudy.model(folder.resolve("run"), 3);
        ExampleImage image = ExampleImage.of(pair);
        LabelImage found = TinyStudy.models().segment(run, image);
        Path output = folder.resolve("out.png");
        try (LoadedModels loaded = LoadedModels.read(List.of(run), encoder -> run)) {
            Segmenter segmenter = Segmenter.of(loaded, TinyStudy.models().engine(), Averaging.NONE, 4L << 30);
            new VolumeSegmentation(segmenter, Classes.foreground(), Progress.NONE)
                    .run(new SegmentationJob(
                            pair.test().orElseThrow().resolve("images/s0.png"), output, Optional.empty(), false));
        }
        int[] expected = DatasetImage.Source.section(output, 0)
                .readLabels(Classes.foreground())
                .get(0)
                .labels();
        assertArrayEquals(expected, found.labels());
        long foreground =
                java.util.Arrays.stream(expected).filter(label -> label > 0).count();
        assertTrue(foreground > 0 && foreground < expected.length, "nothing to tell apart: " + foreground);
    }

    @Test
    void runsWithoutAModelAreLeftOutWithANote() {
        Path good = TinyStudy.model(folder.resolve("good"), 3);
        Path unfinished = folder.resolve("unfinished");
        TinyStudy.config(unfinished, Optional.empty(), List.of(1));
        StudyOutcome.Pair pair = pair(1, List.of(0));
        ExampleSegmentations found = ExampleSegmentations.of(
                outcome(
                        pair,
                        Map.of(place(pair, "a", 0), good, place(pair, "a", 4), good, place(pair, "b", 4), unfinished)),
                pair,
                TinyStudy.models());
        assertEquals(
                List.of("0 shots", "4 shots"),
                found.rows().stream().map(ExampleSegmentations.Row::title).toList());
        assertEquals(
                List.of(1, 1),
                found.rows().stream().map(row -> row.methods().size()).toList());
        assertEquals(1, found.notes().size());
        assertTrue(
                found.notes().get(0).startsWith("method B, 4 shots, is left out: Run '"),
                found.notes().get(0));
    }

    @Test
    void theTruthAndTheErrorsHaveTheirColours() throws IOException {
        // Of 400 px of truth the prediction finds the upper half, and as much again beside it: Dice 200 / 400.
        int[] predicted = new int[TinyStudy.WIDTH * TinyStudy.HEIGHT];
        for (int p = 0; p < predicted.length; p++) {
            predicted[p] = p / TinyStudy.WIDTH < 10 && p % TinyStudy.WIDTH < 40 ? 1 : 0;
        }
        ExampleImage image = flat(ExampleImage.of(pair(1, List.of(0))));
        SegmentationGrid grid = grid(image, new LabelImage(TinyStudy.WIDTH, TinyStudy.HEIGHT, predicted));
        BufferedImage png = ImageIO.read(new ByteArrayInputStream(DrawingFiles.png(grid, 1)));
        assertEquals(grid.size().width, png.getWidth());
        assertEquals(grid.size().height, png.getHeight());
        GridLayout layout = GridLayout.of(3, TinyStudy.WIDTH, TinyStudy.HEIGHT);
        double scale = (double) layout.width() / TinyStudy.WIDTH;
        int truth = png.getRGB(layout.x(1) + (int) (10 * scale), layout.pictures(0) + (int) (15 * scale));
        assertEquals(0xFFFFFFFF, truth);
        int errors = layout.errors(0);
        assertGreatest(1, png.getRGB(layout.x(2) + (int) (10 * scale), errors + (int) (5 * scale)));
        assertGreatest(2, png.getRGB(layout.x(2) + (int) (10 * scale), errors + (int) (15 * scale)));
        assertGreatest(0, png.getRGB(layout.x(2) + (int) (30 * scale), errors + (int) (5 * scale)));
    }

    /** @param channel 0 red, 1 green, 2 blue */
    private static void assertGreatest(int channel, int colour) {
        for (int other = 0; other < 3; other++) {
            int difference = (colour >> (16 - 8 * channel) & 255) - (colour >> (16 - 8 * other) & 255);
            assertTrue(other == channel || difference > 30, Integer.toHexString(colour));
        }
    }

    @Test
    void theSvgHoldsItsPicturesAndItsWords() {
        ExampleImage image = ExampleImage.of(pair(1, List.of(0)));
        Document svg = Xml.parse(DrawingFiles.svg(grid(image, image.labels())));
        List<String> sources = Xml.elements(svg, "image").stream()
                .map(element -> element.getAttribute("xlink:href"))
                .toList();
        // Image, truth, segmentation and its errors.
        assertEquals(4, sources.size());
        sources.forEach(source -> assertTrue(source.startsWith("data:image/png;base64,"), source));
        List<String> texts = Xml.texts(svg);
        assertTrue(texts.containsAll(
                List.of("0 shots", "image", "s0", "truth", "<b>M", "Dice 1.000", "right", "missed", "wrong")));
    }

    private static SegmentationGrid grid(ExampleImage image, LabelImage predicted) {
        return new SegmentationGrid(new ExampleSegmentations(
                image,
                List.of(new ExampleSegmentations.Row(
                        "0 shots", List.of(new ExampleSegmentations.Segmented("<b>M", 1, predicted)))),
                List.of()));
    }

    private static ExampleImage flat(ExampleImage image) {
        float[] grey = new float[TinyStudy.WIDTH * TinyStudy.HEIGHT];
        grey[0] = 1;
        return new ExampleImage(
                image.name(),
                List.of(new GreyImage(TinyStudy.WIDTH, TinyStudy.HEIGHT, grey)),
                0,
                image.labels(),
                image.voxelSize(),
                image.classes());
    }

    private StudyOutcome.Pair pair(int images, List<Integer> withForeground) {
        Path test = TinyStudy.dataset(folder.resolve("test" + images + withForeground.size()), images, withForeground);
        return new StudyOutcome.Pair("p", test, test, Optional.of(test));
    }

    private static StudyScore.Place place(StudyOutcome.Pair pair, String method, int shots) {
        return new StudyScore.Place(pair.name(), method, shots, 0);
    }

    private static StudyOutcome outcome(StudyOutcome.Pair pair, Map<StudyScore.Place, Path> runs) {
        return new StudyOutcome("s", List.of(pair), METHODS, List.of(0, 1, 4), List.of(0L), List.of(), runs);
    }
}
