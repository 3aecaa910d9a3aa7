// SPDX-License-Identifier: Apache-2.0
package org.samda.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samda.Progress;
import org.samda.model.SamdaModel;
import org.samda.torch.Parameters;
import org.samda.training.AdaptationConfig.OptimizerKind;
import org.samda.training.AdaptationConfig.Pairing;

class TrainingLoopTest {
    private static final int ALL = TinyTraining.iterations();
    private static final Duration NEVER = Duration.ofDays(1);

    @TempDir
    private Path folder;

    /** What a run comes to. */
    private record Outcome(String weights, List<String> metrics) {}

    @ParameterizedTest
    @CsvSource({"ADAM_W, NEAREST", "ADAM_W, RANDOM", "SGD, NEAREST", "SGD, RANDOM"})
    void aRunStoppedAtAnyIterationEndsAsIfNeverStopped(OptimizerKind optimizer, Pairing pairing) throws IOException {
        AdaptationConfig adaptation = TinyTraining.adaptation(optimizer, pairing);
        Outcome whole = run(runFolder("whole"), adaptation, 1);
        for (int stop = 1; stop <= ALL; stop++) {
            Path stopped = runFolder("stopped" + stop);
            stop(stopped, adaptation, stop);
            // Other random weights: all must come from the checkpoint.
            assertEquals(whole, run(stopped, adaptation, 99), "stopped after " + stop);
        }
    }

    @Test
    void aRunStoppedAfterEveryIterationEndsAsIfNeverStopped() throws IOException {
        Outcome whole = run(runFolder("whole"), TinyTraining.ADAPTATION, 1);
        Path stopped = runFolder("stopped");
        for (int i = 0; i < ALL; i++) {
            stop(stopped, TinyTraining.ADAPTATION, 1);
        }
        assertEquals(whole, run(stopped, TinyTraining.ADAPTATION, 99));
    }

    @Test
    void aStopSaysWhereAndHowToGoOn() throws IOException {
        Path stopped = runFolder("stopped");
        InterruptedRunException stop = stop(stopped, TinyTraining.ADAPTATION, 6);
        assertEquals(
                "Stopped in step 2 after iteration 2. Start the same command again to go on; '" + stopped
                        + "' has a checkpoint.",
                stop.getMessage());
        assertEquals(Optional.of(2), TrainingLoop.position(stopped).map(Checkpoint::step));
        assertTrue(TrainingLoop.hasFinished(stopped, 1) && !TrainingLoop.hasFinished(stopped, 2));
    }

    @Test
    void aStopWhileABatchIsWaitedForWritesACheckpointToo() throws IOException, InterruptedException {
        Path stopped = runFolder("stopped");
        SamdaModel model = TinyTraining.model(1);
        Thread trainer = Thread.currentThread();
        TrainingStep.Factory slow = first -> new SupervisedStep(
                1,
                TinyTraining.SUPERVISED,
                TinyTraining.setup(model),
                new SupervisedStep.Data(
                        iteration -> {
                            trainer.interrupt();
                            sleep();
                            return TinyTraining.annotated(1).batch(iteration);
                        },
                        Optional.empty()),
                first);
        TrainingLoop loop = new TrainingLoop(stopped, TinyTraining.setup(model), NEVER, Progress.NONE);
        var steps = TinyTraining.steps(TinyTraining.setup(model), TinyTraining.ADAPTATION, 1);
        steps.put(1, slow);
        assertThrows(InterruptedRunException.class, () -> loop.run(steps));
        assertTrue(TrainingLoop.position(stopped).isPresent());
    }

    @Test
    void aFinishedRunDoesNothingMore() throws IOException {
        Path done = runFolder("done");
        Outcome whole = run(done, TinyTraining.ADAPTATION, 1);
        byte[] checkpoint = Files.readAllBytes(done.resolve("checkpoints/last.safetensors"));
        assertEquals(whole, run(done, TinyTraining.ADAPTATION, 99));
        assertArrayEquals(checkpoint, Files.readAllBytes(done.resolve("checkpoints/last.safetensors")));
    }

    @Test
    void theWeightsAfterEachStepAreKept() throws IOException {
        Path done = runFolder("done");
        Outcome whole = run(done, TinyTraining.ADAPTATION, 1);
        SamdaModel model = TinyTraining.model(99);
        StepWeights.restore(done, 3, model);
        assertEquals(whole.weights(), Parameters.hash(model));
        StepWeights.restore(done, 1, model);
        String afterStep1 = Parameters.hash(model);
        StepWeights.restore(done, 2, model);
        assertNotEquals(afterStep1, Parameters.hash(model));
    }

    @Test
    void everyIterationHasItsRowsOnceAndInOrder() throws IOException {
        List<String> rows = run(runFolder("run"), TinyTraining.ADAPTATION, 1).metrics();
        assertEquals("step,epoch,iteration,name,value", rows.get(0));
        List<String> losses = rows.stream()
                .filter(row -> row.contains(",loss,"))
                .map(row -> row.substring(0, row.indexOf(",loss,")))
                .toList();
        assertEquals(
                List.of(
                        "1,0,0", "1,0,1", "1,1,2", "1,1,3", "2,0,0", "2,0,1", "2,1,2", "2,1,3", "3,0,0", "3,0,1",
                        "3,1,2", "3,1,3"),
                losses);
        assertEquals(rows.size(), rows.stream().distinct().count());
    }

    @Test
    void equalSeedsGiveEqualWeightsAndOthersDoNot() throws IOException {
        Outcome first = run(runFolder("first"), TinyTraining.ADAPTATION, 1);
        assertEquals(first, run(runFolder("second"), TinyTraining.ADAPTATION, 1));
        assertNotEquals(
                first.weights(),
                run(runFolder("other"), TinyTraining.ADAPTATION, 2).weights());
    }

    @Test
    void statesOfTheLastStepAreKeptInEqualDistancesAlsoWhenItWasStopped() throws IOException {
        Path whole = runFolder("whole");
        train(whole, TinyTraining.model(1), Progress.NONE, 3);
        // Step 3 has 4 iterations.
        assertEquals(
                List.of(
                        "step1-best.safetensors",
                        "step3-at1.safetensors",
                        "step3-at2.safetensors",
                        "step3-at3.safetensors"),
                names(StepWeights.others(whole)));
        Path stopped = runFolder("stopped");
        for (int i = 0; i < ALL; i++) {
            assertThrows(
                    InterruptedRunException.class,
                    () -> train(stopped, TinyTraining.model(1), interruptingAfter(1), 3));
        }
        train(stopped, TinyTraining.model(99), Progress.NONE, 3);
        for (Path file : StepWeights.others(whole)) {
            assertArrayEquals(
                    Files.readAllBytes(file),
                    Files.readAllBytes(stopped.resolve("checkpoints").resolve(file.getFileName())),
                    file.toString());
        }
        assertFalse(Arrays.equals(
                Files.readAllBytes(StepWeights.stateFile(whole, 3, 1)),
                Files.readAllBytes(StepWeights.stateFile(whole, 3, 2))));
        StepWeights.deleteStates(whole);
        assertEquals(List.of("step1-best.safetensors"), names(StepWeights.others(whole)));
    }

    @Test
    void theWeightsThatARunBeginsWithAreKeptAndRestoredWithoutALeak() throws IOException {
        Path run = runFolder("run");
        SamdaModel model = TinyTraining.model(1);
        String before = Parameters.hash(model);
        assertFalse(StepWeights.hasStart(run));
        StepWeights.keepStart(run, TinyTraining.setup(model));
        assertTrue(StepWeights.hasStart(run));
        SamdaModel other = TinyTraining.model(2);
        StepWeights.restore(run, StepWeights.START, other);
        assertEquals(before, Parameters.hash(other));
        long objects = Pointer.totalCount();
        StepWeights.keepStart(run, TinyTraining.setup(model));
        StepWeights.restore(run, StepWeights.START, other);
        assertTrue(Pointer.totalCount() <= objects, "leaked " + (Pointer.totalCount() - objects) + " objects");
    }

    private static List<String> names(List<Path> files) {
        return files.stream().map(file -> file.getFileName().toString()).toList();
    }

    private static void train(Path run, SamdaModel model, Progress progress, int states) {
        new TrainingLoop(run, TinyTraining.setup(model), NEVER, progress)
                .keeping(states)
                .run(TinyTraining.steps(TinyTraining.setup(model), TinyTraining.ADAPTATION, 1));
    }

    private Path runFolder(String name) throws IOException {
        Path run = folder.resolve(name);
        Files.createDirectories(run.resolve("checkpoints"));
        return run;
    }

    private static Outcome run(Path run, AdaptationConfig adaptation, long weights) throws IOException {
        SamdaModel model = TinyTraining.model(weights);
        train(run, model, adaptation, Progress.NONE);
        return new Outcome(Parameters.hash(model), Files.readAllLines(run.resolve("metrics.csv")));
    }

    private static void train(Path run, SamdaModel model, AdaptationConfig adaptation, Progress progress) {
        new TrainingLoop(run, TinyTraining.setup(model), NEVER, progress)
                .run(TinyTraining.steps(TinyTraining.setup(model), adaptation, 1));
    }

    /** Interrupts the training thread after this many iterations. */
    private static InterruptedRunException stop(Path run, AdaptationConfig adaptation, int iterations) {
        Progress interrupting = interruptingAfter(iterations);
        return assertThrows(
                InterruptedRunException.class, () -> train(run, TinyTraining.model(1), adaptation, interrupting));
    }

    private static Progress interruptingAfter(int iterations) {
        return new Progress() {
            private int done;

            @Override
            public void start(String work, long total) {}

            @Override
            public void at(long now, String note) {
                if (++done == iterations) {
                    Thread.currentThread().interrupt();
                }
            }

            @Override
            public void end() {}
        };
    }

    private static void sleep() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
