// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samda.Progress;
import org.samda.image.VolumeSize;
import org.samda.inference.ModelDescription;
import org.samda.inference.ModelFile;
import org.samda.phantom.PhantomDomain;

class OracleTest {

    @TempDir
    private Path folder;

    private Path data;
    private Path run;

    @BeforeEach
    void makeData() {
        data = folder.resolve("data");
        run = folder.resolve("run");
        TinyRun.makeData(data);
    }

    @Test
    void theCandidatesAreTheWeightsAfterEachStepAndTheChosenOnesAreTheLast() throws IOException {
        StepScores scores = TinyRun.train(TinyRun.config(data, "training.validation.folds=0"), run);
        Oracle oracle = Oracle.read(run).orElseThrow();
        assertEquals("the weights after step 3", oracle.chosen());
        Oracle.TestSet test = oracle.testSets().get(0);
        assertEquals("target", test.name());
        assertEquals(List.of("after step 1", "after step 2", "after step 3"), names(test));
        assertEquals("after step 3", test.chosen().name());
        assertEquals(scores.dice(3, "target").orElseThrow(), test.chosen().dice());
        String report = Files.readString(run.resolve("report/index.html"));
        assertTrue(report.contains("model.samda holds <b>the weights after step 3</b>"), report);
        assertTrue(report.contains("oracle: best on the test labels"), report);
    }

    @Test
    void statesInBetweenAndTheBestEpochAreScoredTooAndThenThrownAway() throws IOException {
        RunConfig config = heldOut("scoring.oracle=3");
        TinyRun.train(config, run);
        Oracle oracle = Oracle.read(run).orElseThrow();
        // Step 3 has 4 iterations; of step 1 the best epoch is kept, because a part of the source is held out.
        assertEquals(1, oracle.testSets().size(), "the held-out source images are no test set of the target");
        assertEquals(
                List.of(
                        "after step 1",
                        "after step 2",
                        "after step 3",
                        "step 1, best epoch on held-out source images",
                        "step 3, iteration 1",
                        "step 3, iteration 2",
                        "step 3, iteration 3"),
                names(oracle.testSets().get(0)));
        assertEquals(List.of(), states(run));
        assertEquals(
                1,
                oracle.testSets().get(0).candidates().stream()
                        .filter(Oracle.Candidate::chosen)
                        .count());
        TinyRun.train(config, run);
        assertEquals(oracle, Oracle.read(run).orElseThrow(), "a second start has no files but keeps the scores");
    }

    @Test
    void statesAreKeptWhereThatIsAskedFor() throws IOException {
        TinyRun.train(TinyRun.config(data, "scoring.oracle=1", "scoring.keepStates=true"), run);
        assertEquals(List.of("step3-at2.safetensors"), states(run));
    }

    @Test
    void keepingStatesChangesNoWeight() throws IOException {
        TinyRun.train(TinyRun.config(data, "scoring.oracle=3"), run);
        TinyRun.train(TinyRun.config(data), folder.resolve("other"));
        assertArrayEquals(
                Files.readAllBytes(run.resolve("checkpoints/step3.safetensors")),
                Files.readAllBytes(folder.resolve("other/checkpoints/step3.safetensors")));
    }

    @Test
    void theModelDoesNotDependOnTheLabelsOfTheTestSet() throws IOException {
        RunConfig config = heldOut("scoring.oracle=3", "training.validation.keep=best");
        TinyRun.train(config, run);
        List<Path> labels = files(data.resolve("target/labels"));
        // The test images are the last two of four: their labels become those of the other's.
        byte[] kept = Files.readAllBytes(labels.get(2));
        Files.write(labels.get(2), Files.readAllBytes(labels.get(3)));
        Files.write(labels.get(3), kept);
        Path other = folder.resolve("other");
        TinyRun.train(config, other);
        assertNotEquals(
                Oracle.read(run).orElseThrow().testSets(),
                Oracle.read(other).orElseThrow().testSets(),
                "the scores have to notice");
        assertEquals(Files.readString(run.resolve("plan.yaml")), Files.readString(other.resolve("plan.yaml")));
        assertEquals(AdaptationView.read(run), AdaptationView.read(other));
        assertArrayEquals(weights(run), weights(other));
        assertEquals(withoutScores(run), withoutScores(other));
    }

    @Test
    void theBestOfSeveralIsTheOracleAndOneWithoutFigureIsNot() {
        Oracle.Candidate best = new Oracle.Candidate("after step 1", 0.7, false);
        Oracle.TestSet test = new Oracle.TestSet(
                "t", List.of(best, new Oracle.Candidate("x", Double.NaN, false), new Oracle.Candidate("y", 0.6, true)));
        assertEquals(best, test.best().orElseThrow());
        assertEquals("y", test.chosen().name());
        new Oracle("y", "rule", List.of(test)).write(folder);
        assertEquals(List.of(test), Oracle.read(folder).orElseThrow().testSets());
        assertTrue(ChoiceSection.of(folder)
                .contains("Oracle: 0.700, 0.100 more than the chosen one. It cannot be had honestly"));
    }

    @Test
    void withoutLabelledTestImagesThereIsNoOracleButAChoice() {
        new Oracle("the weights after step 2", "rule", List.of()).write(folder);
        String html = ChoiceSection.of(folder);
        assertTrue(html.contains("the weights after step 2"), html);
        assertFalse(html.contains("racle"), html);
    }

    /** With six source images, of which half are held out. */
    private RunConfig heldOut(String... settings) {
        Path source = folder.resolve("six");
        new PhantomData(PhantomDomain.FIB_SEM.coarser(4), new VolumeSize(64, 64, 1), 6, 31)
                .writeAs("six", source, 0, Progress.NONE);
        RunConfig.Inputs inputs = TinyRun.inputs(data);
        List<String> all = new ArrayList<>(List.of("training.validation.folds=2", "training.validation.gap=0"));
        all.addAll(List.of(settings));
        return TinyRun.config(
                new RunConfig.Inputs(
                        Optional.of(source),
                        inputs.target(),
                        Optional.empty(),
                        inputs.shots(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty()),
                List.of(1, 2, 3),
                EncoderKind.TINY,
                all.toArray(String[]::new));
    }

    private static byte[] weights(Path run) throws IOException {
        try (ZipFile file = new ZipFile(run.resolve("model.samda").toFile())) {
            ZipEntry entry = file.stream()
                    .filter(each -> each.getName().endsWith(".safetensors"))
                    .findFirst()
                    .orElseThrow();
            return file.getInputStream(entry).readAllBytes();
        }
    }

    private static ModelDescription withoutScores(Path run) {
        ModelDescription all = ModelFile.describe(run.resolve("model.samda"));
        Map<String, String> provenance = new TreeMap<>(all.provenance());
        provenance.keySet().removeAll(List.of("started", "finished"));
        return new ModelDescription(
                all.formatVersion(),
                all.createdWith(),
                all.model(),
                all.plan(),
                all.classes(),
                all.encoder(),
                all.postProcessing(),
                provenance,
                Map.of());
    }

    private static List<String> names(Oracle.TestSet test) {
        return test.candidates().stream().map(Oracle.Candidate::name).toList();
    }

    private static List<String> states(Path run) throws IOException {
        List<String> names = new ArrayList<>();
        files(run.resolve("checkpoints"))
                .forEach(file -> names.add(file.getFileName().toString()));
        names.removeIf(name -> !name.contains("-at"));
        return names;
    }

    private static List<Path> files(Path of) throws IOException {
        try (var files = Files.list(of)) {
            return files.sorted().toList();
        }
    }
}
