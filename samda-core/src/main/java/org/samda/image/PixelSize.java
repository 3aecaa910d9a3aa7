// SPDX-License-Identifier: Apache-2.0
package org.samda.image;

import java.util.Locale;

/**
 * Physical size of one pixel of a section, in nanometres.
 *
 * @param xNm along a row, greater than 0
 * @param yNm along a column, greater than 0
 */
public record PixelSize(double xNm, double yNm) {
    private static final double NM_PER_MM = 1e6;

    public PixelSize {
        if (!(xNm > 0 && yNm > 0) || Double.isInfinite(xNm) || Double.isInfinite(yNm)) {
            throw new IllegalArgumentException(
                    "a pixel size must be two finite numbers of nm above 0, got " + xNm + ", " + yNm);
        }
    }

    /** Of the sections of a volume that is cut along z. */
    public static PixelSize of(VoxelSize size) {
        return new PixelSize(size.xNm(), size.yNm());
    }

    /** Such as {@code 5 nm/px} or, for scans, {@code 1 x 1.2 mm/px}. */
    @Override
    public String toString() {
        boolean large = Math.min(xNm, yNm) >= NM_PER_MM / 10;
        double unit = large ? NM_PER_MM : 1;
        String sides = xNm == yNm
                ? String.format(Locale.ROOT, "%.4g", xNm / unit)
                : String.format(Locale.ROOT, "%.4g x %.4g", xNm / unit, yNm / unit);
        return sides + (large ? " mm/px" : " nm/px");
    }
}
