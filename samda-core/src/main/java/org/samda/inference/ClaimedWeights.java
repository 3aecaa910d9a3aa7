// SPDX-License-Identifier: Apache-2.0
package org.samda.inference;

import java.nio.file.Path;
import java.util.Collections;
import java.util.stream.IntStream;
import org.samda.SamdaException;
import org.samda.model.EncoderShape;
import org.samda.model.ExpertUNetConfig;
import org.samda.model.ProjectorConfig;
import org.samda.model.SamEncoderConfig;
import org.samda.model.SamdaModelConfig.GenericConfig;
import org.samda.model.TinyVitConfig;

/**
 * Compares the network that a model file describes with the weights it holds, before memory is taken for the network: a
 * file of a few bytes could describe one of terabytes.
 */
final class ClaimedWeights {
    private static final double BYTES = 4;
    private static final double KERNEL = 9;

    /** The largest published encoder (ViT-H) has 32 blocks of 1280 channels. */
    private static final int LARGEST_DEPTH = 128;

    private static final int LARGEST_DIMENSION = 4096;
    private static final int LARGEST_GRID = 1024;
    private static final int LARGEST_RATIO = 16;
    private static final int MOST_STAGES = 16;

    private ClaimedWeights() {}

    /**
     * @param weightsSize bytes of weights in the file
     * @throws SamdaException if the described network needs more
     */
    static void requireCovered(ModelDescription description, long weightsSize, Path file) {
        double needed = ofExpert(description.model().expert());
        boolean plausible = description.model().expert().stages() <= MOST_STAGES;
        if (description.model().generic().isPresent()) {
            GenericConfig generic = description.model().generic().get();
            needed += ofProjector(generic.projector());
            boolean embedded = description.encoder().orElseThrow().embedded();
            needed += embedded ? ofEncoder(generic.encoder()) : 0;
            plausible &= isPlausible(generic.encoder());
        }
        if (needed > weightsSize || !plausible) {
            throw new SamdaException(
                    ("Model file '%s' is damaged: it describes a network of at least %.0f bytes and holds"
                                    + " %d bytes of weights. Copy it again or train again.")
                            .formatted(file, needed, weightsSize));
        }
    }

    /** At least: the second convolution of each stage. */
    private static double ofExpert(ExpertUNetConfig expert) {
        return IntStream.range(0, expert.stages())
                .mapToDouble(s -> BYTES
                        * expert.kernels().get(s).area()
                        * expert.features().get(s)
                        * expert.features().get(s))
                .sum();
    }

    /** At least: its convolutions without biases and gains. */
    private static double ofProjector(ProjectorConfig projector) {
        double channels = projector.samChannels();
        double bytes = 0;
        for (int out : projector.channels()) {
            bytes += BYTES * KERNEL * channels * out;
            channels = out;
        }
        return bytes;
    }

    /** At least: the matrices of each block's attention and perceptron. */
    private static double ofEncoder(EncoderShape encoder) {
        if (encoder instanceof TinyVitConfig tiny) {
            double bytes = 0;
            for (int i = 1; i < tiny.depths().size(); i++) {
                double dim = tiny.embedDims().get(i);
                bytes += BYTES * 12 * tiny.depths().get(i) * dim * dim;
            }
            return bytes;
        }
        SamEncoderConfig sam = (SamEncoderConfig) encoder;
        return BYTES * (4 + 2.0 * sam.mlpRatio()) * sam.depth() * sam.embedDim() * sam.embedDim();
    }

    private static boolean isPlausible(EncoderShape encoder) {
        if (encoder instanceof TinyVitConfig tiny) {
            return Collections.max(tiny.depths()) <= LARGEST_DEPTH
                    && Collections.max(tiny.embedDims()) <= LARGEST_DIMENSION
                    && Collections.max(tiny.windowSizes()) <= LARGEST_GRID
                    && tiny.outChannels() <= LARGEST_DIMENSION;
        }
        SamEncoderConfig sam = (SamEncoderConfig) encoder;
        return sam.depth() <= LARGEST_DEPTH
                && sam.embedDim() <= LARGEST_DIMENSION
                && sam.outChannels() <= LARGEST_DIMENSION
                && sam.pretrainedGrid() <= LARGEST_GRID
                && sam.windowSize() <= LARGEST_GRID
                && sam.mlpRatio() <= LARGEST_RATIO;
    }
}
