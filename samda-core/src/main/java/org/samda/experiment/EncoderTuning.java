// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import static org.samda.training.SettingCheck.require;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.samda.SamdaException;
import org.samda.config.Configs;
import org.samda.model.EncoderShape;
import org.samda.model.LoraConfig;
import org.samda.model.SamEncoderConfig;

/**
 * What step 3 does to a generic encoder with published weights (PAPER row 6).
 *
 * @param tuning     nothing, low-rank adaptation of its last blocks, or all of it
 * @param rank       of low-rank adaptation, at least 1
 * @param alpha      the addition is scaled by alpha / rank; above 0
 * @param lastBlocks how many of the encoder's blocks are adapted, at least 1
 * @param layers     which linear layers of them
 */
public record EncoderTuning(Tuning tuning, int rank, double alpha, int lastBlocks, List<LoraConfig.Layer> layers) {

    /** How much of the encoder learns. */
    public enum Tuning {
        FROZEN,
        LORA,
        FULL
    }

    public EncoderTuning {
        require(rank >= 1, "rank", "at least 1", rank);
        require(alpha > 0, "alpha", "above 0", alpha);
        require(lastBlocks >= 1, "lastBlocks", "at least 1", lastBlocks);
        layers = List.copyOf(layers);
        require(!layers.isEmpty(), "layers", "at least one of qkv, proj, lin1, lin2", layers.size());
    }

    /** Makes sure that there is an encoder it can be applied to. */
    void requireUse(EncoderKind encoder) {
        if (tuning != Tuning.FROZEN && encoder.published().isEmpty()) {
            throw new SamdaException(
                    "The setting encoder.tuning=%s needs an encoder with published weights, found --encoder %s. Leave it out, or choose another --encoder."
                            .formatted(Configs.nameOf(tuning), encoder));
        }
    }

    /** The low-rank adaptation for an encoder; empty where there is none. */
    Optional<LoraConfig> lora(EncoderShape shape) {
        if (tuning != Tuning.LORA) {
            return Optional.empty();
        }
        int depth = shape instanceof SamEncoderConfig sam ? sam.depth() : lastBlocks;
        require(lastBlocks <= depth, "lastBlocks", "at most the encoder's " + depth + " blocks", lastBlocks);
        List<Integer> blocks =
                IntStream.range(depth - lastBlocks, depth).boxed().toList();
        return Optional.of(new LoraConfig(rank, alpha, blocks, layers));
    }
}
