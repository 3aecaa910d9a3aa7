// SPDX-License-Identifier: Apache-2.0
package org.samda.training;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.samda.data.Batch;
import org.samda.data.BatchQueue;
import org.samda.loss.DeepSupervision;
import org.samda.loss.DiceCrossEntropy;
import org.samda.torch.Autocast;

/** Training on annotated patches with Dice and cross entropy (Eq. 1): what steps 1 and 3 have in common. */
final class SupervisedStep implements TrainingStep {
    /** Dice over the whole batch, as nnU-Net has it in 2-D. */
    private static final DeepSupervision LOSS = new DeepSupervision(new DiceCrossEntropy(true));

    private final int number;
    private final SupervisedConfig config;
    private final TrainingSetup setup;
    private final Map<String, Tensor> trained;
    private final NesterovSgd optimizer;
    private final WeightAverage average;
    private final Map<String, Tensor> state = new LinkedHashMap<>();
    private final BatchQueue batches;

    SupervisedStep(int number, SupervisedConfig config, TrainingSetup setup, LongFunction<Batch> source, long first) {
        this.number = number;
        this.config = config;
        this.setup = setup;
        trained = FreezeTable.of(setup, number).apply(setup.model());
        optimizer = new NesterovSgd(trained, setup.sgd());
        average = new WeightAverage(trained, setup.sgd().averaging());
        state.putAll(optimizer.state());
        average.state().forEach((name, tensor) -> state.put("average/" + name, tensor));
        long end = (long) config.epochs() * config.iterationsPerEpoch();
        batches = new BatchQueue(source, first, end, setup.batchThreads(), 2 * setup.batchThreads());
    }

    @Override
    public int number() {
        return number;
    }

    @Override
    public int epochs() {
        return config.epochs();
    }

    @Override
    public int iterationsPerEpoch() {
        return config.iterationsPerEpoch();
    }

    @Override
    public Map<String, Tensor> state() {
        return Collections.unmodifiableMap(state);
    }

    @Override
    public Map<String, Double> iterate(long iteration) {
        int epoch = (int) (iteration / iterationsPerEpoch());
        double learningRate = setup.sgd().learningRate(config.learningRate(), epoch, epochs());
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("loss", run(batches.next(), learningRate));
        average.add(iteration);
        if (iteration % iterationsPerEpoch() == 0) {
            values.put("learningRate", learningRate);
        }
        return values;
    }

    /** Returns the loss; all tensors made here end with the scope. */
    private double run(Batch batch, double learningRate) {
        try (PointerScope scope = new PointerScope()) {
            Gradients.clear(trained);
            Tensor loss = LOSS.of(forward(batch), setup.labels(batch));
            loss.backward();
            optimizer.step(learningRate);
            return Divergence.check(loss.item_float(), number);
        }
    }

    private List<Tensor> forward(Batch batch) {
        try (Autocast autocast = Autocast.of(setup.engine())) {
            return setup.model()
                    .forward(
                            setup.images(batch),
                            setup.cleanImages(batch),
                            setup.model().expert().heads());
        }
    }

    @Override
    public void finish() {
        average.apply();
    }

    @Override
    public void close() {
        batches.close();
        optimizer.close();
        average.close();
    }
}
