// SPDX-License-Identifier: Apache-2.0
package org.samda.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.samda.Progress;
import org.samda.SamdaException;
import org.samda.config.Configs;
import org.samda.model.SamdaModel;
import org.samda.torch.Parameters;

class DomainAdaptationTest {
    /** Eq. 2 alone, at a rate at which the constant map is found in a few epochs. */
    private static final AdaptationConfig COLLAPSING = collapsing("minimumVariance=0.1");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"minimumVariance=0.1, 0.2", "minimumRank=0.6, 0.05"})
    void aCollapseIsRolledBackToStep1AndRecorded(String watch, String rate) throws IOException {
        SamdaModel model = TinyTraining.model(1);
        String before = Parameters.hash(model);
        train(model, collapsing(watch, "learningRate=" + rate), Progress.NONE);
        assertEquals(before, Parameters.hash(model));
        List<String> rows = Files.readAllLines(folder.resolve("metrics.csv"));
        String rolledBack = rows.stream()
                .filter(row -> row.contains(",rolledBack,1"))
                .findFirst()
                .orElseThrow();
        String end = rolledBack.substring(0, rolledBack.indexOf(",rolledBack"));
        assertTrue(rows.get(rows.size() - 1).startsWith(end), "goes on after " + rolledBack);
        assertTrue(Integer.parseInt(end.split(",", -1)[2]) < 199, "ends with the last iteration only");
        String ratio = watch.startsWith("minimumVariance") ? "varianceRatio" : "rankRatio";
        assertTrue(Double.parseDouble(value(rows, end, ratio)) < 0.6);
        assertTrue(TrainingLoop.hasFinished(folder, 2));
    }

    @Test
    void withoutTheWatchTheSameSettingsEndWithFeaturesThatAreConstant() throws IOException {
        train(TinyTraining.model(1), collapsing("minimumVariance=0"), Progress.NONE);
        List<Double> ratios = values("varianceRatio");
        assertEquals(20, ratios.size());
        assertTrue(ratios.get(19) < 0.01, "still varies: " + ratios);
    }

    @ParameterizedTest
    @EnumSource(AdaptationConfig.Loss.class)
    void soundSettingsGoToTheEndUnderTheWatch(AdaptationConfig.Loss loss) throws IOException {
        String[] settings = {"loss=" + Configs.nameOf(loss), "epochs=10", "pairs=10", "minimumRank=0.3"};
        train(TinyTraining.model(1), TinyTraining.adaptation(settings), Progress.NONE);
        assertEquals(10, values("varianceRatio").size());
        values("varianceRatio").forEach(ratio -> assertTrue(ratio > 0.3, "variance falls to " + ratio));
        values("rankRatio").forEach(ratio -> assertTrue(ratio > 0.5, "rank falls to " + ratio));
    }

    @Test
    void aLossThatIsNoNumberIsRolledBackWhereCollapsesAreWatchedFor() throws IOException {
        SamdaModel model = TinyTraining.model(1);
        String before = Parameters.hash(model);
        train(model, TinyTraining.adaptation("optimizer=sgd", "learningRate=1e30", "pairs=20"), Progress.NONE);
        assertEquals(before, Parameters.hash(model));
        List<String> rows = Files.readAllLines(folder.resolve("metrics.csv"));
        assertTrue(rows.get(rows.size() - 1).endsWith(",rolledBack,1.00000"), rows.get(rows.size() - 1));
        assertTrue(rows.stream().noneMatch(row -> row.contains(",loss,") && row.endsWith("NaN")));
    }

    @Test
    void aCollapseOfTheUNetAloneIsRolledBackToo() throws IOException {
        SamdaModel model = TinyTraining.plain(1);
        String before = Parameters.hash(model);
        train(model, COLLAPSING, Progress.NONE);
        assertTrue(Files.readString(folder.resolve("metrics.csv")).contains("rolledBack"));
        assertEquals(before, Parameters.hash(model));
    }

    @Test
    void theBottleneckOfTheTargetComesNearerToThatOfTheSource() throws IOException {
        AdaptationConfig fixed =
                TinyTraining.adaptation("epochs=60", "pairs=1", "pairing=random", "learningRate=0.003", "keepSource=0");
        train(TinyTraining.plain(1), fixed, Progress.NONE);
        List<Double> losses = values("lossFeature");
        assertTrue(losses.get(59) < 0.8 * losses.get(0), "from " + losses.get(0) + " to " + losses.get(59));
    }

    @Test
    void keepingTheSourceLeavesItsFeaturesNearerToStep1() throws IOException {
        double loose = drift("keepSource=1e-9");
        double kept = drift("keepSource=10");
        assertTrue(kept < 0.5 * loose, kept + " is not far below " + loose);
    }

    @Test
    void aRunStoppedRightAfterACollapseDoesNotAdaptOn() throws IOException {
        SamdaModel whole = TinyTraining.model(1);
        train(whole, COLLAPSING, Progress.NONE);
        List<String> rows = Files.readAllLines(folder.resolve("metrics.csv"));
        Files.delete(folder.resolve("checkpoints/last.safetensors"));
        long iterations = rows.stream().filter(row -> row.contains(",loss,")).count();
        assertThrows(
                InterruptedRunException.class,
                () -> train(TinyTraining.model(1), COLLAPSING, interruptingAt(iterations)));
        SamdaModel resumed = TinyTraining.model(99);
        train(resumed, COLLAPSING, Progress.NONE);
        assertEquals(Parameters.hash(whole), Parameters.hash(resumed));
        assertEquals(rows, Files.readAllLines(folder.resolve("metrics.csv")));
    }

    @ParameterizedTest
    @CsvSource({"perceptual, sgd", "perceptual, adam-w", "mmd, adam-w"})
    void theLossOfAFixedPairFalls(String loss, String optimizer) {
        SamdaModel model = TinyTraining.model(1);
        String rate = optimizer.equals("sgd") ? "0.001" : "0.003";
        // One random pair, drawn once: every epoch compares the same two patches.
        AdaptationConfig fixed = TinyTraining.adaptation(
                "loss=" + loss,
                "optimizer=" + optimizer,
                "learningRate=" + rate,
                "epochs=60",
                "pairs=1",
                "pairing=random",
                "keepSource=0");
        try (TrainingStep step = open(model, fixed)) {
            double first = step.iterate(0).get("loss");
            double last = first;
            for (int i = 1; i < 60; i++) {
                last = step.iterate(i).get("loss");
            }
            assertTrue(last < 0.8 * first, "from " + first + " to " + last);
        }
    }

    @Test
    void balancedFeatureAndStyleLossesAreEqualAtTheStart() {
        SamdaModel model = TinyTraining.model(1);
        AdaptationConfig onePair = TinyTraining.adaptation("epochs=1", "pairs=1", "keepSource=0");
        try (TrainingStep step = open(model, onePair)) {
            Map<String, Double> values = step.iterate(0);
            assertEquals(2 * values.get("lossFeature"), values.get("loss"), 1e-3 * values.get("loss"));
        }
    }

    @Test
    void unbalancedTheLossIsTheSumOfThePaper() {
        SamdaModel model = TinyTraining.model(1);
        AdaptationConfig plain = TinyTraining.adaptation(
                "epochs=1",
                "pairs=1",
                "pairing=random",
                "optimizer=sgd",
                "learningRate=1e-12",
                "anchored=false",
                "balancedStyle=false",
                "keepSource=0");
        try (TrainingStep step = open(model, plain)) {
            Map<String, Double> values = step.iterate(0);
            assertEquals(
                    values.get("lossFeature") + values.get("lossStyle"), values.get("loss"), 1e-5 * values.get("loss"));
            assertEquals(1, values.get("varianceRatio"), 1e-5);
            assertEquals(1, values.get("rankRatio"), 1e-5);
        }
    }

    @Test
    void theLossIsTheFirstValueBecauseItIsShownAsProgress() {
        try (TrainingStep step = open(TinyTraining.model(1), TinyTraining.ADAPTATION)) {
            assertEquals("loss", step.iterate(0).keySet().iterator().next());
        }
    }

    @Test
    void aLossThatIsNoNumberStopsTheRunWithWhatToDo() {
        SamdaModel model = TinyTraining.model(1);
        AdaptationConfig wild = TinyTraining.adaptation(
                "epochs=1",
                "pairs=50",
                "pairing=random",
                "optimizer=sgd",
                "learningRate=1e30",
                "minimumVariance=0",
                "minimumRank=0");
        try (TrainingStep step = open(model, wild)) {
            SamdaException problem = assertThrows(SamdaException.class, () -> {
                for (int i = 0; i < 50; i++) {
                    step.iterate(i);
                }
            });
            assertTrue(
                    problem.getMessage().startsWith("Step 2 diverged: expected a finite loss")
                            && problem.getMessage().contains("--set training.adaptation.learningRate="),
                    problem.getMessage());
        }
    }

    @Test
    void nearestPairsAreNearerThanRandomOnes() {
        SamdaModel model = TinyTraining.model(1);
        double random = firstFeatureLosses(model, "random");
        double nearest = firstFeatureLosses(model, "nearest");
        assertTrue(nearest < random, nearest + " is not below " + random);
    }

    @ParameterizedTest
    @CsvSource({"perceptual, false", "mmd, false", "adversarial, false", "perceptual, true"})
    void leavesNoNativeObjectsBehind(String loss, boolean plain) {
        SamdaModel model = plain ? TinyTraining.plain(1) : TinyTraining.model(1);
        try (TrainingStep step = open(model, TinyTraining.adaptation("loss=" + loss))) {
            step.iterate(0);
            step.iterate(1);
            long before = Pointer.totalCount();
            for (int i = 0; i < 20; i++) {
                step.iterate(i % 4);
                step.state();
            }
            long leaked = Pointer.totalCount() - before;
            assertTrue(leaked <= 0, "leaked " + leaked + " objects");
        }
    }

    @Test
    void closingLetsGoOfEverythingTheStepOwns() {
        SamdaModel model = TinyTraining.model(1);
        float[] before = FreezeTableTest.values(model).get("projector.convs.0.conv.weight");
        open(model, TinyTraining.ADAPTATION).close();
        assertArrayEquals(before, FreezeTableTest.values(model).get("projector.convs.0.conv.weight"));
    }

    private double firstFeatureLosses(SamdaModel model, String pairing) {
        AdaptationConfig config = TinyTraining.adaptation(
                "epochs=1", "pairs=8", "pairing=" + pairing, "optimizer=sgd", "learningRate=1e-12");
        double[] losses = new double[8];
        try (TrainingStep step = open(model, config)) {
            for (int i = 0; i < losses.length; i++) {
                losses[i] = step.iterate(i).get("lossFeature");
            }
        }
        return Arrays.stream(losses).average().orElseThrow();
    }

    private static AdaptationConfig collapsing(String... changed) {
        List<String> settings = new ArrayList<>(List.of(
                "epochs=20",
                "pairs=10",
                "pairing=random",
                "learningRate=0.2",
                "weightDecay=0",
                "anchored=false",
                "balancedStyle=false",
                "keepSource=0",
                "minimumVariance=0",
                "minimumRank=0"));
        settings.addAll(List.of(changed));
        return TinyTraining.adaptation(settings.toArray(String[]::new));
    }

    /** The values of this name in the order of the iterations. */
    private List<Double> values(String name) throws IOException {
        return Files.readAllLines(folder.resolve("metrics.csv")).stream()
                .map(row -> row.split(",", -1))
                .filter(row -> row[3].equals(name))
                .map(row -> Double.valueOf(row[4]))
                .toList();
    }

    /** How far the source's features move, on average. */
    private double drift(String keepSource) throws IOException {
        Files.deleteIfExists(folder.resolve("checkpoints/last.safetensors"));
        train(
                TinyTraining.model(1),
                TinyTraining.adaptation("epochs=20", "pairs=4", "pairing=random", "learningRate=0.003", keepSource),
                Progress.NONE);
        return values("lossKeepSource").stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElseThrow();
    }

    private static TrainingStep open(SamdaModel model, AdaptationConfig config) {
        return TinyTraining.steps(TinyTraining.setup(model), config, 1).get(2).open(0);
    }

    private void train(SamdaModel model, AdaptationConfig config, Progress progress) throws IOException {
        Files.createDirectories(folder.resolve("checkpoints"));
        TreeMap<Integer, TrainingStep.Factory> steps =
                new TreeMap<>(TinyTraining.steps(TinyTraining.setup(model), config, 1));
        steps.keySet().retainAll(List.of(2));
        new TrainingLoop(folder, TinyTraining.setup(model), Duration.ofDays(1), progress).run(steps);
    }

    private static Progress interruptingAt(long iterations) {
        return new Progress() {
            @Override
            public void start(String work, long total) {}

            @Override
            public void at(long done, String note) {
                if (done == iterations) {
                    Thread.currentThread().interrupt();
                }
            }

            @Override
            public void end() {}
        };
    }

    private static String value(List<String> rows, String iteration, String name) {
        String start = iteration + "," + name + ",";
        return rows.stream()
                .filter(row -> row.startsWith(start))
                .map(row -> row.substring(start.length()))
                .findFirst()
                .orElseThrow();
    }
}
