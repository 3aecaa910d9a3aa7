// SPDX-License-Identifier: Apache-2.0
package org.samda.encoder;

/**
 * How the pixels of one axis of an image add up to those of the resized axis: a matrix, as all resizing is linear but for
 * its rounding.
 *
 * <p>A plain holder: the array is lent, not copied, and nobody changes it after handing it over.
 *
 * @param length    pixels before
 * @param newLength pixels after
 * @param weights   {@code [newLength, length]}, row-major
 */
@SuppressWarnings("ArrayRecordComponent")
public record ResizedAxis(int length, int newLength, double[] weights) {

    public ResizedAxis {
        if ((long) length * newLength != weights.length) {
            throw new IllegalArgumentException(
                    "an axis of %d px resized to %d px with %d weights".formatted(length, newLength, weights.length));
        }
    }
}
