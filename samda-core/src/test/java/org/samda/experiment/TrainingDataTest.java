// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samda.SamdaException;
import org.samda.data.DatasetImage;

class TrainingDataTest {
    private static final Optional<Path> NOTHING = Optional.empty();
    private static final List<Integer> ALL = List.of(1, 2, 3);

    @TempDir
    private Path folder;

    private Optional<Path> source;
    private Optional<Path> target;

    @BeforeEach
    void makeData() throws IOException {
        for (String name : List.of("a", "b", "c")) {
            Pictures.write(folder.resolve("source/images/" + name + ".png"), "12");
            Pictures.write(folder.resolve("source/labels/" + name + ".png"), "90");
            Pictures.write(folder.resolve("target/images/" + name + ".png"), "12");
        }
        Pictures.write(folder.resolve("target/labels/a.png"), "90");
        Pictures.write(folder.resolve("target/labels/c.png"), "90");
        yaml("target", "split: {train: [a, b], test: [c]}");
        source = Optional.of(folder.resolve("source"));
        target = Optional.of(folder.resolve("target"));
    }

    @Test
    void theSharesOfATargetAreKeptApart() {
        TrainingData data = open(source, target, Optional.empty(), ALL);
        assertEquals(List.of("a"), stems(data.shots()));
        assertEquals(List.of("a", "b"), stems(data.split().raw()));
        assertEquals(List.of("c"), stems(data.tests().get(0).images()));
        assertEquals(
                "source: source, 3 annotated images%ntarget: target, 2 training images%nshots:  a%ntest:   target, 1 labelled images"
                        .formatted(),
                data.summary());
    }

    @Test
    void testImagesAreNoInputFiles() {
        List<Path> files = open(source, target, Optional.empty(), ALL).inputFiles();
        assertTrue(files.contains(folder.resolve("target/labels/a.png")), files::toString);
        assertTrue(files.stream().noneMatch(f -> f.toString().contains("target/images/c")), files::toString);
    }

    @Test
    void aTestSetOfTheSameNameIsToldApart() {
        RunConfig.Inputs inputs =
                new RunConfig.Inputs(source, target, target, Optional.empty(), List.of(), NOTHING, NOTHING);
        TrainingData data = TrainingData.open(TinyRun.config(inputs, ALL, EncoderKind.TINY));
        assertEquals(
                List.of("target", "target (--test)"),
                data.tests().stream().map(TrainingData.TestSet::name).toList());
    }

    @Test
    void stepsWithoutASourceAreRefused() {
        assertProblem("Steps 1 and 2 need an annotated source data set: add --source", NOTHING, target, ALL);
    }

    @Test
    void stepsWithoutATargetAreRefused() {
        assertProblem("Steps 2 and 3 need a target data set: add --target", source, NOTHING, ALL);
        assertEquals(
                List.of(), open(source, NOTHING, Optional.empty(), List.of(1)).shots());
    }

    @Test
    void step2WithoutWeightsOfStep1IsRefused() {
        assertProblem("Step 2 adapts what step 1 has learnt", source, target, List.of(2, 3));
    }

    @Test
    void step2AloneWithoutAnEncoderIsRefused() {
        RunConfig.Inputs inputs = new RunConfig.Inputs(
                source, target, NOTHING, Optional.empty(), List.of(), Optional.of(folder), NOTHING);
        RunConfig config = TinyRun.config(inputs, List.of(2), EncoderKind.NONE);
        SamdaException problem = assertThrows(SamdaException.class, () -> TrainingData.open(config));
        assertTrue(problem.getMessage().startsWith("Step 2 alone has nothing to train"), problem.getMessage());
        TrainingData.open(TinyRun.config(inputs, List.of(2), EncoderKind.NONE, "training.adaptation.bottleneck=true"));
    }

    @Test
    void step3AloneWithoutShotsIsRefused() {
        SamdaException problem =
                assertThrows(SamdaException.class, () -> open(NOTHING, target, Optional.of(0), List.of(3)));
        assertTrue(
                problem.getMessage().startsWith("Step 3 alone needs annotated target images, found none"),
                problem.getMessage());
    }

    @Test
    void moreShotsThanAnnotatedImagesAreRefused() {
        SamdaException problem = assertThrows(SamdaException.class, () -> open(source, target, Optional.of(2), ALL));
        assertEquals(
                "Data set 'target' cannot give 2 shots: it has 1 annotated training images. Ask for 0 to 1 shots, or"
                        + " annotate more.",
                problem.getMessage());
    }

    @Test
    void aSourceWithoutLabelsIsRefused() throws IOException {
        Path raw = folder.resolve("raw");
        Pictures.write(raw.resolve("images/a.png"), "12");
        assertProblem("The source 'raw' has no annotated training images", Optional.of(raw), target, ALL);
    }

    @Test
    void differentClassesAreRefused() throws IOException {
        yaml("source", "classes: {mitochondrion: 255, vesicle: 7}");
        assertProblem("Source 'source' has 2 classes but target 'target' has 1", source, target, ALL);
    }

    @Test
    void aTargetWithoutLabelsTakesTheSourcesClasses() throws IOException {
        yaml("source", "classes: {mitochondrion: 255, vesicle: 7}");
        Path raw = folder.resolve("raw");
        Pictures.write(raw.resolve("images/a.png"), "12");
        TrainingData data = open(source, Optional.of(raw), Optional.empty(), ALL);
        assertEquals(3, data.classes().count());
        assertEquals(List.of(), data.shots());
    }

    private void yaml(String set, String more) throws IOException {
        Files.writeString(
                folder.resolve(set).resolve("dataset.yaml"),
                "images: images/*.png\nlabels: labels/*.png\n" + more + "\n");
    }

    private static TrainingData open(
            Optional<Path> source, Optional<Path> target, Optional<Integer> shots, List<Integer> steps) {
        RunConfig.Inputs inputs = new RunConfig.Inputs(source, target, NOTHING, shots, List.of(), NOTHING, NOTHING);
        return TrainingData.open(TinyRun.config(inputs, steps, EncoderKind.TINY));
    }

    private static void assertProblem(
            String expected, Optional<Path> source, Optional<Path> target, List<Integer> steps) {
        SamdaException problem =
                assertThrows(SamdaException.class, () -> open(source, target, Optional.empty(), steps));
        assertTrue(problem.getMessage().startsWith(expected), problem.getMessage());
    }

    private static List<String> stems(List<DatasetImage> images) {
        return images.stream().map(DatasetImage::stem).toList();
    }
}
