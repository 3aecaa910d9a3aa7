// SPDX-License-Identifier: Apache-2.0
package org.samda.inference;

import java.util.ArrayList;
import java.util.List;

/** Over which images of a tile a prediction is averaged; each takes a pass of the network. */
public enum Averaging {
    /** The tile itself. */
    NONE,
    /** The tile and its three mirror images, as nnU-Net does (COMPONENTS section 13). */
    MIRRORS,
    /** All eight mirror images and quarter turns; the four mirror images of a tile that is not square. */
    SYMMETRIES;

    private static final long Y = 2;
    private static final long X = 3;
    private static final List<List<Long>> FLIPS = List.of(List.of(), List.of(Y), List.of(X), List.of(Y, X));

    /**
     * One image of a tile.
     *
     * @param transposed whether rows and columns change places, first
     * @param flips      axes of [N, C, H, W] that are then reversed
     */
    record Image(boolean transposed, List<Long> flips) {}

    /** The images of a tile of this size, itself first. */
    List<Image> images(int width, int height) {
        List<Image> images = new ArrayList<>();
        for (boolean transposed : new boolean[] {false, true}) {
            if (!transposed || (this == SYMMETRIES && width == height)) {
                FLIPS.subList(0, this == NONE ? 1 : FLIPS.size())
                        .forEach(flips -> images.add(new Image(transposed, flips)));
            }
        }
        return images;
    }
}
