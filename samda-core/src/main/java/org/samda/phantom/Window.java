// SPDX-License-Identifier: Apache-2.0
package org.samda.phantom;

import org.samda.image.Tile;
import org.samda.image.VoxelSize;

/**
 * A rectangle of one section, with the place of its pixels in the tissue.
 *
 * @param tile  where it lies in the section; may reach beyond its edges
 * @param z     index of the section
 * @param voxel size of a voxel
 */
record Window(Tile tile, long z, VoxelSize voxel) {
    /** Thicker sections smear no more than this: staining falls off with depth. */
    private static final double DEEPEST_SMEAR_NM = 34;

    int width() {
        return tile.width();
    }

    int height() {
        return tile.height();
    }

    int pixels() {
        return tile.width() * tile.height();
    }

    /** Centre of the pixels of column {@code i} in nm. */
    double xNm(int i) {
        return (tile.x() + i + 0.5) * voxel.xNm();
    }

    /** Centre of the pixels of row {@code j} in nm. */
    double yNm(int j) {
        return (tile.y() + j + 0.5) * voxel.yNm();
    }

    /** Middle of the section in nm. */
    double zNm() {
        return (z + 0.5) * voxel.zNm();
    }

    double pixelNm() {
        return Math.max(voxel.xNm(), voxel.yNm());
    }

    /** Over how many nm a surface smears: the width of a pixel, and the depth of the section where it is cut aslant. */
    double smear(double slant) {
        return pixelNm() + Math.min(voxel.zNm(), DEEPEST_SMEAR_NM) * slant * slant;
    }
}
