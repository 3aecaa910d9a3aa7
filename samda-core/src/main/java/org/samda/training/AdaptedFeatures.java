// SPDX-License-Identifier: Apache-2.0
package org.samda.training;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.samda.data.Batch;
import org.samda.loss.FeatureReconstruction;
import org.samda.model.Projector;
import org.samda.model.SamdaModel;
import org.samda.model.UNetEncoder;
import org.samda.torch.Autocast;
import org.samda.torch.Parameters;
import org.samda.torch.Tensors;

/**
 * What step 2 changes: the module whose features it aligns, as it is now and, frozen, as it was before (the anchor).
 *
 * <p>That is the projector, or, without a generic encoder, the U-Net's encoder (PAPER row 12). Owns the anchor.
 */
final class AdaptedFeatures implements AutoCloseable {
    private final TrainingSetup setup;
    private final Function<Batch, Tensor> input;
    private final Side now;
    private final Side anchor;

    /** A module and what the decoder gets from it, the aligned features last. */
    private record Side(Module module, Function<Tensor, List<Tensor>> forward) {}

    private AdaptedFeatures(TrainingSetup setup, Function<Batch, Tensor> input, Side now, Side anchor) {
        this.setup = setup;
        this.input = input;
        this.now = now;
        this.anchor = anchor;
        Parameters.setTrainable(anchor.module(), false);
        Parameters.move(anchor.module(), setup.engine());
        copy(now.module(), anchor.module());
    }

    /**
     * Those of the setup's model, as it is now.
     *
     * @param embedding the generic encoder's embedding of a patch; not asked for without one
     */
    static AdaptedFeatures of(TrainingSetup setup, Function<Batch, Tensor> embedding) {
        SamdaModel model = setup.model();
        if (model.hasGeneric()) {
            Projector before = new Projector(model.projector().config());
            return new AdaptedFeatures(
                    setup,
                    embedding,
                    new Side(model.projector(), h -> List.of(model.project(h))),
                    new Side(before, h -> List.of(before.forward(h))));
        }
        UNetEncoder before = new UNetEncoder(model.config().expert());
        return new AdaptedFeatures(
                setup,
                patch -> setup.images(patch),
                new Side(model.expert().encoder(), model.expert()::encode),
                new Side(before, before::forward));
    }

    /**
     * What the decoder gets for a patch, each float32 [1, C, h, w].
     *
     * @param all the U-Net's stages, or the projector's output alone
     */
    record Features(List<Tensor> all) {

        /** Those that are aligned: the projector's, or the U-Net's bottleneck. */
        Tensor aligned() {
            return all.get(all.size() - 1);
        }

        /** Mean squared difference, averaged over all that the decoder gets; a scalar. */
        Tensor squaredDifference(Features other) {
            Tensor sum = FeatureReconstruction.of(all.get(0), other.all.get(0)).mean();
            for (int i = 1; i < all.size(); i++) {
                sum = sum.add(
                        FeatureReconstruction.of(all.get(i), other.all.get(i)).mean());
            }
            return sum.div(Tensors.scalar(all.size()));
        }
    }

    /** What the module takes: the patch's embedding, or the patch. */
    Tensor input(Batch patch) {
        return input.apply(patch);
    }

    /** With the module as it is now, with gradients. */
    Features now(Tensor input) {
        return forward(now, input);
    }

    /** As it was before step 2, without gradients. */
    Features before(Tensor input) {
        try (NoGradGuard noGrad = new NoGradGuard()) {
            return forward(anchor, input);
        }
    }

    /** Channels of the aligned features. */
    int channels() {
        return setup.model().hasGeneric()
                ? setup.model().projector().config().outChannels()
                : setup.model().config().expert().bottleneckChannels();
    }

    /** What pairs are searched by, [1, C, h, w]: the frozen encoder's embedding, or the bottleneck before step 2. */
    Tensor embedding(Batch patch) {
        Tensor taken = input(patch);
        return setup.model().hasGeneric() ? taken : before(taken).aligned();
    }

    /** The anchor's weights by name, lent. */
    Map<String, Tensor> anchor() {
        return Parameters.named(anchor.module());
    }

    /** Makes the module what it was before. */
    void rollBack() {
        copy(anchor.module(), now.module());
    }

    private Features forward(Side side, Tensor input) {
        try (Autocast autocast = Autocast.of(setup.engine())) {
            return new Features(side.forward().apply(input).stream()
                    .map(features -> features.to(ScalarType.Float))
                    .toList());
        }
    }

    private static void copy(Module from, Module into) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard()) {
            Map<String, Tensor> values = Parameters.named(from);
            Parameters.named(into).forEach((name, tensor) -> tensor.copy_(values.get(name)));
        }
    }

    @Override
    public void close() {
        anchor.module().close();
    }
}
