// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import org.samda.data.PatchPlacement.Matrix;

/**
 * One of the eight symmetries of a square, or the four of a rectangle: mirrored along x if bit 0 of its number is set, along
 * y if bit 1 is, after rows and columns have changed places if bit 2 is.
 *
 * @param number 0 to 7; 0 changes nothing
 */
public record Symmetry(int number) {
    /** Nothing is changed. */
    public static final Symmetry NONE = new Symmetry(0);

    static final int OF_SQUARES = 8;
    static final int OF_RECTANGLES = 4;

    private static final int ALONG_X = 1;
    private static final int ALONG_Y = 2;
    private static final int TRANSPOSED = 4;

    public Symmetry {
        if (number < 0 || number >= OF_SQUARES) {
            throw new IllegalArgumentException("a square has no symmetry " + number);
        }
    }

    /** The symmetry of a matrix of zeros, ones and minus ones. */
    static Symmetry of(Matrix matrix) {
        boolean transposed = matrix.xx() == 0;
        boolean alongX = (transposed ? matrix.xy() : matrix.xx()) < 0;
        boolean alongY = (transposed ? matrix.yx() : matrix.yy()) < 0;
        return new Symmetry((alongX ? ALONG_X : 0) + (alongY ? ALONG_Y : 0) + (transposed ? TRANSPOSED : 0));
    }

    /** From offsets in the patch to offsets in the image. */
    Matrix matrix() {
        Matrix mirror = Matrix.mirror((number & ALONG_X) != 0, (number & ALONG_Y) != 0);
        return (number & TRANSPOSED) == 0 ? mirror : mirror.times(new Matrix(0, 1, 1, 0));
    }
}
