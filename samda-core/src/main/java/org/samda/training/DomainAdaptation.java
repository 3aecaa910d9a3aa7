// SPDX-License-Identifier: Apache-2.0
package org.samda.training;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.samda.data.Batch;
import org.samda.data.PatchSampler;
import org.samda.loss.FeatureReconstruction;
import org.samda.loss.MaximumMeanDiscrepancy;
import org.samda.loss.StyleReconstruction;
import org.samda.torch.Tensors;
import org.samda.training.AdaptationConfig.Pairing;
import org.samda.training.AdaptedFeatures.Features;
import org.samda.training.PatchPairs.Pair;

/**
 * Step 2: unsupervised domain adaptation with the perceptual loss (paper Sec. 2.2, Eq. 2 to 5).
 *
 * <p>Raw source and target patches go through the SAM-based module, of which only the projector learns; the U-Net is
 * frozen. Without a generic encoder the U-Net's encoder takes the module's place (PAPER row 12).
 *
 * <p>Deviates from the paper where {@link AdaptationConfig} says so (PAPER row 11), because Eq. 2 alone is minimised by a
 * constant map. After a collapse, or if the loss is no longer a number while collapses are watched for, all of step 2 is
 * undone, not its last epochs alone: features narrow gradually, so an epoch before is on the way there already, and the
 * weights of step 1 are the only ones that were trained together with the decoder.
 */
public final class DomainAdaptation implements TrainingStep {
    /** Target patches on which a collapse is watched for, at most. */
    private static final int WATCHED = 8;

    private final AdaptationConfig config;
    private final TrainingSetup setup;
    private final PatchPairs drawing;
    private final Map<String, Tensor> trained;
    private final AdaptedFeatures features;
    private final AlignmentLoss loss;
    private final CollapseWatch watch;
    private final Optimizer optimizer;
    private final Map<String, Tensor> state = new LinkedHashMap<>();

    private List<Pair> first = List.of();
    private List<Pair> pairs = List.of();
    private int pairsOfEpoch = -1;
    private boolean collapsed;

    private DomainAdaptation(AdaptationConfig config, TrainingSetup setup, PatchPairs drawing) {
        this.config = config;
        this.setup = setup;
        this.drawing = drawing;
        trained = FreezeTable.of(setup, 2).apply(setup.model());
        features = AdaptedFeatures.of(setup, drawing::embedding);
        loss = switch (config.loss()) {
            case PERCEPTUAL -> new PerceptualAlignment(config.balancedStyle() ? this::balance : () -> 1);
            case MMD ->
                (source, target) -> new AlignmentLoss.Terms(MaximumMeanDiscrepancy.of(source, target), Map.of());
            case ADVERSARIAL -> new AdversarialAlignment(features.channels(), setup.engine());
        };
        watch = new CollapseWatch(
                features, this::watched, new CollapseWatch.Ratios(config.minimumVariance(), config.minimumRank()));
        optimizer = switch (config.optimizer()) {
            case SGD -> new NesterovSgd(trained, setup.sgd());
            case ADAM_W -> new AdamW(trained, config.weightDecay());
        };
        optimizer.state().forEach((name, tensor) -> state.put("optimizer/" + name, tensor));
        features.anchor().forEach((name, tensor) -> state.put("anchor/" + name, tensor));
        loss.state().forEach((name, tensor) -> state.put("loss/" + name, tensor));
    }

    /** The step as something that can be opened at any iteration; the samplers draw raw images of either domain. */
    public static TrainingStep.Factory of(
            AdaptationConfig config, TrainingSetup setup, PatchSampler source, PatchSampler target) {
        return start -> new DomainAdaptation(config, setup, new PatchPairs(config, setup, source, target));
    }

    @Override
    public int number() {
        return 2;
    }

    @Override
    public int epochs() {
        return config.epochs();
    }

    /** One pair an iteration. */
    @Override
    public int iterationsPerEpoch() {
        return config.pairs();
    }

    @Override
    public Map<String, Tensor> state() {
        return Collections.unmodifiableMap(state);
    }

    @Override
    public Map<String, Double> iterate(long iteration) {
        int epoch = (int) (iteration / iterationsPerEpoch());
        int ofEpoch = (int) (iteration % iterationsPerEpoch());
        double rate = setup.sgd().learningRate(config.learningRate(), epoch, epochs());
        Map<String, Double> values = step(pairs(epoch).get(ofEpoch), rate);
        if (!collapsed && ofEpoch == iterationsPerEpoch() - 1) {
            watch(values);
        }
        if (collapsed) {
            features.rollBack();
            values.put("rolledBack", 1.0);
        }
        return values;
    }

    @Override
    public boolean endsEarly() {
        return collapsed;
    }

    private Map<String, Double> step(Pair pair, double learningRate) {
        try (PointerScope scope = new PointerScope()) {
            Gradients.clear(trained);
            Map<String, Double> values = new TreeMap<>();
            Tensor total = total(pair, values);
            float value = total.item_float();
            collapsed = watch.isOn() && !Float.isFinite(value);
            if (collapsed) {
                return new TreeMap<>(Map.of("lossNotFinite", 1.0));
            }
            values.put("loss", Divergence.check(value, 2));
            total.backward();
            optimizer.step(learningRate);
            return values;
        }
    }

    /** The pair's loss; what it consists of is put into the values. */
    private Tensor total(Pair pair, Map<String, Double> values) {
        boolean keeps = config.keepSource() > 0;
        Tensor input = features.input(pair.source());
        Features source = keeps || !config.anchored() ? features.now(input) : features.before(input);
        Features before = keeps ? features.before(input) : source;
        Features target = features.now(features.input(pair.target()));
        AlignmentLoss.Terms terms = loss.between((config.anchored() ? before : source).aligned(), target.aligned());
        terms.parts().forEach((name, part) -> values.put(name, (double) part.item_float()));
        if (!keeps) {
            return terms.total();
        }
        Tensor kept = source.squaredDifference(before);
        values.put("lossKeepSource", (double) kept.item_float());
        return terms.total().add(kept, Tensors.scalar(config.keepSource()));
    }

    private void watch(Map<String, Double> values) {
        CollapseWatch.Ratios ratios = watch.measure();
        values.put("varianceRatio", ratios.variance());
        values.put("rankRatio", ratios.rank());
        collapsed = watch.isCollapse(ratios);
    }

    private List<Batch> watched() {
        return firstPairs().stream().limit(WATCHED).map(Pair::target).toList();
    }

    /** L_feat over L_style of the first epoch's pairs before step 2. */
    private double balance() {
        double feature = 0;
        double style = 0;
        for (Pair pair : firstPairs()) {
            try (PointerScope scope = new PointerScope()) {
                Tensor source = features.before(features.input(pair.source())).aligned();
                Tensor target = features.before(features.input(pair.target())).aligned();
                feature += FeatureReconstruction.of(source, target).item_float();
                style += StyleReconstruction.of(source, target).item_float();
            }
        }
        return style > 0 ? feature / style : 1;
    }

    private List<Pair> pairs(int epoch) {
        if (epoch != pairsOfEpoch) {
            boolean drawnOnce = epoch == 0 || config.pairing() == Pairing.RANDOM;
            pairs = drawnOnce ? firstPairs() : drawing.of(epoch, features::embedding);
            pairsOfEpoch = epoch;
        }
        return pairs;
    }

    private List<Pair> firstPairs() {
        if (first.isEmpty()) {
            first = drawing.of(0, features::embedding);
        }
        return first;
    }

    @Override
    public void close() {
        optimizer.close();
        loss.close();
        features.close();
    }
}
