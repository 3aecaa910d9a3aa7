// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samda.Progress;
import org.samda.SamdaException;
import org.samda.config.Configs;
import org.samda.data.DatasetImage;
import org.samda.data.Datasets;
import org.samda.image.GreyImage;
import org.samda.image.LabelImage;
import org.samda.image.LargestComponent;
import org.samda.image.VolumeSize;
import org.samda.inference.Averaging;
import org.samda.inference.CaseSegmentation;
import org.samda.inference.Ensemble;
import org.samda.inference.LoadedModels;
import org.samda.inference.Segmenter;
import org.samda.phantom.PhantomDomain;
import org.samda.torch.Engine;

class CrossValidationRunTest {
    private static final int IMAGES = 5;

    @TempDir
    private static Path shared;

    @TempDir
    private Path folder;

    private Path out;

    @BeforeAll
    static void makeData() {
        new PhantomData(PhantomDomain.FIB_SEM.coarser(4), new VolumeSize(48, 48, 1), IMAGES, 1)
                .writeAs("source", shared.resolve("source"), 0, Progress.NONE);
        new PhantomData(PhantomDomain.FIB_SEM.coarser(4), new VolumeSize(48, 48, 1), 2, 9)
                .writeAs("other", shared.resolve("other"), 0, Progress.NONE);
    }

    @BeforeEach
    void choosePlace() {
        out = folder.resolve("out");
    }

    @Test
    void everyAnnotatedImageIsHeldOutOnceAndScored() throws IOException {
        CrossValidationResult result = run(config(), 2);
        List<String> heldOut = new ArrayList<>();
        for (int fold = 0; fold < 2; fold++) {
            RunValidation.read(Ensemble.fold(out, fold)).cases().forEach(each -> heldOut.add(each.name()));
        }
        assertEquals(IMAGES, heldOut.size());
        assertEquals(IMAGES, new TreeSet<>(heldOut).size());
        assertEquals(
                List.of(3, 2),
                result.perFold().stream().map(HeldOutScores::cases).toList());
        assertEquals(IMAGES, result.overall().cases());
        RunValidation all = RunValidation.joined(
                List.of(RunValidation.read(Ensemble.fold(out, 0)), RunValidation.read(Ensemble.fold(out, 1))));
        assertEquals(all.postProcessing(), result.ensemble().postProcessing());
        assertEquals(Configs.toJson(result), Files.readString(out.resolve(Ensemble.FILE)));
        assertEquals(1, result.tests().size());
        assertEquals("other", result.tests().get(0).testSet());
        assertEquals(2, result.tests().get(0).dice().perFold().size());
    }

    @Test
    void startedAgainItGoesOnWithTheFirstFoldThatIsNotFinished() throws IOException {
        run(config(), 2);
        byte[] second = weights(Ensemble.fold(out, 1));
        byte[] result = Files.readAllBytes(out.resolve(Ensemble.FILE));
        Files.delete(out.resolve(Ensemble.FILE));
        delete(Ensemble.fold(out, 1));
        var before = Files.getLastModifiedTime(Ensemble.fold(out, 0).resolve("model.samda"));
        SamdaException problem =
                assertThrows(SamdaException.class, () -> LoadedModels.locate(out), "it has not finished");
        assertTrue(problem.getMessage().contains("has no crossvalidation.json: it has not finished"));
        run(config(), 2);
        assertEquals(before, Files.getLastModifiedTime(Ensemble.fold(out, 0).resolve("model.samda")));
        assertArrayEquals(result, Files.readAllBytes(out.resolve(Ensemble.FILE)));
        assertArrayEquals(second, weights(Ensemble.fold(out, 1)));
    }

    @Test
    void laterFoldsHaveTheFirstOnesPlanAndInputs() throws IOException {
        run(config(), 2);
        delete(Ensemble.fold(out, 1));
        Path plan = Ensemble.fold(out, 0).resolve(RunModel.FILE);
        Files.writeString(plan, Files.readString(plan).replace("batchSize: 2", "batchSize: 3"));
        run(config(), 2);
        assertEquals(
                Files.readString(plan), Files.readString(Ensemble.fold(out, 1).resolve(RunModel.FILE)));
        delete(Ensemble.fold(out, 1));
        Path record = Ensemble.fold(out, 0).resolve("run.json");
        Files.writeString(record, Files.readString(record).replaceFirst("\" : \"[0-9a-f]{64}\"", "\" : \"0\""));
        SamdaException problem = assertThrows(SamdaException.class, () -> run(config(), 2));
        assertTrue(problem.getMessage().contains("has changed since the run was started"), problem.getMessage());
    }

    @Test
    void otherSettingsAreRefusedBeforeAnythingIsDone() {
        run(config(), 2);
        SamdaException folds = assertThrows(SamdaException.class, () -> run(config("plan.stages=2"), 2));
        assertTrue(folds.getMessage().contains("settings.plan.stages was 3, now 2"), folds.getMessage());
    }

    @Test
    void theModelsTogetherAverageTheirScoresAndHaveTheirJointPostProcessing() throws IOException {
        run(config(), 2);
        DatasetImage image = Datasets.open(shared.resolve("other")).images().get(0);
        double[] first = logOdds(Ensemble.fold(out, 0), image);
        double[] second = logOdds(Ensemble.fold(out, 1), image);
        double[] both = logOdds(out, image);
        double apart = 0;
        for (int i = 0; i < both.length; i++) {
            assertEquals((first[i] + second[i]) / 2, both[i], 1e-3);
            apart = Math.max(apart, Math.abs(first[i] - second[i]));
        }
        assertTrue(apart > 0.01, "the folds' models are the same");
        List<LabelImage> all = segmented(out, image, false);
        List<LabelImage> largest = new LargestComponent(true, List.of()).apply(all);
        assertFalse(
                Arrays.equals(all.get(0).labels(), largest.get(0).labels()), "nothing to remove in the segmentation");
        assertArrayEquals(
                largest.get(0).labels(), segmented(out, image, true).get(0).labels());
    }

    @Test
    void tooFewImagesAreToldWithNumbers() {
        SamdaException problem = assertThrows(SamdaException.class, () -> run(config(), 3));
        assertEquals(
                "Cross-validation with 3 folds needs at least 6 annotated training images, found 5 in source 'source'."
                        + " Annotate more, or choose at most 2 folds.",
                problem.getMessage());
        assertFalse(Files.exists(out));
    }

    @Test
    void withoutStep1ThereIsNothingToValidate() {
        RunConfig config = TinyRun.config(inputs(Optional.of(folder)), List.of(1), EncoderKind.NONE);
        SamdaException problem = assertThrows(SamdaException.class, () -> run(config, 2));
        assertTrue(problem.getMessage().contains("leave --from out"), problem.getMessage());
    }

    @Test
    void aRunStartsFromOneOfTheFoldsOnly() {
        run(config(), 2);
        RunConfig config = TinyRun.config(inputs(Optional.of(out)), List.of(1), EncoderKind.NONE);
        SamdaException problem = assertThrows(SamdaException.class, () -> TinyRun.train(config, folder.resolve("on")));
        assertTrue(problem.getMessage().contains("name one of its folds"), problem.getMessage());
    }

    @Test
    void aFolderOfSomethingElseIsRefused() throws IOException {
        Files.createDirectories(out);
        Files.writeString(out.resolve("config.yaml"), "");
        SamdaException problem = assertThrows(SamdaException.class, () -> run(config(), 2));
        assertTrue(problem.getMessage().contains("such as config.yaml"), problem.getMessage());
    }

    @Test
    void theSpreadOverFoldsIsThatOfASample() {
        FoldScores.Spread spread = FoldScores.Spread.of(List.of(0.5, Double.NaN, 0.7));
        // Mean 0.6, squares 0.01 + 0.01 over 2 - 1.
        assertEquals(0.6, spread.mean(), 1e-12);
        assertEquals(Math.sqrt(0.02), spread.standardDeviation(), 1e-12);
    }

    private CrossValidationResult run(RunConfig config, int folds) {
        return new CrossValidationRun(config, out, TinyRun.prepared(out), Progress.NONE, line -> {}).run(folds);
    }

    private static RunConfig config(String... settings) {
        return TinyRun.config(inputs(Optional.empty()), List.of(1), EncoderKind.NONE, settings);
    }

    private static RunConfig.Inputs inputs(Optional<Path> from) {
        return new RunConfig.Inputs(
                Optional.of(shared.resolve("source")),
                Optional.empty(),
                Optional.of(shared.resolve("other")),
                Optional.empty(),
                List.of(),
                from,
                Optional.empty());
    }

    /** After this was chosen as the joint post-processing. */
    private List<LabelImage> segmented(Path crossValidation, DatasetImage image, boolean ofForeground)
            throws IOException {
        Path file = crossValidation.resolve(Ensemble.FILE);
        Files.writeString(
                file,
                Files.readString(file).replaceFirst("\"ofForeground\" : \\w+", "\"ofForeground\" : " + ofForeground));
        try (LoadedModels loaded = LoadedModels.read(List.of(crossValidation), encoder -> folder)) {
            assertEquals(2, loaded.models().size());
            assertEquals(new LargestComponent(ofForeground, List.of()), loaded.postProcessing());
            return Segmenter.of(loaded, Engine.start(OptionalInt.of(1), "cpu", "fp32"), Averaging.NONE, Long.MAX_VALUE)
                    .segment(image.readImage(), image.voxelSize());
        }
    }

    private static byte[] weights(Path run) throws IOException {
        return Files.readAllBytes(run.resolve("checkpoints/step1.safetensors"));
    }

    /** Of class 1 against the background: the difference of their raw scores. */
    private double[] logOdds(Path model, DatasetImage image) {
        try (LoadedModels loaded = LoadedModels.read(List.of(model), encoder -> folder)) {
            CaseSegmentation segmented = Segmenter.of(
                            loaded, Engine.start(OptionalInt.of(1), "cpu", "fp32"), Averaging.NONE, Long.MAX_VALUE)
                    .probabilities(image.readImage(), image.voxelSize());
            List<GreyImage> classes = segmented.probabilities().get(0).classes();
            return IntStream.range(0, classes.get(0).pixels().length)
                    .mapToDouble(i ->
                            Math.log(classes.get(1).pixels()[i] / classes.get(0).pixels()[i]))
                    .toArray();
        }
    }

    private static void delete(Path run) throws IOException {
        try (var files = Files.walk(run)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
