// SPDX-License-Identifier: Apache-2.0
package org.samda.checkpoint;

import java.nio.file.Path;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.samda.SamdaException;

/** The 2D U-Net in a checkpoint of nnU-Net (COMPONENTS sections 8 and 16). */
public final class ExpertWeights {
    private static final String FIRST_LAYER = "encoder.stages.0.";

    private ExpertWeights() {}

    /**
     * Reads each tensor of the network once; nnU-Net saves most of them under two to four names.
     *
     * @return tensors in the file's number format, in the caller's scope, under the names that {@code ExpertUNet} has;
     *     {@code Parameters.load} says whether they are all that the network needs
     * @throws SamdaException if the file is damaged, refused, or not of such a network
     */
    public static Map<String, Tensor> read(Path file) {
        try (CheckpointFile checkpoint = CheckpointFile.open(file)) {
            WeightNames all = WeightNames.of(checkpoint);
            if (!all.anyBeginWith(FIRST_LAYER)) {
                throw new SamdaException(
                        ("Checkpoint '%s' has no U-Net of nnU-Net: expected names that begin with '%s', found %d others"
                                        + " (first: %s). Choose the checkpoint_final.pth of a 2d configuration.")
                                .formatted(file, FIRST_LAYER, all.inFile().size(), all.first()));
            }
            return all.filter(ExpertWeights::isCanonical).read(checkpoint);
        }
    }

    /** The decoder refers to the encoder, and each block to its layers a second time, in a list. */
    private static boolean isCanonical(String name) {
        return !name.startsWith("decoder.encoder.") && !name.contains(".all_modules.");
    }
}
