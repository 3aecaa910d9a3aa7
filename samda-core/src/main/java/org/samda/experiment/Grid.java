// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import java.util.List;

/**
 * Rows and columns of features.
 *
 * @param height rows
 * @param width  columns
 */
record Grid(int height, int width) {

    /** What a stride leaves, rounded up, as of a padded convolution. */
    Grid shrunk(int strideY, int strideX) {
        return new Grid((height + strideY - 1) / strideY, (width + strideX - 1) / strideX);
    }

    /** [C, H, W]. */
    List<Integer> of(int channels) {
        return List.of(channels, height, width);
    }
}
