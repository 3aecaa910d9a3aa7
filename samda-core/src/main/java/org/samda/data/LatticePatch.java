// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import org.samda.data.PatchPlacement.Matrix;

/**
 * Which embedding belongs to a training patch: that of a tile under a symmetry, and how it is turned and scaled to show what
 * the patch shows.
 *
 * @param image    the patch is from
 * @param lattice  of tiles
 * @param tile     counted row by row
 * @param symmetry the embedding's
 * @param residual from offsets in the patch to offsets in the tile under its symmetry, both from the middle in px;
 *                 {@link Matrix#IDENTITY} where nothing is left to do
 */
public record LatticePatch(TrainingImage image, Lattice lattice, int tile, Symmetry symmetry, Matrix residual) {

    public LatticePatch {
        int tiles = lattice.tiles(image.size());
        if (tile < 0 || tile >= tiles || symmetry.number() >= lattice.symmetries()) {
            throw new IllegalArgumentException("tile %d of %d under symmetry %d of %d"
                    .formatted(tile, tiles, symmetry.number(), lattice.symmetries()));
        }
    }

    /** Whether the patch is the tile under its symmetry, pixel by pixel. */
    public boolean isExact() {
        return residual.equals(Matrix.IDENTITY);
    }

    /**
     * The tile under its symmetry.
     *
     * @param originalGrey whether as grey values from 0 to 255 instead of z-scored ones
     * @return float32 [1, 1, H, W]
     */
    public float[] tilePixels(boolean originalGrey) {
        float[] pixels = new float[lattice.patchWidth() * lattice.patchHeight()];
        PatchPlacement placement = lattice.placement(image.size(), tile, symmetry.matrix());
        new PatchLookup(image, placement, lattice.patchWidth(), lattice.patchHeight()).grey(pixels, 0);
        if (originalGrey) {
            image.original().replace(pixels, 0, pixels.length);
        }
        return pixels;
    }

    /** Where the patch itself lies. */
    PatchPlacement placement() {
        return lattice.placement(image.size(), tile, symmetry.matrix().times(residual));
    }
}
