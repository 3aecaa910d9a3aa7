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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samda.Progress;
import org.samda.SamdaException;
import org.samda.data.Batch;
import org.samda.data.Batches;
import org.samda.model.SamdaModel;
import org.samda.training.ValidationConfig.Keep;

/** Step 1 with validation after each of its epochs of two iterations. */
@Timeout(120)
class ValidatedRunTest {
    private static final Duration ALWAYS = Duration.ZERO;
    private static final Duration NEVER = Duration.ofDays(1);
    private static final int EPOCHS = 4;
    private static final int BATCHES = 3;
    private static final Batches TRAINING = TinyTraining.annotated(1);
    private static final Batches HELD_OUT = TinyTraining.heldOut(1);

    /** Held-out patches on which every foreground pixel is wrong. */
    private static final Batches BLANK = iteration -> {
        Batch batch = HELD_OUT.batch(iteration);
        byte[] labels = new byte[batch.labels().length];
        return new Batch(batch.height(), batch.width(), batch.images(), batch.cleanImages(), labels);
    };

    @TempDir
    private Path folder;

    /** Random weights before training; a run that goes on must not depend on them. */
    private long weights;

    private int epochs;

    @BeforeEach
    void reset() {
        weights = 1;
        epochs = EPOCHS;
    }

    @Test
    void aRunStoppedAfterAnyIterationEndsAsIfNeverStopped() throws IOException {
        Path whole = run("whole", NEVER, TRAINING, validation(Keep.BEST, 0, HELD_OUT));
        for (int stop = 0; stop < EPOCHS * 2; stop++) {
            Path stopped = folder("stopped" + stop);
            Batches training = interrupting(TRAINING, stop);
            assertThrows(
                    InterruptedRunException.class,
                    () -> train(stopped, NEVER, training, validation(Keep.BEST, 0, HELD_OUT), Progress.NONE));
            goOn(whole, stopped, validation(Keep.BEST, 0, HELD_OUT));
        }
    }

    @ParameterizedTest
    @CsvSource({"0, LAST", "4, BEST", "8, LAST", "11, BEST"})
    void aRunStoppedInAValidationEndsAsIfNeverStopped(int stop, Keep keep) throws IOException {
        Path whole = run("whole", NEVER, TRAINING, validation(keep, 0, HELD_OUT));
        Path stopped = folder("stopped");
        Batches heldOut = interrupting(HELD_OUT, stop);
        InterruptedRunException said = assertThrows(
                InterruptedRunException.class,
                () -> train(stopped, NEVER, TRAINING, validation(keep, 0, heldOut), Progress.NONE));
        int iteration = 2 * (stop / BATCHES + 1);
        assertTrue(said.getMessage().startsWith("Stopped in step 1 after iteration " + iteration), said::getMessage);
        goOn(whole, stopped, validation(keep, 0, HELD_OUT));
    }

    @ParameterizedTest
    @CsvSource({"0, LAST", "5, BEST", "7, LAST", "11, BEST"})
    void aValidationThatFailsCostsNoTraining(int batch, Keep keep) throws IOException {
        Path whole = run("whole", NEVER, TRAINING, validation(keep, 0, HELD_OUT));
        Path failed = folder("failed");
        Batches heldOut = failing(HELD_OUT, batch, new IllegalArgumentException("injected"));
        IllegalStateException bug = assertThrows(
                IllegalStateException.class,
                () -> train(failed, ALWAYS, TRAINING, validation(keep, 0, heldOut), Progress.NONE));
        int epoch = batch / BATCHES;
        assertEquals(
                "the batch of iteration %d (validation after epoch %d, of unknown size) failed: %s"
                        .formatted(batch % BATCHES, epoch, "java.lang.IllegalArgumentException: injected"),
                bug.getMessage());
        Checkpoint checkpoint = TrainingLoop.position(failed).orElseThrow();
        assertEquals(List.of(1L, 2L * (epoch + 1)), List.of((long) checkpoint.step(), checkpoint.iteration()));
        goOn(whole, failed, validation(keep, 0, HELD_OUT));
    }

    @Test
    void aWantOfMemoryInAValidationCostsNoTraining() throws IOException {
        Path whole = run("whole", NEVER, TRAINING, validation(Keep.BEST, 0, HELD_OUT));
        Path failed = folder("failed");
        Batches heldOut = failing(HELD_OUT, 4, new OutOfMemoryError("Java heap space"));
        SamdaException problem = assertThrows(
                SamdaException.class,
                () -> train(failed, ALWAYS, TRAINING, validation(Keep.BEST, 0, heldOut), Progress.NONE));
        assertTrue(
                problem.getMessage().startsWith("There is no memory for the batch of iteration 1 (validation after"),
                problem::getMessage);
        goOn(whole, failed, validation(Keep.BEST, 0, HELD_OUT));
    }

    @Test
    void bestWeightsFromBeyondTheCheckpointDoNotMatter() throws IOException {
        Path whole = run("whole", NEVER, TRAINING, validation(Keep.BEST, 0, HELD_OUT));
        Path killed = folder("killed");
        assertThrows(
                InterruptedRunException.class,
                () -> train(
                        killed, NEVER, interrupting(TRAINING, 0), validation(Keep.BEST, 0, HELD_OUT), Progress.NONE));
        long checkpoint = TrainingLoop.position(killed).orElseThrow().iteration();
        // Ends as a kill does: three more epochs without a checkpoint.
        assertThrows(
                IllegalStateException.class,
                () -> train(
                        killed,
                        NEVER,
                        failing(TRAINING, 7, new IllegalStateException("injected")),
                        validation(Keep.BEST, 0, HELD_OUT),
                        Progress.NONE));
        assertEquals(checkpoint, TrainingLoop.position(killed).orElseThrow().iteration());
        assertTrue(Files.exists(best(killed)));
        goOn(whole, killed, validation(Keep.BEST, 0, HELD_OUT));
    }

    @Test
    void validationChangesNothingInTheTraining() throws IOException {
        Path without = run("without", NEVER, TRAINING, Optional.empty());
        Path with = run("with", NEVER, TRAINING, validation(Keep.LAST, 0, HELD_OUT));
        assertArrayEquals(step1(without), step1(with));
        assertFalse(Files.exists(best(without)));
        assertTrue(Files.exists(best(with)));
    }

    @Test
    void theWeightsOfTheBestEpochAreThoseOfARunThatEndedThere() throws IOException {
        // Without labels no pseudo Dice exceeds that of the first epoch, 0.
        Path best = run("best", NEVER, TRAINING, validation(Keep.BEST, 0, BLANK));
        Path last = run("last", NEVER, TRAINING, validation(Keep.LAST, 0, BLANK));
        epochs = 1;
        Path first = run("first", NEVER, TRAINING, Optional.empty());
        assertArrayEquals(step1(first), Files.readAllBytes(best(best)));
        assertArrayEquals(step1(first), Files.readAllBytes(best(last)));
        assertArrayEquals(step1(first), step1(best));
        assertFalse(Arrays.equals(step1(first), step1(last)));
    }

    @Test
    void aStepEndsWhenItsPatienceIsOverAlsoIfItWasStopped() throws IOException {
        Path whole = run("whole", NEVER, TRAINING, validation(Keep.LAST, 2, BLANK));
        assertEquals(
                List.of("1,0,1", "1,1,3", "1,2,5"),
                rows(whole, "pseudoDice").stream()
                        .map(row -> row.substring(0, row.indexOf(",pseudoDice")))
                        .toList());
        for (int stop : List.of(2, 6, 8)) {
            Path stopped = folder("stopped" + stop);
            Batches heldOut = interrupting(BLANK, stop);
            assertThrows(
                    InterruptedRunException.class,
                    () -> train(stopped, NEVER, TRAINING, validation(Keep.LAST, 2, heldOut), Progress.NONE));
            goOn(whole, stopped, validation(Keep.LAST, 2, BLANK));
        }
    }

    @Test
    void everyEpochHasItsFiguresAndShowsItsPseudoDice() throws IOException {
        Path run = folder("run");
        List<String> notes = new ArrayList<>();
        train(run, NEVER, TRAINING, validation(Keep.LAST, 0, HELD_OUT), new Progress() {
            @Override
            public void start(String work, long total) {}

            @Override
            public void at(long done, String note) {
                notes.add(note);
            }

            @Override
            public void end() {}
        });
        for (String name : List.of("pseudoDice", "pseudoDiceEma", "validationLoss", "learningRate")) {
            assertEquals(EPOCHS, rows(run, name).size(), name);
        }
        assertTrue(notes.get(1).matches("loss -?\\d\\.\\d{3}"), notes.get(1));
        assertTrue(notes.get(2).matches("loss -?\\d\\.\\d{3}, pseudoDice \\d\\.\\d{3}"), notes.get(2));
    }

    /** With other random weights: all must come from the checkpoint. */
    private void goOn(Path whole, Path stopped, Optional<Validation> validation) throws IOException {
        weights = 99;
        train(stopped, NEVER, TRAINING, validation, Progress.NONE);
        weights = 1;
        assertEquals(Files.readString(whole.resolve("metrics.csv")), Files.readString(stopped.resolve("metrics.csv")));
        assertArrayEquals(step1(whole), step1(stopped));
        assertArrayEquals(Files.readAllBytes(best(whole)), Files.readAllBytes(best(stopped)));
    }

    private Path run(String name, Duration every, Batches training, Optional<Validation> validation)
            throws IOException {
        Path run = folder(name);
        train(run, every, training, validation, Progress.NONE);
        return run;
    }

    private void train(Path run, Duration every, Batches training, Optional<Validation> validation, Progress progress) {
        SamdaModel model = TinyTraining.model(weights);
        TrainingSetup setup = TinyTraining.setup(model);
        TreeMap<Integer, TrainingStep.Factory> steps = new TreeMap<>();
        // The learning rate of the first epoch does not depend on their number.
        SupervisedConfig config = new SupervisedConfig(epochs, 2, 0.01);
        SupervisedStep.Data data = new SupervisedStep.Data(training, validation);
        steps.put(1, first -> new SupervisedStep(1, config, setup, data, first));
        new TrainingLoop(run, setup, every, progress).run(steps);
    }

    private Path folder(String name) throws IOException {
        Path run = folder.resolve(name);
        Files.createDirectories(run.resolve("checkpoints"));
        return run;
    }

    private static Optional<Validation> validation(Keep keep, int patience, Batches heldOut) {
        return Optional.of(new Validation(
                new ValidationConfig(5, 0, ValidationConfig.Split.BLOCKS, 1, BATCHES, patience, keep), heldOut));
    }

    private static byte[] step1(Path run) throws IOException {
        return Files.readAllBytes(StepWeights.file(run, 1));
    }

    private static Path best(Path run) {
        return run.resolve("checkpoints").resolve("step1-best.safetensors");
    }

    private static List<String> rows(Path run, String name) throws IOException {
        return Files.readAllLines(run.resolve("metrics.csv")).stream()
                .filter(row -> row.contains("," + name + ","))
                .toList();
    }

    private static Batches failing(Batches sound, long at, Throwable failure) {
        return iteration -> {
            if (iteration == at) {
                if (failure instanceof Error error) {
                    throw error;
                }
                throw (RuntimeException) failure;
            }
            return sound.batch(iteration);
        };
    }

    /** Interrupts the thread that trains while this batch is made. */
    private static Batches interrupting(Batches sound, long at) {
        Thread trainer = Thread.currentThread();
        return iteration -> {
            if (iteration == at) {
                trainer.interrupt();
            }
            return sound.batch(iteration);
        };
    }
}
