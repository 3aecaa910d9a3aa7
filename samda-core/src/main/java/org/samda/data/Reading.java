// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import org.samda.image.AxisDirections;

/**
 * What is done to the voxels of a file when they are read.
 *
 * @param directions  of the stored axes, from which a scan is turned to the canonical ones; those themselves: it is not
 *                    turned
 * @param otherLabels what becomes of label values that are in no class
 */
public record Reading(AxisDirections directions, OtherLabels otherLabels) {
    /** Nothing. */
    public static final Reading AS_STORED = new Reading(AxisDirections.RAS, OtherLabels.ERROR);

    Reading with(AxisDirections other) {
        return new Reading(other, otherLabels);
    }

    Reading with(OtherLabels other) {
        return new Reading(directions, other);
    }
}
