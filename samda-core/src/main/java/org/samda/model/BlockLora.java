// SPDX-License-Identifier: Apache-2.0
package org.samda.model;

import java.util.Locale;
import java.util.Optional;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.Module;

/**
 * Low-rank adaptation of one transformer block.
 *
 * @param config of the blocks that are adapted; empty for a block that is not
 */
record BlockLora(Optional<LoraConfig> config) {
    /** A block that is not adapted. */
    static final BlockLora NONE = new BlockLora(Optional.empty());

    /** For this block of an encoder, counted from 0. */
    static BlockLora of(Optional<LoraConfig> config, int block) {
        return new BlockLora(config.filter(lora -> lora.blocks().contains(block)));
    }

    /** A linear layer of the owner under its official name, with an addition beside it where it is adapted. */
    AdaptedLinear linear(Module owner, LoraConfig.Layer layer, int inFeatures, int outFeatures) {
        String name = layer.name().toLowerCase(Locale.ROOT);
        LinearImpl own = owner.register_module(name, Layers.linear(inFeatures, outFeatures));
        Optional<LowRank> added = config.filter(lora -> lora.layers().contains(layer))
                .map(lora ->
                        owner.register_module(name + AdaptedLinear.SUFFIX, new LowRank(lora, inFeatures, outFeatures)));
        return new AdaptedLinear(own, added);
    }
}
