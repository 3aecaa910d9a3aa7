// SPDX-License-Identifier: Apache-2.0
package org.samda.training;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.samda.data.Batch;
import org.samda.data.BatchQueue;
import org.samda.data.Batches;
import org.samda.loss.DeepSupervision;
import org.samda.loss.DiceCrossEntropy;

/**
 * Training on annotated patches with Dice and cross entropy (Eq. 1): what steps 1 and 3 have in common. Where there are
 * patches without labels, {@link SelfTraining} on them too.
 */
final class SupervisedStep implements TrainingStep {
    /** Dice over the whole batch, as nnU-Net has it in 2-D. */
    static final DeepSupervision LOSS = new DeepSupervision(new DiceCrossEntropy(true));

    private final int number;
    private final SupervisedConfig config;
    private final TrainingSetup setup;
    private final Map<String, Tensor> trained;
    private final NesterovSgd optimizer;
    private final WeightAverage average;
    private final Map<String, Tensor> state = new LinkedHashMap<>();
    private final BatchQueue batches;
    private final Optional<EpochValidation> validation;
    private final Optional<SelfTraining> selfTraining;

    /**
     * What the step sees.
     *
     * @param training   annotated patches to learn from
     * @param unlabelled patches to learn from without labels
     * @param validation empty for none
     */
    record Data(Batches training, Optional<Unlabelled> unlabelled, Optional<Validation> validation) {

        /** Annotated patches only. */
        Data(Batches training, Optional<Validation> validation) {
            this(training, Optional.empty(), validation);
        }
    }

    SupervisedStep(int number, SupervisedConfig config, TrainingSetup setup, Data data, long first) {
        this.number = number;
        this.config = config;
        this.setup = setup;
        trained = FreezeTable.of(setup, number).apply(setup.model());
        optimizer = new NesterovSgd(trained, setup.sgd());
        average = new WeightAverage(trained, setup.sgd().averaging());
        state.putAll(optimizer.state());
        average.state().forEach((name, tensor) -> state.put("average/" + name, tensor));
        validation = data.validation().map(each -> new EpochValidation(each, setup));
        validation.ifPresent(each -> each.state().forEach((name, tensor) -> state.put("validation/" + name, tensor)));
        long end = (long) config.epochs() * config.iterationsPerEpoch();
        batches = new BatchQueue(data.training(), first, end, setup.batchThreads(), 2 * setup.batchThreads());
        selfTraining = data.unlabelled().map(each -> new SelfTraining(each, setup, average, first, end));
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
        values.putAll(run(batches.next(), learningRate));
        average.add(iteration);
        if (iteration % iterationsPerEpoch() == 0) {
            values.put("learningRate", learningRate);
        }
        return values;
    }

    /** Returns the losses; all tensors made here end with the scope. */
    private Map<String, Double> run(Batch batch, double learningRate) {
        try (PointerScope scope = new PointerScope()) {
            Gradients.clear(trained);
            Optional<SelfTraining.Lesson> lesson = selfTraining.map(SelfTraining::next);
            Map<String, Double> values = new LinkedHashMap<>();
            values.put("loss", backward(LOSS.of(setup.scores(batch), setup.labels(batch))));
            lesson.ifPresent(each -> values.put(
                    "lossSelfTraining", backward(selfTraining.orElseThrow().loss(each))));
            optimizer.step(learningRate);
            return values;
        }
    }

    private double backward(Tensor loss) {
        loss.backward();
        return Divergence.check(loss.item_float(), number);
    }

    /** With the weights that the step would end with now; the training's own come back whatever happens. */
    @Override
    public Map<String, Double> validate(int epoch, BestWeights best) {
        Optional<EpochValidation> due = validation.filter(each -> each.isDue(epoch));
        if (due.isEmpty()) {
            return Map.of();
        }
        average.exchange();
        try {
            return due.get().run(epoch, best::keep);
        } finally {
            average.exchange();
        }
    }

    @Override
    public void asIfEnded(Runnable action) {
        average.exchange();
        try {
            action.run();
        } finally {
            average.exchange();
        }
    }

    @Override
    public boolean endsEarly() {
        return validation.filter(EpochValidation::isOutOfPatience).isPresent();
    }

    @Override
    public void finish(BestWeights best) {
        if (validation.filter(EpochValidation::endsWithBest).isPresent()) {
            best.restore();
        } else {
            average.apply();
        }
    }

    @Override
    public void close() {
        batches.close();
        selfTraining.ifPresent(SelfTraining::close);
        optimizer.close();
        average.close();
        validation.ifPresent(EpochValidation::close);
    }
}
