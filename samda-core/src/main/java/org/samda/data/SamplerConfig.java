// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

/**
 * What a batch of training patches consists of.
 *
 * @param patchWidth         px along x, at least 1
 * @param patchHeight        px along y, at least 1
 * @param batchSize          patches per batch, at least 1
 * @param foregroundFraction 0..1, part of a batch whose patches are placed on foreground; nnU-Net's is 0.33
 * @param originalGrey       whether the generic encoder gets original grey values from 0 to 255 instead of z-scored ones
 * @param positions          where patches may lie
 */
public record SamplerConfig(
        int patchWidth,
        int patchHeight,
        int batchSize,
        double foregroundFraction,
        boolean originalGrey,
        Positions positions) {
    private static final long LARGEST_BATCH = 1L << 28;

    /** Where patches may lie in an image. */
    public enum Positions {
        /** Everywhere, as in nnU-Net. */
        ANYWHERE,
        /** On the tiles of a {@link Lattice}, which have embeddings that can be kept. */
        LATTICE
    }

    public SamplerConfig {
        requirePositive("patchWidth", patchWidth);
        requirePositive("patchHeight", patchHeight);
        requirePositive("batchSize", batchSize);
        if (!(foregroundFraction >= 0 && foregroundFraction <= 1)) {
            throw new IllegalArgumentException("foregroundFraction must be 0 to 1, got " + foregroundFraction);
        }
        if ((double) patchWidth * patchHeight * batchSize > LARGEST_BATCH) {
            throw new IllegalArgumentException("a batch of " + batchSize + " patches of " + patchWidth + " x "
                    + patchHeight + " px has more than " + LARGEST_BATCH + " px");
        }
    }

    /** Patches that lie anywhere. */
    public SamplerConfig(
            int patchWidth, int patchHeight, int batchSize, double foregroundFraction, boolean originalGrey) {
        this(patchWidth, patchHeight, batchSize, foregroundFraction, originalGrey, Positions.ANYWHERE);
    }

    /** The same with patches on a lattice. */
    public SamplerConfig onLattice() {
        return new SamplerConfig(
                patchWidth, patchHeight, batchSize, foregroundFraction, originalGrey, Positions.LATTICE);
    }

    /** The first sample of a batch that is placed on foreground (COMPONENTS section 12); batchSize if none is. */
    int firstForegroundSample() {
        return (int) Math.rint(batchSize * (1 - foregroundFraction));
    }

    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, got " + value);
        }
    }
}
