// SPDX-License-Identifier: Apache-2.0
package org.samda.image;

import java.util.List;

/**
 * The darkest and the brightest grey value.
 *
 * @param smallest at most {@code largest}
 * @param largest  of all voxels
 */
public record Extremes(float smallest, float largest) {

    /** Of a case: at least one section. */
    public static Extremes of(List<GreyImage> sections) {
        float smallest = Float.POSITIVE_INFINITY;
        float largest = Float.NEGATIVE_INFINITY;
        for (GreyImage section : sections) {
            for (float pixel : section.pixels()) {
                smallest = Math.min(smallest, pixel);
                largest = Math.max(largest, pixel);
            }
        }
        return new Extremes(smallest, largest);
    }
}
