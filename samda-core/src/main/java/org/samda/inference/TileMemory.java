// SPDX-License-Identifier: Apache-2.0
package org.samda.inference;

import java.util.Collections;
import java.util.Locale;
import org.samda.SamdaException;
import org.samda.model.EncoderShape;
import org.samda.model.SamEncoderConfig;
import org.samda.model.SamdaModelConfig;
import org.samda.model.TinyVitConfig;
import org.samda.torch.Engine;
import org.samda.torch.Precision;

/**
 * About how much memory the network takes for the tiles that go through it at once, worked out from its shape.
 *
 * @param bytesPerPixel of all channels that are kept at the same time
 * @param bytesPerTile  of a generic encoder that sees every tile at its own input size
 */
record TileMemory(double bytesPerPixel, double bytesPerTile) {
    /** Java, libtorch and the code of its kernels. */
    private static final double PROGRAM = 0.7e9;

    private static final double BF16 = 2;
    private static final double FP32 = 4;

    /**
     * At full resolution: the skip, both halves of the decoder's input, what its convolutions read and write (8 maps), and
     * what deeper stages, copies in the layout of kernels and gaps between blocks of memory take besides (measured).
     */
    private static final double FEATURE_MAPS = 24;

    /** What a transformer block keeps of a channel of its tokens. */
    private static final double TOKEN_MAPS = 20;

    private static final double PIXELS_OF_A_TOKEN = 256;

    static TileMemory of(SamdaModelConfig model, Engine engine) {
        double bytes = engine.precision() == Precision.BF16 ? BF16 : FP32;
        double ofPixel = bytes
                * model.generic()
                        .map(generic -> TOKEN_MAPS * channels(generic.encoder()) / PIXELS_OF_A_TOKEN)
                        .orElse(0.0);
        double ofExpert = bytes * FEATURE_MAPS * model.expert().features().get(0);
        return model.generic()
                .flatMap(SamdaModelConfig.GenericConfig::preprocessing)
                .map(published -> new TileMemory(ofExpert, ofPixel * published.side() * published.side()))
                .orElseGet(() -> new TileMemory(ofExpert + ofPixel, 0));
    }

    private static double channels(EncoderShape encoder) {
        return encoder instanceof SamEncoderConfig sam
                ? sam.embedDim()
                : PIXELS_OF_A_TOKEN / 4 * Collections.max(((TinyVitConfig) encoder).embedDims());
    }

    /**
     * Tiles that may go through the network at once.
     *
     * @param bytes      that the program may take in all
     * @param tilePixels of one tile
     * @param most       not more than this
     * @throws SamdaException if not even one fits
     */
    int tiles(long bytes, int tilePixels, int most) {
        double one = bytesPerPixel * tilePixels + bytesPerTile;
        double fitting = (bytes - PROGRAM) / one;
        if (fitting < 1) {
            throw new SamdaException(String.format(
                    Locale.ROOT,
                    "Segmenting with this model takes about %.1f GB of memory, expected at most %.1f GB. Allow more with --max-memory, or use a model with a smaller patch.",
                    (PROGRAM + one) / 1e9,
                    bytes / 1e9));
        }
        return (int) Math.min(most, fitting);
    }
}
