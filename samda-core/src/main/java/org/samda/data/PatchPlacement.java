// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

/**
 * Where a patch lies in its image: pixel (x, y) of a patch of w x h px shows the image at
 * {@code centre + matrix * (x - (w - 1) / 2, y - (h - 1) / 2)}.
 *
 * @param centreX px, whole numbers are pixel centres
 * @param centreY px
 * @param matrix  from offsets in the patch to offsets in the image
 */
public record PatchPlacement(double centreX, double centreY, Matrix matrix) {

    /** Maps (x, y) to {@code (xx * x + xy * y, yx * x + yy * y)}. */
    public record Matrix(double xx, double xy, double yx, double yy) {
        public static final Matrix IDENTITY = new Matrix(1, 0, 0, 1);

        /** Turns offsets by an angle and stretches them: (y, x) becomes scale * [[cos, -sin], [sin, cos]] (y, x). */
        static Matrix rotation(double degrees, double scale) {
            double cos = scale * StrictMath.cos(StrictMath.toRadians(degrees));
            double sin = scale * StrictMath.sin(StrictMath.toRadians(degrees));
            return new Matrix(cos, sin, -sin, cos);
        }

        /** Like {@link #rotation} by 90 degrees times {@code turns}, but exact. */
        static Matrix quarterTurns(int turns) {
            return switch (turns & 3) {
                case 1 -> new Matrix(0, 1, -1, 0);
                case 2 -> new Matrix(-1, 0, 0, -1);
                case 3 -> new Matrix(0, -1, 1, 0);
                default -> IDENTITY;
            };
        }

        static Matrix mirror(boolean alongX, boolean alongY) {
            return new Matrix(alongX ? -1 : 1, 0, 0, alongY ? -1 : 1);
        }

        /** Takes back what a symmetry does. */
        Matrix transposed() {
            return new Matrix(xx, yx, xy, yy);
        }

        /** This after the other. */
        Matrix times(Matrix other) {
            return new Matrix(
                    xx * other.xx + xy * other.yx,
                    xx * other.xy + xy * other.yy,
                    yx * other.xx + yy * other.yx,
                    yx * other.xy + yy * other.yy);
        }
    }
}
