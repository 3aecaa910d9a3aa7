// SPDX-License-Identifier: Apache-2.0
package org.samda.checkpoint;

import java.nio.file.Path;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.samda.SamdaException;

/** The image encoder in a checkpoint of SAM, MedSAM, MobileSAM or SAM-Med2D (COMPONENTS section 16). */
public final class EncoderWeights {
    private static final String PREFIX = "image_encoder.";

    /** What the names of every such encoder's first layer begin with. */
    private static final String FIRST_LAYER = "patch_embed.";

    private EncoderWeights() {}

    /**
     * Reads the encoder's tensors and no others: those named {@code image_encoder.*}, or all of a file that holds an
     * encoder alone, in both cases after a {@code module.} that all names begin with.
     *
     * @return tensors in the file's number format, in the caller's scope, under the names that {@code SamEncoder} has;
     *     {@code Parameters.load} says whether they are all that an encoder needs
     * @throws SamdaException if the file is damaged, refused, or without an image encoder
     */
    public static Map<String, Tensor> read(Path file) {
        try (CheckpointFile checkpoint = CheckpointFile.open(file)) {
            WeightNames all = WeightNames.of(checkpoint);
            if (all.anyBeginWith(PREFIX)) {
                return all.below(PREFIX).read(checkpoint);
            }
            if (all.anyBeginWith(FIRST_LAYER)) {
                return all.read(checkpoint);
            }
            throw new SamdaException(
                    ("Checkpoint '%s' has no image encoder: expected names that begin with '%s' or '%s', found %d others"
                                    + " (first: %s). Choose a checkpoint of SAM, MedSAM, MobileSAM or SAM-Med2D.")
                            .formatted(file, PREFIX, FIRST_LAYER, all.inFile().size(), all.first()));
        }
    }
}
