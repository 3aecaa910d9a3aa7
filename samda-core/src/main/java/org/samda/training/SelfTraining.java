// SPDX-License-Identifier: Apache-2.0
package org.samda.training;

import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.samda.data.Batch;
import org.samda.data.BatchQueue;
import org.samda.data.Batches;
import org.samda.torch.Tensors;

/**
 * Learning from raw target patches: the average of the weights so far labels them as they are, and the network learns these
 * labels from varied copies (mean teacher; Tarvainen and Valpola, NeurIPS 2017).
 *
 * <p>Not in the paper. Labels are hard, of every pixel, and have the loss of annotated patches (Eq. 1).
 */
final class SelfTraining implements AutoCloseable {
    private final TrainingSetup setup;
    private final WeightAverage teacher;
    private final double weight;
    private final BatchQueue plain;
    private final BatchQueue varied;

    /**
     * @param teacher lent; without averaging the network teaches itself
     * @param first   iteration to begin with
     * @param end     one past the last
     */
    SelfTraining(Unlabelled patches, TrainingSetup setup, WeightAverage teacher, long first, long end) {
        this.setup = setup;
        this.teacher = teacher;
        weight = patches.weight();
        plain = queue(patches.plain(), first, end);
        varied = queue(patches.varied(), first, end);
    }

    private BatchQueue queue(Batches batches, long first, long end) {
        return new BatchQueue(batches, first, end, setup.batchThreads(), 2 * setup.batchThreads());
    }

    /**
     * Patches and what the teacher says of them.
     *
     * @param patches varied
     * @param labels  int64 [N, H, W]
     */
    record Lesson(Batch patches, Tensor labels) {}

    /**
     * The next patches, labelled, in the caller's scope. To be asked for before the network's own pass: the weights are
     * exchanged for the teacher's meanwhile.
     */
    Lesson next() {
        Batch given = plain.next();
        teacher.exchange();
        try (NoGradGuard noGrad = new NoGradGuard()) {
            Tensor labels = setup.scores(given, 1).get(0).argmax(new LongOptional(1), false);
            return new Lesson(varied.next(), labels);
        } finally {
            teacher.exchange();
        }
    }

    /** The weighted loss of a lesson, a float32 scalar with gradients. */
    Tensor loss(Lesson lesson) {
        return SupervisedStep.LOSS
                .of(setup.scores(lesson.patches()), lesson.labels())
                .mul(Tensors.scalar(weight));
    }

    @Override
    public void close() {
        plain.close();
        varied.close();
    }
}
