// SPDX-License-Identifier: Apache-2.0
package org.samda.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.samda.Progress;
import org.samda.SamdaException;
import org.samda.model.SamdaModel;
import org.samda.torch.Parameters;
import org.samda.training.AdaptationConfig.OptimizerKind;
import org.samda.training.AdaptationConfig.Pairing;

class DomainAdaptationTest {
    /** Eq. 2 alone, at a rate at which the constant map is found in a few iterations. */
    private static final AdaptationConfig COLLAPSING =
            new AdaptationConfig(1, 200, Pairing.RANDOM, OptimizerKind.ADAM_W, 0.05, 0.5, false, false, 0.1);

    @TempDir
    private Path folder;

    @Test
    void aCollapseIsRolledBackToStep1AndRecorded() throws IOException {
        SamdaModel model = TinyTraining.model(1);
        String before = Parameters.hash(model);
        train(model, COLLAPSING, Progress.NONE);
        assertEquals(before, Parameters.hash(model));
        List<String> rows = Files.readAllLines(folder.resolve("metrics.csv"));
        String rolledBack = rows.stream()
                .filter(row -> row.contains(",rolledBack,1"))
                .findFirst()
                .orElseThrow();
        String end = rolledBack.substring(0, rolledBack.indexOf(",rolledBack"));
        assertTrue(rows.get(rows.size() - 1).startsWith(end), "goes on after " + rolledBack);
        assertTrue(Integer.parseInt(end.split(",", -1)[2]) < 199, "ends with the last iteration only");
        assertTrue(Double.parseDouble(value(rows, end, "varianceRatio")) < 0.1);
        assertTrue(TrainingLoop.hasFinished(folder, 2));
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

    @Test
    void withoutTheWatchTheCollapseStays() {
        SamdaModel model = TinyTraining.model(1);
        AdaptationConfig unwatched =
                new AdaptationConfig(1, 20, Pairing.RANDOM, OptimizerKind.ADAM_W, 0.05, 0.5, false, false, 0);
        String before = Parameters.hash(model);
        try (TrainingStep step = open(model, unwatched)) {
            for (int i = 0; i < 20; i++) {
                step.iterate(i);
                assertFalse(step.endsEarly());
            }
        }
        assertFalse(before.equals(Parameters.hash(model)));
    }

    @ParameterizedTest
    @EnumSource(OptimizerKind.class)
    void theLossOfAFixedPairFalls(OptimizerKind optimizer) {
        SamdaModel model = TinyTraining.model(1);
        double rate = optimizer == OptimizerKind.SGD ? 1e-3 : 3e-3;
        // One random pair, drawn once: every epoch compares the same two patches.
        AdaptationConfig fixed = new AdaptationConfig(60, 1, Pairing.RANDOM, optimizer, rate, 0, true, true, 0);
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
        AdaptationConfig onePair =
                new AdaptationConfig(1, 1, Pairing.RANDOM, OptimizerKind.ADAM_W, 1e-3, 0, true, true, 0);
        try (TrainingStep step = open(model, onePair)) {
            Map<String, Double> values = step.iterate(0);
            assertEquals(2 * values.get("lossFeature"), values.get("loss"), 1e-3 * values.get("loss"));
        }
    }

    @Test
    void unbalancedTheLossIsTheSumOfThePaper() {
        SamdaModel model = TinyTraining.model(1);
        AdaptationConfig plain =
                new AdaptationConfig(1, 1, Pairing.RANDOM, OptimizerKind.SGD, 1e-3, 0, false, false, 0);
        try (TrainingStep step = open(model, plain)) {
            Map<String, Double> values = step.iterate(0);
            assertEquals(
                    values.get("lossFeature") + values.get("lossStyle"), values.get("loss"), 1e-5 * values.get("loss"));
            assertEquals(1, values.get("varianceRatio"), 1e-6);
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
        AdaptationConfig wild =
                new AdaptationConfig(1, 50, Pairing.RANDOM, OptimizerKind.SGD, 1e30, 0, false, false, 0);
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
        double random = firstFeatureLosses(model, Pairing.RANDOM);
        double nearest = firstFeatureLosses(model, Pairing.NEAREST);
        assertTrue(nearest < random, nearest + " is not below " + random);
    }

    @Test
    void leavesNoNativeObjectsBehind() {
        try (TrainingStep step = open(TinyTraining.model(1), TinyTraining.ADAPTATION)) {
            step.iterate(0);
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

    private double firstFeatureLosses(SamdaModel model, Pairing pairing) {
        AdaptationConfig config = new AdaptationConfig(1, 8, pairing, OptimizerKind.SGD, 1e-12, 0, true, false, 0);
        double[] losses = new double[8];
        try (TrainingStep step = open(model, config)) {
            for (int i = 0; i < losses.length; i++) {
                losses[i] = step.iterate(i).get("lossFeature");
            }
        }
        return Arrays.stream(losses).average().orElseThrow();
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
