// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import java.util.Arrays;
import java.util.List;

/**
 * Training patches as plain arrays, without native memory; owned by the receiver.
 *
 * @param height      H, px of each patch along y
 * @param width       W, px of each patch along x
 * @param images      float32 [N, 1, H, W], z-scored grey values with spatial and intensity augmentation: the U-Net's input
 * @param cleanImages float32 [N, 1, H, W], the same patches with spatial augmentation only, z-scored or as original grey
 *                    values from 0 to 255 ({@link SamplerConfig#originalGrey}): the generic encoder's input
 * @param labels      uint8 [N, H, W], class indices (0 outside the image); empty if the images have no labels
 * @param onLattice  which embedding belongs to each patch; empty if patches lie anywhere
 */
@SuppressWarnings("ArrayRecordComponent")
public record Batch(
        int height, int width, float[] images, float[] cleanImages, byte[] labels, List<LatticePatch> onLattice) {

    /** Patches that lie anywhere. */
    public Batch(int height, int width, float[] images, float[] cleanImages, byte[] labels) {
        this(height, width, images, cleanImages, labels, List.of());
    }

    public Batch {
        onLattice = List.copyOf(onLattice);
        int patch = height * width;
        boolean whole = images.length > 0 && images.length % patch == 0 && images.length == cleanImages.length;
        if (!whole || (labels.length != 0 && labels.length != images.length)) {
            throw new IllegalArgumentException("batch of patches of %d x %d px with %d, %d and %d values"
                    .formatted(width, height, images.length, cleanImages.length, labels.length));
        }
        if (!onLattice.isEmpty() && onLattice.size() != images.length / patch) {
            throw new IllegalArgumentException(onLattice.size() + " of the batch's patches are on a lattice");
        }
    }

    /** N, the number of patches. */
    public int n() {
        return images.length / (height * width);
    }

    /** A batch of one of its patches. */
    public Batch only(int sample) {
        int from = sample * height * width;
        int to = from + height * width;
        return new Batch(
                height,
                width,
                Arrays.copyOfRange(images, from, to),
                Arrays.copyOfRange(cleanImages, from, to),
                isLabelled() ? Arrays.copyOfRange(labels, from, to) : labels,
                onLattice.isEmpty() ? onLattice : onLattice.subList(sample, sample + 1));
    }

    /** Whether the images had labels. */
    public boolean isLabelled() {
        return labels.length > 0;
    }
}
