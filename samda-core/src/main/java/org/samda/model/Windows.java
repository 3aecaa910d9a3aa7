// SPDX-License-Identifier: Apache-2.0
package org.samda.model;

import static org.bytedeco.pytorch.global.torch.constant_pad_nd;

import org.bytedeco.pytorch.Tensor;

/**
 * Square windows of a token grid, each attended to on its own (COMPONENTS section 2).
 *
 * <p>The grid is padded with zeros at the right and the bottom to whole windows. The zeros are not masked: they take
 * part as ordinary tokens, as in the published models.
 *
 * @param height rows of the grid
 * @param width  columns of the grid
 * @param size   tokens per side of a window
 */
record Windows(long height, long width, long size) {

    /**
     * @param grid [N, height, width, D]
     * @return [N * windows, size, size, D], ordered by image, window row, window column
     */
    Tensor split(Tensor grid) {
        Tensor padded = constant_pad_nd(grid, 0, 0, 0, columns() * size - width, 0, rows() * size - height);
        return padded.reshape(grid.size(0), rows(), size, columns(), size, grid.size(3))
                .permute(0, 1, 3, 2, 4, 5)
                .reshape(-1, size, size, grid.size(3));
    }

    /** The inverse of {@link #split}: stitches the windows and cuts the padding off. */
    Tensor join(Tensor windows) {
        long channels = windows.size(3);
        return windows.reshape(-1, rows(), columns(), size, size, channels)
                .permute(0, 1, 3, 2, 4, 5)
                .reshape(-1, rows() * size, columns() * size, channels)
                .narrow(1, 0, height)
                .narrow(2, 0, width);
    }

    private long rows() {
        return (height + size - 1) / size;
    }

    private long columns() {
        return (width + size - 1) / size;
    }
}
