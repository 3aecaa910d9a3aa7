// SPDX-License-Identifier: Apache-2.0
package org.samda.planning;

import java.util.List;

/**
 * A patch and the encoder that fits it.
 *
 * @param patch  a multiple of the total stride
 * @param stages highest resolution first
 */
record Topology(PatchSize patch, List<Stage> stages) {
    /** Convolutions in a stage of the encoder. */
    private static final long ENCODER = 2;

    /** Those in a stage of the decoder, with the transposed one before them. */
    private static final long DECODER = 3;

    Topology {
        stages = List.copyOf(stages);
    }

    /** Pixels of the patch along an axis that make one of the last stage. */
    int stride(Axis axis) {
        return stages.stream()
                .mapToInt(stage -> axis == Axis.Y ? stage.strideY() : stage.strideX())
                .reduce(1, (a, b) -> a * b);
    }

    MemoryEstimate estimate(int classes) {
        long pixels = patch.pixels();
        long values = classes * pixels;
        for (int s = 0; s < stages.size(); s++) {
            Stage stage = stages.get(s);
            pixels /= (long) stage.strideY() * stage.strideX();
            long convolutions = s < stages.size() - 1 ? ENCODER + DECODER : ENCODER;
            values += convolutions * stage.features() * pixels;
        }
        return new MemoryEstimate(patch, values);
    }
}
