// SPDX-License-Identifier: Apache-2.0
package org.samda.model;

import static org.bytedeco.pytorch.global.torch.adaptive_avg_pool2d;
import static org.bytedeco.pytorch.global.torch.cat;
import static org.bytedeco.pytorch.global.torch.upsample_bilinear2d;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.samda.model.SamdaModelConfig.GenericConfig;

/**
 * The paper's network (Sec. 2.1): an expert U-Net whose decoder also sees the features of a generic encoder.
 *
 * <p>Children are registered as {@code expert}, {@code sam} and {@code projector}; without a generic part there is only
 * the first, and the network is nnU-Net's.
 */
public final class SamdaModel extends Module {
    private final SamdaModelConfig config;
    private final ExpertUNet expert;
    private final Optional<GenericEncoder> sam;
    private final Optional<Projector> projector;

    /** Builds it with random weights drawn from libtorch's generator. */
    public SamdaModel(SamdaModelConfig config) {
        this.config = config;
        expert = register_module("expert", new ExpertUNet(config.expert()));
        sam = config.generic().map(g -> register_module("sam", GenericEncoder.of(g.encoder(), g.lora())));
        projector = config.generic().map(g -> register_module("projector", new Projector(g.projector())));
    }

    public SamdaModelConfig config() {
        return config;
    }

    /** Whether there is a generic part. */
    public boolean hasGeneric() {
        return sam.isPresent();
    }

    /** The U-Net. */
    public ExpertUNet expert() {
        return expert;
    }

    /** The generic image encoder; only where {@link #hasGeneric}. */
    public GenericEncoder sam() {
        return sam.orElseThrow();
    }

    /** The embedding projector; only where {@link #hasGeneric}. */
    public Projector projector() {
        return projector.orElseThrow();
    }

    /**
     * The generic encoder's embedding, h_SAM.
     *
     * @param cleanImages float32 [N, 1, H, W], without intensity augmentation; z-scored, or original grey values from 0 to
     *                    255 where {@link SamdaModelConfig#takesOriginalGrey}
     * @return float [N, outChannels, h, w], the size of {@link EncoderInput#shown}: ceil(f H / 16), ceil(f W / 16) at the
     *     patch's own pixel size, f the factor of {@link PatchInput}
     */
    public Tensor embed(Tensor cleanImages) {
        int height = Math.toIntExact(cleanImages.size(2));
        int width = Math.toIntExact(cleanImages.size(3));
        GenericConfig generic = config.generic().orElseThrow();
        EncoderInput input = generic.input(height, width);
        return input.cropped(sam().forward(input.prepare(cleanImages, generic.normalization())));
    }

    /**
     * The adapted embedding, phi_s(x) given h_SAM; what the perceptual loss compares.
     *
     * @param embedding float [N, samChannels, h, w], as {@link #embed} gives it
     * @return float [N, fusedChannels, h / s, w / s], s the product of the projector's strides
     */
    public Tensor project(Tensor embedding) {
        return projector().forward(embedding);
    }

    /** The SAM-based module as a whole, phi_s(x): {@code project(embed(cleanImages))}. */
    public Tensor generic(Tensor cleanImages) {
        return project(embed(cleanImages));
    }

    /**
     * The segmentation.
     *
     * @param images      float32 [N, inputChannels, H, W]; H and W are multiples of the U-Net's total stride
     * @param cleanImages the same as {@link #embed} takes it; not read without a generic encoder
     * @param resolutions 1 for the segmentation alone, {@code expert().heads()} for deep supervision
     * @return raw class scores, full resolution first, each float [N, classes, H / 2^i, W / 2^i]
     */
    public List<Tensor> forward(Tensor images, Tensor cleanImages, int resolutions) {
        return hasGeneric()
                ? forwardWithEmbedding(images, embed(cleanImages), resolutions)
                : expert.forward(images, resolutions);
    }

    /**
     * The segmentation with an embedding that was computed before.
     *
     * @param embedding float [N, samChannels, h, w]; that of the images, or of others to see what it contributes
     */
    public List<Tensor> forwardWithEmbedding(Tensor images, Tensor embedding, int resolutions) {
        List<Tensor> features = expert.encode(images);
        Tensor bottleneck = features.get(features.size() - 1);
        Tensor generic = onGridOf(bottleneck, project(embedding));
        Tensor fused = cat(new TensorVector(bottleneck, generic), 1);
        return expert.decode(features, fused, resolutions);
    }

    /**
     * Starts from a trained plain U-Net (PAPER row 5): its weights go into the expert, and the decoder's weights for the
     * projector's channels become zero, so that the logits are the plain U-Net's until training changes that.
     *
     * @param plainUNet weights of an {@link ExpertUNet} of the same shape without fused channels
     * @param what      where they are from, for error messages
     */
    public void warmStart(Map<String, Tensor> plainUNet, String what) {
        WarmStart.load(expert, plainUNet, what);
    }

    /** Puts low-rank adaptation of the generic encoder, if there is any, into its own weights. */
    public void mergeLora() {
        sam.ifPresent(GenericEncoder::mergeLora);
    }

    /** Brings features onto another tensor's grid: by area averages where it shrinks, bilinearly where it grows. */
    private static Tensor onGridOf(Tensor other, Tensor features) {
        long[] grid = {other.size(2), other.size(3)};
        if (features.size(2) == grid[0] && features.size(3) == grid[1]) {
            return features;
        }
        boolean grows = features.size(2) < grid[0] || features.size(3) < grid[1];
        return grows ? upsample_bilinear2d(features, grid, false) : adaptive_avg_pool2d(features, grid);
    }
}
