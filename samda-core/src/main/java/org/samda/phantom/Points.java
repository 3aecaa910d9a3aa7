// SPDX-License-Identifier: Apache-2.0
package org.samda.phantom;

import org.samda.image.Tile;

/**
 * The pixels of a window as points of the unbent tissue.
 *
 * <p>Cells are simple shapes in the unbent tissue; two layers of noise bend them, so that outlines in the image are curved.
 */
final class Points {
    private static final double WIDE_BEND = 0.23;
    private static final double NARROW_BEND = 0.042;

    private final Window window;
    private final float[] dx;
    private final float[] dy;
    private final float[] dz;

    Points(Window window, Tissue tissue, long seed) {
        this.window = window;
        double size = tissue.neuriteNm();
        dx = new float[window.pixels()];
        dy = new float[window.pixels()];
        dz = new float[window.pixels()];
        bend(new Noise(seed, 1), 0.8 * size, WIDE_BEND * size);
        bend(new Noise(seed, 2), 0.25 * size, NARROW_BEND * size);
    }

    private void bend(Noise noise, double lengthNm, double byNm) {
        double z = window.zNm() / lengthNm;
        for (int j = 0; j < window.height(); j++) {
            double y = window.yNm(j) / lengthNm;
            int row = j * window.width();
            // One loop for each direction, so that the noise is asked about neighbours.
            for (int i = 0; i < window.width(); i++) {
                dx[row + i] += (float) (byNm * noise.at(window.xNm(i) / lengthNm, y, z));
            }
            for (int i = 0; i < window.width(); i++) {
                double x = window.xNm(i) / lengthNm;
                dy[row + i] += (float) (byNm * noise.at(y + 37.3, z + 11.9, x + 71.7));
            }
            for (int i = 0; i < window.width(); i++) {
                double x = window.xNm(i) / lengthNm;
                dz[row + i] += (float) (byNm * noise.at(z + 53.1, x + 91.4, y + 23.8));
            }
        }
    }

    /** How far a point of the bent tissue can be from where it is unbent, along each axis; nm. */
    static double farthestNm(Tissue tissue) {
        return (WIDE_BEND + NARROW_BEND) * tissue.neuriteNm();
    }

    Window window() {
        return window;
    }

    Vec at(int i, int j) {
        int p = j * window.width() + i;
        return new Vec(window.xNm(i) + dx[p], window.yNm(j) + dy[p], window.zNm() + dz[p]);
    }

    /** The least coordinates of the points of a block of the window. */
    Vec least(Tile block) {
        return corner(block, 1);
    }

    /** The greatest coordinates of the points of a block of the window. */
    Vec greatest(Tile block) {
        return corner(block, -1).times(-1);
    }

    private Vec corner(Tile block, int sign) {
        double x = Double.MAX_VALUE;
        double y = Double.MAX_VALUE;
        double z = Double.MAX_VALUE;
        for (int j = block.y(); j < block.y() + block.height(); j++) {
            for (int i = block.x(); i < block.x() + block.width(); i++) {
                Vec point = at(i, j);
                x = Math.min(x, sign * point.x());
                y = Math.min(y, sign * point.y());
                z = Math.min(z, sign * point.z());
            }
        }
        return new Vec(x, y, z);
    }
}
