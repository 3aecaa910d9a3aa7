// SPDX-License-Identifier: Apache-2.0
package org.samda.model;

import static org.bytedeco.pytorch.global.torch.zeros;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;
import org.samda.torch.Parameters;
import org.samda.torch.Scoped;

/**
 * SAM's image encoder, a vision transformer (COMPONENTS section 2); with adapters, SAM-Med2D's (section 5).
 *
 * <p>The position tables are interpolated to the image's grid.
 */
public final class SamEncoder extends GenericEncoder {
    private final SamEncoderConfig config;
    private final PatchEmbedding patchEmbedding;
    private final Tensor positions;
    private final List<TransformerBlock> blocks = new ArrayList<>();
    private final Neck neck;

    /**
     * Builds it with random weights drawn from libtorch's generator, as the published code does: libtorch's uniform
     * distribution of variance {@code 1 / (3 fan_in)} for weights and biases, all position tables zero; adapters by
     * {@link Adapter}.
     */
    public SamEncoder(SamEncoderConfig config) {
        this(config, Optional.empty());
    }

    /** The same with low-rank adaptation, which changes nothing until it is trained. */
    SamEncoder(SamEncoderConfig config, Optional<LoraConfig> lora) {
        requireBlocks(config, lora);
        this.config = config;
        positions = zeros(1, config.pretrainedGrid(), config.pretrainedGrid(), config.embedDim());
        register_parameter("pos_embed", positions);
        patchEmbedding = register_module("patch_embed", new PatchEmbedding(config.embedDim()));
        Module list = register_module("blocks", new Module());
        for (int i = 0; i < config.depth(); i++) {
            blocks.add(list.register_module(
                    Integer.toString(i), new TransformerBlock(config, config.isGlobal(i), BlockLora.of(lora, i))));
        }
        neck = register_module("neck", new Neck(config.embedDim(), config.outChannels()));
    }

    @Override
    public SamEncoderConfig config() {
        return config;
    }

    /** Starts from a checkpoint of plain SAM: see {@link SamWeights}. Adapters keep the weights they have. */
    public void loadPlainSam(Map<String, Tensor> weights, String what) {
        Parameters.load(this, SamWeights.forEncoder(this, weights), what);
    }

    @Override
    public void mergeLora() {
        blocks.forEach(TransformerBlock::mergeLora);
    }

    @Override
    Tensor embed(Tensor images) {
        Tensor grid = tokens(images);
        for (TransformerBlock block : blocks) {
            Tensor input = grid;
            grid = Scoped.result(() -> block.forward(input));
        }
        return embedding(grid);
    }

    /** The first block's input: patches with their absolute positions, [N, H / 16, W / 16, embedDim]. */
    Tensor tokens(Tensor images) {
        Tensor patches = patchEmbedding.forward(images);
        return patches.add(Positions.absolute(positions, patches.size(1), patches.size(2)));
    }

    /** The last block's output as an embedding, [N, outChannels, H / 16, W / 16]. */
    Tensor embedding(Tensor grid) {
        return neck.forward(grid);
    }

    private static void requireBlocks(SamEncoderConfig config, Optional<LoraConfig> lora) {
        lora.flatMap(l -> l.blocks().stream()
                        .filter(block -> block >= config.depth())
                        .findFirst())
                .ifPresent(block -> {
                    throw new IllegalArgumentException(
                            "lora.blocks must be below the encoder's depth " + config.depth() + ", got " + block);
                });
    }

    List<TransformerBlock> blocks() {
        return List.copyOf(blocks);
    }
}
