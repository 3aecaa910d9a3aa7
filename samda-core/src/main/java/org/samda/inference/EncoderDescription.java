// SPDX-License-Identifier: Apache-2.0
package org.samda.inference;

/**
 * Which generic encoder a model was trained with, and where its weights are.
 *
 * @param name     as on the command line, such as {@code sam-b}
 * @param sha256   {@link org.samda.torch.Parameters#hash} of the encoder, 64 hexadecimal digits
 * @param embedded whether the weights are in the model file
 * @param source   how to get them, one sentence for people; with the licence they are under
 */
public record EncoderDescription(String name, String sha256, boolean embedded, String source) {

    public EncoderDescription {
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("encoder.sha256 must be 64 hexadecimal digits, got " + sha256);
        }
    }
}
