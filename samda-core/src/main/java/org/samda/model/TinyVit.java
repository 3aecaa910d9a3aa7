// SPDX-License-Identifier: Apache-2.0
package org.samda.model;

import static org.bytedeco.pytorch.global.torch.gelu;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;
import org.samda.torch.Scoped;

/**
 * MobileSAM's image encoder, a TinyViT (COMPONENTS section 6).
 *
 * <p>Always in evaluation mode: its batch normalisations use and never change the statistics they were loaded with.
 */
public final class TinyVit extends GenericEncoder {
    /** The classifier that TinyViT was pretrained with. */
    private static final Set<String> UNUSED = Set.of("norm_head.weight", "norm_head.bias", "head.weight", "head.bias");

    private final TinyVitConfig config;
    private final ConvNorm firstHalving;
    private final ConvNorm secondHalving;
    private final ConvolutionStage convolutionStage;
    private final List<AttentionStage> attentionStages = new ArrayList<>();
    private final Neck neck;

    /** Builds it with random weights drawn from libtorch's generator, all attention biases zero. */
    public TinyVit(TinyVitConfig config) {
        this.config = config;
        int dim = config.embedDims().get(0);
        Module patches = register_module("patch_embed", new Module()).register_module("seq", new Module());
        firstHalving = patches.register_module("0", ConvNorm.spatial(3, dim / 2, 2));
        secondHalving = patches.register_module("2", ConvNorm.spatial(dim / 2, dim, 2));
        Module layers = register_module("layers", new Module());
        convolutionStage = layers.register_module("0", new ConvolutionStage(config));
        for (int i = 1; i < TinyVitConfig.STAGES; i++) {
            attentionStages.add(layers.register_module(Integer.toString(i), new AttentionStage(config, i)));
        }
        neck = register_module(
                "neck", new Neck(config.embedDims().get(TinyVitConfig.STAGES - 1), config.outChannels()));
    }

    @Override
    public TinyVitConfig config() {
        return config;
    }

    @Override
    public Set<String> unused() {
        return UNUSED;
    }

    @Override
    Tensor embed(Tensor images) {
        Tensor features = convolutionStage.forward(Scoped.result(() -> patches(images)));
        for (AttentionStage stage : attentionStages) {
            features = stage.forward(features);
        }
        return neck.forward(features.permute(0, 2, 3, 1));
    }

    /** A quarter of the image's size: [N, embedDims[0], H / 4, W / 4]. */
    Tensor patches(Tensor images) {
        return secondHalving.forward(gelu(firstHalving.forward(images)));
    }

    ConvolutionStage convolutionStage() {
        return convolutionStage;
    }

    List<AttentionStage> attentionStages() {
        return List.copyOf(attentionStages);
    }
}
