// SPDX-License-Identifier: Apache-2.0
package org.samda.benchmark;

import java.util.List;
import org.samda.model.GenericEncoder;
import org.samda.model.ProjectorConfig;
import org.samda.model.SamdaModelConfig.GenericConfig;

/**
 * Multiplications and additions of an iteration of step 2 with a frozen encoder, from the module's shape: a source and a
 * target patch through encoder and projector, the source's through the projector as it was, and what the projector learns
 * from both. Normalisation, activation and loss are left out, as is usual.
 */
final class AdaptationWork {
    private AdaptationWork() {}

    /** @param side of the square patches in px, a multiple of 16 that the encoder takes as it is */
    static double iteration(GenericConfig generic, int side) {
        int tokens = side / GenericEncoder.STRIDE;
        double forward = convolutions(
                generic.projector(), tokens, generic.projector().channels().size());
        double first = convolutions(generic.projector(), tokens, 1);
        // Backward there are gradients of weights and of inputs, but none of the embedding.
        double backward = 2 * forward - first;
        return 2 * EncoderWork.forward(generic.encoder(), side, side) + 3 * forward + 2 * backward;
    }

    /** The projector's first convolutions for one patch. */
    private static double convolutions(ProjectorConfig projector, int tokens, int count) {
        List<Integer> channels = projector.channels();
        double sum = 0;
        int inputs = projector.samChannels();
        int length = tokens;
        for (int i = 0; i < count; i++) {
            length = (length + projector.strides().get(i) - 1)
                    / projector.strides().get(i);
            sum += EncoderWork.dense((double) length * length, EncoderWork.SPATIAL * inputs, channels.get(i));
            inputs = channels.get(i);
        }
        return sum;
    }
}
