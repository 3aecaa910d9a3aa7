// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samda.Progress;
import org.samda.SamdaException;
import org.samda.SmallDisk;
import org.samda.config.Configs;
import org.samda.inference.LoadedModel;
import org.samda.inference.ModelFile;
import org.samda.model.SamdaModel;
import org.samda.torch.Engine;
import org.samda.training.StepWeights;
import org.samda.training.TrainingLoop;

class TrainingRunTest {

    @TempDir
    private static Path shared;

    @TempDir
    private Path folder;

    private Path data;

    @BeforeAll
    static void makeData() {
        TinyRun.makeData(shared);
    }

    @BeforeEach
    void copyData() throws IOException {
        data = folder.resolve("data");
        try (var files = Files.walk(shared)) {
            for (Path file : files.toList()) {
                Files.copy(file, data.resolve(shared.relativize(file).toString()));
            }
        }
    }

    @AfterEach
    void useOneThreadAgain() {
        Engine.start(OptionalInt.of(1), "cpu", "fp32");
    }

    @Test
    void leavesEverythingThatARunDirectoryHas() throws IOException {
        Path run = folder.resolve("run");
        StepScores scores = TinyRun.train(TinyRun.config(data), run);
        assertEquals(
                List.of("1 target", "2 target", "3 target", "3 target, embeddings shuffled"),
                scores.entries().stream().map(e -> e.step() + " " + e.testSet()).toList());
        for (String name :
                List.of("config.yaml", "plan.yaml", "log.txt", "metrics.csv", "model.samda", "report/index.html")) {
            assertTrue(Files.size(run.resolve(name)) > 0, name);
        }
        RunRecord record = Configs.fromJson(Files.readString(run.resolve("run.json")), "run.json", RunRecord.class);
        assertEquals(7, record.seed());
        assertEquals(1, record.shots().size());
        assertTrue(record.finishedAt().isPresent());
        // 3 source and 2 target training images with their labels.
        assertEquals(10, record.inputs().size());
        assertTrue(record.inputs().values().stream().allMatch(hash -> hash.matches("[0-9a-f]{64}")));
    }

    @Test
    void embeddingsAreNotShuffledWhereTheSettingSaysSo() {
        RunConfig config = TinyRun.config(data, "scoring.shuffled=false");
        StepScores scores = TinyRun.train(config, folder.resolve("run"));
        assertEquals(
                List.of("1 target", "2 target", "3 target"),
                scores.entries().stream().map(e -> e.step() + " " + e.testSet()).toList());
    }

    @Test
    void withoutShotsStep3LearnsFromTheSourceAndFromWhatTheModelSaysOfTheTarget() throws IOException {
        RunConfig.Inputs one = TinyRun.inputs(data);
        RunConfig.Inputs none = new RunConfig.Inputs(
                one.source(), one.target(), one.test(), Optional.of(0), one.shotIds(), one.from(), one.weights());
        Path run = folder.resolve("none");
        StepScores scores = TinyRun.train(TinyRun.config(none, List.of(1, 2, 3), EncoderKind.TINY), run);
        assertTrue(scores.dice(3, "target").isPresent());
        assertEquals(
                4,
                Files.readString(run.resolve("metrics.csv"))
                        .lines()
                        .filter(line -> line.contains("SelfTraining"))
                        .count());
        RunConfig without = TinyRun.config(none, List.of(1, 2, 3), EncoderKind.TINY, "training.selfTraining=0");
        assertTrue(
                TinyRun.train(without, folder.resolve("two")).dice(3, "target").isEmpty());
    }

    @Test
    void theModelFileHoldsTheWeightsAfterTheLastStep() throws IOException {
        Path run = folder.resolve("run");
        TinyRun.train(TinyRun.config(data), run);
        try (LoadedModel model = ModelFile.read(run.resolve("model.samda"))) {
            String hash = org.samda.torch.Parameters.hash(model.model());
            StepWeights.restore(run, 3, model.model());
            assertEquals(hash, org.samda.torch.Parameters.hash(model.model()));
            assertEquals("2", model.description().provenance().get("settings.training.source.epochs"));
        }
    }

    @Test
    void startedAgainItDoesNotTrainAgain() throws IOException {
        Path run = folder.resolve("run");
        StepScores first = TinyRun.train(TinyRun.config(data), run);
        byte[] metrics = Files.readAllBytes(run.resolve("metrics.csv"));
        assertEquals(first, TinyRun.train(TinyRun.config(data), run));
        assertArrayEquals(metrics, Files.readAllBytes(run.resolve("metrics.csv")));
    }

    @Test
    void startedAgainItReadsScoresThatAreNoNumbers() throws IOException {
        Path run = folder.resolve("run");
        TinyRun.train(TinyRun.config(data), run);
        Path record = run.resolve("run.json");
        String json = Files.readString(record);
        String without = json.replaceFirst("\"precision\" : [0-9.]+", "\"precision\" : null");
        assertFalse(without.equals(json), json);
        Files.writeString(record, without);
        TinyRun.train(TinyRun.config(data), run);
    }

    @Test
    void theNextRunFindsItsImagesPrepared() {
        TinyRun.train(TinyRun.config(data), folder.resolve("one"));
        List<String> log = new java.util.ArrayList<>();
        Path run = folder.resolve("two");
        new TrainingRun(TinyRun.config(data), run, TinyRun.prepared(run), Progress.NONE, log::add).run();
        // Step 1: 3 of the source; step 2: those and 2 of the target, raw; step 3: 1 shot, and the 2 of the target
        // again.
        assertEquals(
                List.of("3 from the cache, 0 made", "8 from the cache, 0 made", "9 from the cache, 0 made"),
                log.stream()
                        .filter(line -> line.startsWith("prepared images: "))
                        .map(line -> line.substring(line.indexOf(':') + 2, line.indexOf(';')))
                        .toList());
    }

    @Test
    void aPlanOnceMadeIsKept() throws IOException {
        Path run = folder.resolve("run");
        RunConfig config = TinyRun.config(data);
        TinyRun.train(config, run);
        byte[] plan = Files.readAllBytes(run.resolve("plan.yaml"));
        for (String name : List.of("source", "target")) {
            Path yaml = data.resolve(name).resolve("dataset.yaml");
            Files.writeString(
                    yaml, Files.readString(yaml).replaceFirst("voxelSizeNm: .*", "voxelSizeNm: [99, 99, 99]"));
        }
        TinyRun.train(config, run);
        assertArrayEquals(plan, Files.readAllBytes(run.resolve("plan.yaml")));
    }

    @ParameterizedTest
    @CsvSource({"1, fp32", "1, bf16", "2, fp32"})
    void equalSeedsGiveEqualWeightsWithEqualThreads(int threads, String precision) throws IOException {
        RunConfig config = TinyRun.with(
                new RunConfig.Compute(7, threads, "cpu", precision, Optional.empty()), TinyRun.config(data));
        TinyRun.train(config, folder.resolve("one"));
        TinyRun.train(config, folder.resolve("two"));
        assertArrayEquals(weights("one"), weights("two"));
    }

    /** The model's own handles are left to the garbage collector, see LoadedModel; a run must not add to them. */
    @Test
    void leavesNoMoreNativeObjectsBehindThanItsModelHas() {
        RunConfig config = TinyRun.config(data);
        long before = Pointer.totalCount();
        SamdaModel model =
                new SamdaModel(RunModel.plan(config, TrainingData.open(config)).network());
        long ofModel = Pointer.totalCount() - before;
        model.close();
        long start = Pointer.totalCount();
        TinyRun.train(config, folder.resolve("run"));
        long left = Pointer.totalCount() - start;
        assertTrue(left <= ofModel, "a run left " + left + " objects, its model has " + ofModel);
    }

    @Test
    void tinyOnShotsAloneLearnsInStep3() {
        Path run = folder.resolve("alone");
        RunConfig.Inputs inputs = TinyRun.inputs(data);
        List<String> log = new java.util.ArrayList<>();
        RunConfig config = TinyRun.config(inputs, List.of(3), EncoderKind.TINY);
        new TrainingRun(config, run, TinyRun.prepared(run), Progress.NONE, log::add).run();
        assertTrue(log.stream().anyMatch(line -> line.matches("(?s).*sam +[\\d,]+  trained.*")), log::toString);
    }

    @Test
    void aRunCannotStartFromOneWithAnotherEncoder() throws IOException {
        RunConfig.Inputs inputs = TinyRun.inputs(data);
        Path first = folder.resolve("step1");
        TinyRun.train(TinyRun.config(inputs, List.of(1), EncoderKind.TINY), first);
        Path config = first.resolve("config.yaml");
        Files.writeString(config, Files.readString(config).replace("encoder: tiny", "encoder: sam-b"));
        RunConfig.Inputs from = startingFrom(inputs, first);
        SamdaException problem = assertThrows(
                SamdaException.class,
                () -> TinyRun.train(TinyRun.config(from, List.of(3), EncoderKind.TINY), folder.resolve("second")));
        assertTrue(problem.getMessage().contains("it has the encoder 'sam-b', this run 'tiny'"), problem.getMessage());
    }

    @Test
    void tuningNeedsAPublishedEncoder() {
        RunConfig config = TinyRun.config(data, "encoder.tuning=lora");
        SamdaException problem = assertThrows(SamdaException.class, () -> TinyRun.train(config, folder.resolve("run")));
        assertTrue(problem.getMessage().startsWith("The setting encoder.tuning=lora needs"), problem.getMessage());
    }

    @Test
    void aRunDoesNotGoOnWithOtherData() throws IOException {
        Path run = folder.resolve("run");
        RunConfig config = TinyRun.config(data);
        TinyRun.train(config, run);
        Path image;
        try (var images = Files.list(data.resolve("target/images"))) {
            image = images.sorted().findFirst().orElseThrow();
        }
        byte[] png = Files.readAllBytes(image);
        Files.write(image, java.util.Arrays.copyOf(png, png.length + 1));
        SamdaException problem = assertThrows(SamdaException.class, () -> TinyRun.train(config, run));
        assertTrue(
                problem.getMessage().startsWith("Input '" + image + "' has changed since the run was started"),
                problem.getMessage());
    }

    @Test
    void anotherSeedGivesOtherWeights() throws IOException {
        TinyRun.train(TinyRun.config(data), folder.resolve("one"));
        TinyRun.train(
                TinyRun.with(new RunConfig.Compute(8, 1, "cpu", "fp32", Optional.empty()), TinyRun.config(data)),
                folder.resolve("two"));
        assertFalse(Arrays.equals(weights("one"), weights("two")));
    }

    @Test
    void aRunGoesOnWithTheSameWeightsWhenAFullDiskHasRoomAgain() throws IOException {
        RunConfig config = TinyRun.config(data, "training.checkpointSeconds=0");
        TinyRun.train(config, folder.resolve("one"));
        try (SmallDisk disk = SmallDisk.mount(folder, "1m")) {
            Path run = disk.folder().resolve("run");
            Progress filling = at(6, () -> fill(disk.folder().resolve("filler")));
            TrainingRun filled =
                    new TrainingRun(config, run, TinyRun.prepared(folder.resolve("one")), filling, line -> {});
            SamdaException problem = assertThrows(SamdaException.class, filled::run);
            assertTrue(problem.getMessage().contains("the disk is full"), problem.getMessage());
            assertTrue(problem.getMessage().contains(run.toString()), problem.getMessage());
            assertTrue(TrainingLoop.position(run).isPresent());
            disk.remount("size=8m");
            new TrainingRun(config, run, TinyRun.prepared(folder.resolve("one")), Progress.NONE, line -> {}).run();
            assertArrayEquals(
                    weights("one"),
                    Files.readAllBytes(run.resolve("checkpoints").resolve("step3.safetensors")));
            assertEquals(
                    Files.readString(folder.resolve("one/metrics.csv")), Files.readString(run.resolve("metrics.csv")));
        }
    }

    @Test
    void aFailureWhileScoringCostsNoTraining() throws IOException {
        RunConfig config = TinyRun.config(data);
        Path run = folder.resolve("run");
        Progress failing = new Progress() {
            @Override
            public void start(String work, long total) {
                if (work.startsWith("scoring")) {
                    throw new IllegalStateException("injected");
                }
            }

            @Override
            public void at(long now, String note) {}

            @Override
            public void end() {}
        };
        assertThrows(
                IllegalStateException.class,
                () -> new TrainingRun(config, run, TinyRun.prepared(run), failing, line -> {}).run());
        Map<String, Object> trained = new TreeMap<>();
        for (String name : List.of("step1", "step2", "step3", "last")) {
            trained.put(name, modified(run, name));
        }
        TinyRun.train(config, run);
        trained.forEach((name, time) -> assertEquals(time, modified(run, name), name));
        assertTrue(Files.exists(run.resolve("model.samda")));
    }

    private static Object modified(Path run, String name) {
        try {
            return Files.getLastModifiedTime(run.resolve("checkpoints").resolve(name + ".safetensors"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aRunThatStartsFromAnotherGoesOnFromItsWeights() throws IOException {
        TinyRun.train(TinyRun.config(data), folder.resolve("whole"));
        RunConfig.Inputs inputs = TinyRun.inputs(data);
        TinyRun.train(TinyRun.config(inputs, List.of(1), EncoderKind.TINY), folder.resolve("step1"));
        RunConfig.Inputs from = startingFrom(inputs, folder.resolve("step1"));
        TinyRun.train(TinyRun.config(from, List.of(2, 3), EncoderKind.TINY), folder.resolve("one"));
        assertArrayEquals(weights("whole"), weights("one"));
    }

    @Test
    void aRunThatStartsFromAnotherHasItsPlanButAnOwnBatchSizeAndGoesOnWithoutTheOther() throws IOException {
        RunConfig.Inputs inputs = TinyRun.inputs(data);
        Path first = folder.resolve("step1");
        TinyRun.train(TinyRun.config(inputs, List.of(1), EncoderKind.NONE), first);
        RunConfig.Inputs from = new RunConfig.Inputs(
                Optional.empty(),
                inputs.target(),
                Optional.empty(),
                inputs.shots(),
                List.of(),
                Optional.of(first),
                Optional.empty());
        RunConfig config = TinyRun.config(from, List.of(3), EncoderKind.NONE, "plan.batchSize=1", "plan.patchSize=48");
        Path run = folder.resolve("one");
        StepScores scores = TinyRun.train(config, run);
        String plan = Files.readString(run.resolve("plan.yaml"));
        assertTrue(plan.contains("batchSize: 1") && plan.contains("patchWidth: 32"), plan);
        Files.delete(first.resolve("plan.yaml"));
        Files.delete(first.resolve("checkpoints/step1.safetensors"));
        assertEquals(scores, TinyRun.train(config, run));
    }

    @Test
    void aRunThatDoesNotFitTheOneItStartsFromIsRefused() {
        RunConfig.Inputs inputs = TinyRun.inputs(data);
        TinyRun.train(TinyRun.config(inputs, List.of(1), EncoderKind.NONE), folder.resolve("plain"));
        RunConfig.Inputs from = startingFrom(inputs, folder.resolve("plain"));
        RunConfig config = TinyRun.config(from, List.of(2, 3), EncoderKind.TINY);
        SamdaException problem = assertThrows(SamdaException.class, () -> TinyRun.train(config, folder.resolve("one")));
        assertTrue(problem.getMessage().contains("cannot be started from"), problem.getMessage());
    }

    @Test
    void aPlainUNetIsAWarmStartForAModelWithEncoder() {
        RunConfig.Inputs inputs = TinyRun.inputs(data);
        TinyRun.train(TinyRun.config(inputs, List.of(1), EncoderKind.NONE), folder.resolve("plain"));
        RunConfig.Inputs from = startingFrom(inputs, folder.resolve("plain"));
        StepScores scores =
                TinyRun.train(TinyRun.config(from, List.of(1, 2, 3), EncoderKind.TINY), folder.resolve("fused"));
        assertEquals(4, scores.entries().size());
    }

    @Test
    void aNameFromADataSetIsShownAsItIsWritten() throws IOException {
        String name = "<script>alert(1)</script> ../../evil";
        for (String set : List.of("source", "target")) {
            Path yaml = data.resolve(set).resolve("dataset.yaml");
            Files.writeString(yaml, Files.readString(yaml).replaceFirst("name: .*", "name: \"" + name + "\""));
        }
        Path run = folder.resolve("deep/run");
        TinyRun.train(TinyRun.config(data), run);
        String report = Files.readString(run.resolve("report/index.html"));
        assertFalse(report.contains("<script>"));
        assertTrue(report.contains("&lt;script&gt;alert(1)&lt;/script&gt; ../../evil"));
        assertFalse(text(run.resolve("model.samda"), "MODEL_CARD.md").contains("<script>"));
        try (var files = Files.walk(folder)) {
            assertEquals(
                    List.of(),
                    files.filter(f -> f.getFileName().toString().startsWith("evil"))
                            .toList());
        }
    }

    @Test
    void theReportShowsScoresCurvesAndDeviations() throws IOException {
        Path run = folder.resolve("run");
        TinyRun.train(TinyRun.config(data), run);
        String report = Files.readString(run.resolve("report/index.html"));
        assertEquals(3, report.split("<polyline", -1).length - 1);
        assertEquals(4, report.split("<td>target", -1).length - 1, "three steps, and shuffled embeddings");
        assertEquals(1, report.split("data:image/png;base64,", -1).length - 1);
        assertTrue(report.contains("row 11:"), "deviations are missing");
        assertFalse(report.contains("http"), "the page must need nothing from elsewhere");
    }

    @Test
    void imagesSmallerThanAPatchWork() {
        Path small = folder.resolve("small");
        for (String set : List.of("source", "target")) {
            for (int i = 0; i < 2; i++) {
                Pictures.striped(small.resolve(set).resolve("images/" + i + ".png"), 11 + i, 6);
                Pictures.write(
                        small.resolve(set).resolve("labels/" + i + ".png"),
                        Map.of(0, "09090909090", 1, "090909090900").get(i),
                        "0".repeat(11 + i),
                        "0".repeat(11 + i),
                        "9".repeat(11 + i),
                        "9".repeat(11 + i),
                        "0".repeat(11 + i));
            }
        }
        TinyRun.train(TinyRun.config(small), folder.resolve("run"));
        assertTrue(Files.exists(folder.resolve("run/model.samda")));
    }

    private byte[] weights(String run) throws IOException {
        return Files.readAllBytes(folder.resolve(run).resolve("checkpoints/step3.safetensors"));
    }

    private static String text(Path zip, String entry) throws IOException {
        try (var file = new java.util.zip.ZipFile(zip.toFile());
                var in = file.getInputStream(file.getEntry(entry))) {
            return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        }
    }

    /** Fills a disk to its last byte. */
    private static void fill(Path file) {
        try (var out = Files.newOutputStream(file)) {
            while (true) {
                out.write(new byte[512]);
            }
        } catch (IOException full) {
            if (!Files.exists(file)) {
                throw new UncheckedIOException(full);
            }
        }
    }

    /** Does something after this many iterations of the steps. */
    private static Progress at(int iteration, Runnable action) {
        return new Progress() {
            private int done;
            private boolean training;

            @Override
            public void start(String work, long total) {
                training = work.startsWith("step");
            }

            @Override
            public void at(long now, String note) {
                if (training && ++done == iteration) {
                    action.run();
                }
            }

            @Override
            public void end() {}
        };
    }

    private static RunConfig.Inputs startingFrom(RunConfig.Inputs inputs, Path run) {
        return new RunConfig.Inputs(
                inputs.source(),
                inputs.target(),
                Optional.empty(),
                inputs.shots(),
                List.of(),
                Optional.of(run),
                Optional.empty());
    }
}
