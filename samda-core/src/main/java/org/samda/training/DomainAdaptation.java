// SPDX-License-Identifier: Apache-2.0
package org.samda.training;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.samda.data.PatchSampler;
import org.samda.loss.FeatureReconstruction;
import org.samda.loss.StyleReconstruction;
import org.samda.model.Projector;
import org.samda.torch.Autocast;
import org.samda.torch.Parameters;
import org.samda.torch.Tensors;

/**
 * Step 2: unsupervised domain adaptation with the perceptual loss (paper Sec. 2.2, Eq. 2 to 5).
 *
 * <p>Raw source and target patches go through the SAM-based module; only its projector learns, the U-Net is frozen.
 *
 * <p>Deviates from the paper where {@link AdaptationConfig} says so (PAPER row 11), because Eq. 2 alone is minimised by a
 * constant map: the source side may be a frozen copy of step 1's projector, and a collapse is rolled back.
 */
public final class DomainAdaptation implements TrainingStep {
    private final AdaptationConfig config;
    private final TrainingSetup setup;
    private final PatchPairs drawing;
    private final Projector anchor;
    private final Map<String, Tensor> projector;
    private final Optimizer optimizer;
    private final Map<String, Tensor> state = new LinkedHashMap<>();

    private List<PatchPairs.Pair> pairs = List.of();
    private int pairsOfEpoch = -1;
    private double styleWeight = Double.NaN;
    private boolean collapsed;

    private DomainAdaptation(AdaptationConfig config, TrainingSetup setup, PatchPairs drawing) {
        this.config = config;
        this.setup = setup;
        this.drawing = drawing;
        projector = FreezeTable.of(setup, 2).apply(setup.model());
        anchor = new Projector(setup.model().config().generic().orElseThrow().projector());
        Parameters.setTrainable(anchor, false);
        Parameters.move(anchor, setup.engine());
        copy(Parameters.named(setup.model().projector()), Parameters.named(anchor));
        optimizer = switch (config.optimizer()) {
            case SGD -> new NesterovSgd(projector, setup.sgd());
            case ADAM_W -> new AdamW(projector, config.weightDecay());
        };
        optimizer.state().forEach((name, tensor) -> state.put("optimizer/" + name, tensor));
        Parameters.named(anchor).forEach((name, tensor) -> state.put("anchor/" + name, tensor));
    }

    /** The step as something that can be opened at any iteration; the samplers draw raw images of either domain. */
    public static TrainingStep.Factory of(
            AdaptationConfig config, TrainingSetup setup, PatchSampler source, PatchSampler target) {
        return first -> new DomainAdaptation(config, setup, new PatchPairs(config, setup, source, target));
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
        if (epoch != pairsOfEpoch) {
            pairs = drawing.of(epoch);
            pairsOfEpoch = epoch;
        }
        if (Double.isNaN(styleWeight)) {
            styleWeight = config.balancedStyle() ? balance() : 1;
        }
        double rate = setup.sgd().learningRate(config.learningRate(), epoch, epochs());
        Map<String, Double> values = step(pairs.get((int) (iteration % iterationsPerEpoch())), rate);
        // Not a number where step 1 left nothing that varies: a collapse too.
        collapsed = config.minimumVariance() > 0 && !(values.get("varianceRatio") >= config.minimumVariance());
        if (collapsed) {
            copy(Parameters.named(anchor), Parameters.named(setup.model().projector()));
            values.put("rolledBack", 1.0);
        }
        return values;
    }

    @Override
    public boolean endsEarly() {
        return collapsed;
    }

    private Map<String, Double> step(PatchPairs.Pair pair, double learningRate) {
        try (PointerScope scope = new PointerScope()) {
            Gradients.clear(projector);
            Tensor targetEmbedding = embed(pair.target());
            Tensor target = project(setup.model().projector(), targetEmbedding);
            Tensor source = project(config.anchored() ? anchor : setup.model().projector(), embed(pair.source()));
            Tensor feature = FeatureReconstruction.of(source, target);
            Tensor style = StyleReconstruction.of(source, target);
            Tensor loss = feature.add(style, Tensors.scalar(styleWeight));
            loss.backward();
            optimizer.step(learningRate);
            Map<String, Double> values = new TreeMap<>();
            values.put("loss", Divergence.check(loss.item_float(), 2));
            values.put("lossFeature", (double) feature.item_float());
            values.put("lossStyle", (double) style.item_float());
            values.put("varianceRatio", variance(target) / variance(project(anchor, targetEmbedding)));
            return values;
        }
    }

    /** L_feat over L_style of the first epoch's pairs under the projector of step 1. */
    private double balance() {
        double feature = 0;
        double style = 0;
        for (PatchPairs.Pair pair : drawing.of(0)) {
            try (PointerScope scope = new PointerScope();
                    NoGradGuard noGrad = new NoGradGuard()) {
                Tensor source = project(anchor, embed(pair.source()));
                Tensor target = project(anchor, embed(pair.target()));
                feature += FeatureReconstruction.of(source, target).item_float();
                style += StyleReconstruction.of(source, target).item_float();
            }
        }
        return style > 0 ? feature / style : 1;
    }

    private Tensor embed(PatchPairs.Patch patch) {
        return patch.embedding(setup);
    }

    private Tensor project(Projector module, Tensor embedding) {
        try (Autocast autocast = Autocast.of(setup.engine())) {
            return module.forward(embedding).to(ScalarType.Float);
        }
    }

    /** Mean over channels of the variance over positions. */
    private static double variance(Tensor features) {
        return features.var(new long[] {0, 2, 3}, false).mean().item_float();
    }

    private static void copy(Map<String, Tensor> from, Map<String, Tensor> into) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard()) {
            into.forEach((name, tensor) -> tensor.copy_(from.get(name)));
        }
    }

    @Override
    public void close() {
        optimizer.close();
        anchor.close();
    }
}
