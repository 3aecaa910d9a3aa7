// SPDX-License-Identifier: Apache-2.0
package org.samda.inference;

import java.nio.file.Path;
import org.bytedeco.javacpp.PointerScope;
import org.samda.SamdaException;
import org.samda.checkpoint.EncoderWeights;
import org.samda.model.GenericEncoder;

/** Fills generic encoders with the weights their authors published. */
public final class PublishedWeights {

    private PublishedWeights() {}

    /**
     * Puts the image encoder of a checkpoint into an encoder, which is untouched if they do not fit.
     *
     * @param file {@code .pth}, {@code .pt} or safetensors, as published
     * @throws SamdaException if the file is damaged or refused, or its weights are not all and only those of the encoder
     */
    public static void load(GenericEncoder encoder, Path file) {
        try (PointerScope scope = new PointerScope()) {
            encoder.load(EncoderWeights.read(file), "Checkpoint '" + file + "'");
        }
    }
}
