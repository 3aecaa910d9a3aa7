// SPDX-License-Identifier: Apache-2.0
package org.samda.training;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.samda.data.Batch;
import org.samda.data.BatchQueue;
import org.samda.data.Batches;

/**
 * Scores a model on held-out patches after each epoch of a step, and tells when it was best (nnU-Net; COMPONENTS section
 * 9).
 */
final class EpochValidation implements AutoCloseable {
    private final Validation validation;
    private final TrainingSetup setup;
    private final BestEpoch best = new BestEpoch();

    EpochValidation(Validation validation, TrainingSetup setup) {
        this.validation = validation;
        this.setup = setup;
    }

    /** The batches of one epoch's validation, counted from 0. */
    private record OfEpoch(Batches heldOut, int epoch, int count) implements Batches {

        @Override
        public Batch batch(long iteration) {
            return heldOut.batch((long) epoch * count + iteration);
        }

        @Override
        public String description() {
            return "validation after epoch %d, %s".formatted(epoch, heldOut.description());
        }
    }

    /** Whether this epoch is still to be scored. */
    boolean isDue(int epoch) {
        return best.epochs() <= epoch && !isOutOfPatience();
    }

    /** Whether the last epochs brought nothing new, so that the step may end. */
    boolean isOutOfPatience() {
        int patience = validation.config().patience();
        return patience > 0 && best.epochsSinceBest() >= patience;
    }

    /** Whether the step is to end with the weights that were kept as the best. */
    boolean endsWithBest() {
        return validation.config().keep() == ValidationConfig.Keep.BEST && best.hasBest();
    }

    /**
     * Scores the model as it is.
     *
     * @param epoch    counted from 0; decides which patches are drawn
     * @param keepBest called before anything else happens if the model is better than ever before
     * @return what to write into the metrics, by name; empty if the thread was interrupted: nothing has changed then
     */
    Map<String, Double> run(int epoch, Runnable keepBest) {
        int count = validation.config().iterations();
        PseudoDice dice = new PseudoDice();
        double loss = 0;
        try (BatchQueue batches = new BatchQueue(
                new OfEpoch(validation.heldOut(), epoch, count),
                0,
                count,
                setup.batchThreads(),
                2 * setup.batchThreads())) {
            while (batches.hasNext()) {
                loss += score(batches.next(), dice);
                if (Thread.currentThread().isInterrupted()) {
                    return Map.of();
                }
            }
        }
        if (best.add(dice.mean())) {
            keepBest.run();
        }
        return values(dice, loss / count);
    }

    /** Counts the batch and returns its loss; all tensors made here end with the scope. */
    private double score(Batch batch, PseudoDice dice) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard()) {
            List<Tensor> scores = setup.scores(batch);
            Tensor labels = setup.labels(batch);
            dice.add(scores.get(0), labels);
            return SupervisedStep.LOSS.of(scores, labels).item_float();
        }
    }

    private Map<String, Double> values(PseudoDice dice, double loss) {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("pseudoDice", dice.mean());
        values.put("pseudoDiceEma", best.average());
        values.put("validationLoss", loss);
        List<Double> classes = dice.ofClasses();
        for (int i = 0; classes.size() > 1 && i < classes.size(); i++) {
            values.put("pseudoDice" + (i + 1), classes.get(i));
        }
        return values;
    }

    /** What must be kept to go on, by name; lent. */
    Map<String, Tensor> state() {
        return best.state();
    }

    @Override
    public void close() {
        best.close();
    }
}
