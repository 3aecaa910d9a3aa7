// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

/**
 * What becomes of stored numbers: {@code slope * number + intercept}.
 *
 * @param slope     finite, not 0
 * @param intercept finite
 */
record NiftiScaling(double slope, double intercept) {
    private static final NiftiScaling NONE = new NiftiScaling(1, 0);

    NiftiScaling {
        if (slope == 0 || !Double.isFinite(slope) || !Double.isFinite(intercept)) {
            throw new IllegalArgumentException("scaling by " + slope + " and " + intercept);
        }
    }

    /** The scaling of a header: none where its slope is 0 or no number, whatever its intercept. */
    static NiftiScaling of(float slope, float intercept) {
        return slope == 0 || !Float.isFinite(slope) ? NONE : new NiftiScaling(slope, intercept);
    }

    boolean isNone() {
        return equals(NONE);
    }

    double of(double number) {
        return slope * number + intercept;
    }
}
