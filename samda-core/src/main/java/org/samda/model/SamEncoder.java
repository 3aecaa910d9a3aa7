// SPDX-License-Identifier: Apache-2.0
package org.samda.model;

import static org.bytedeco.pytorch.global.torch.zeros;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;
import org.samda.SamdaException;
import org.samda.torch.Scoped;

/**
 * The generic encoder: SAM's image encoder, a vision transformer (paper Sec. 2.1; COMPONENTS section 2).
 *
 * <p>Parameters have the names of the published checkpoints without their prefix {@code image_encoder.}. Unlike the
 * published code it takes images of any size: the position tables are interpolated to the image's grid.
 */
public final class SamEncoder extends Module {
    private final SamEncoderConfig config;
    private final PatchEmbedding patchEmbedding;
    private final Tensor positions;
    private final List<TransformerBlock> blocks = new ArrayList<>();
    private final Neck neck;

    /**
     * Builds it with random weights drawn from libtorch's generator, as the published code does: libtorch's uniform
     * distribution of variance {@code 1 / (3 fan_in)} for weights and biases, all position tables zero.
     */
    public SamEncoder(SamEncoderConfig config) {
        this.config = config;
        positions = zeros(1, config.pretrainedGrid(), config.pretrainedGrid(), config.embedDim());
        register_parameter("pos_embed", positions);
        patchEmbedding = register_module("patch_embed", new PatchEmbedding(config.embedDim()));
        Module list = register_module("blocks", new Module());
        for (int i = 0; i < config.depth(); i++) {
            blocks.add(list.register_module(Integer.toString(i), new TransformerBlock(config, config.isGlobal(i))));
        }
        neck = register_module("neck", new Neck(config.embedDim(), config.outChannels()));
    }

    public SamEncoderConfig config() {
        return config;
    }

    /**
     * The image embedding.
     *
     * @param images float32 [N, 3, H, W], normalised as the encoder's weights expect; H and W are multiples of 16
     * @return float [N, outChannels, H / 16, W / 16]
     */
    public Tensor forward(Tensor images) {
        requireWholePatches(images);
        Tensor grid = tokens(images);
        for (TransformerBlock block : blocks) {
            Tensor input = grid;
            grid = Scoped.result(() -> block.forward(input));
        }
        return neck.forward(grid);
    }

    /** The first block's input: patches with their absolute positions, [N, H / 16, W / 16, embedDim]. */
    Tensor tokens(Tensor images) {
        Tensor patches = patchEmbedding.forward(images);
        return patches.add(Positions.absolute(positions, patches.size(1), patches.size(2)));
    }

    List<TransformerBlock> blocks() {
        return List.copyOf(blocks);
    }

    private static void requireWholePatches(Tensor images) {
        long height = images.size(2);
        long width = images.size(3);
        if (images.size(1) != 3 || height % PatchEmbedding.SIDE != 0 || width % PatchEmbedding.SIDE != 0) {
            throw new SamdaException(
                    ("The SAM encoder takes images of 3 channels whose sides are multiples of %d px, got %d channels of"
                                    + " %d x %d px (W x H). Pad the image.")
                            .formatted(PatchEmbedding.SIDE, images.size(1), width, height));
        }
    }
}
