// SPDX-License-Identifier: Apache-2.0
package org.samda.model;

import static org.bytedeco.pytorch.global.torch.upsample_bilinear2d;
import static org.bytedeco.pytorch.global.torch.upsample_linear1d;

import org.bytedeco.pytorch.Tensor;

/**
 * Position tables of a transformer, fitted to grids of other sizes than the one they were trained on.
 *
 * <p>Both kinds are interpolated linearly with half-pixel centres and without smoothing, which is what SAM-Med2D does to
 * SAM's tables (COMPONENTS section 5) and leaves them as they are at their own size.
 */
final class Positions {

    private Positions() {}

    /**
     * One learnt vector for each place of the grid.
     *
     * @param table [1, T, T, D]
     * @return [1, height, width, D]
     */
    static Tensor absolute(Tensor table, long height, long width) {
        if (table.size(1) == height && table.size(2) == width) {
            return table;
        }
        long[] size = {height, width};
        return upsample_bilinear2d(table.permute(0, 3, 1, 2), size, false).permute(0, 2, 3, 1);
    }

    /**
     * One learnt vector for each pair of places along one axis: entry (y, y') is the one for the distance y - y'.
     *
     * @param table [L, D], distances from -(L-1)/2 to (L-1)/2
     * @param size  places along the axis
     * @return [size, size, D]
     */
    static Tensor relative(Tensor table, long size) {
        Tensor distances = distances(table, 2 * size - 1);
        // Row y of the unfolded table holds the distances y - (size - 1) .. y.
        return distances.unfold(0, size, 1).flip(2).transpose(1, 2);
    }

    /**
     * A table of relative positions with more or fewer distances.
     *
     * @param table [L, D]
     * @return [length, D]
     */
    static Tensor distances(Tensor table, long length) {
        if (table.size(0) == length) {
            return table;
        }
        long[] size = {length};
        return upsample_linear1d(table.t().unsqueeze(0), size, false).squeeze(0).t();
    }
}
