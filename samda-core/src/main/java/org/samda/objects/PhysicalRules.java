// SPDX-License-Identifier: Apache-2.0
package org.samda.objects;

/**
 * What counts as an object, in physical units: needs a voxel size.
 *
 * @param minVolume objects of less are left out, in um^3 (of an image um^2); 0 for none
 * @param neckDepth objects are divided at necks whose radius is smaller by this, in nm, than that of the bulges on both sides; 0 for
 *                  never
 */
public record PhysicalRules(double minVolume, double neckDepth) {
    /** Asks for nothing. */
    public static final PhysicalRules NONE = new PhysicalRules(0, 0);

    public PhysicalRules {
        if (!(minVolume >= 0) || Double.isInfinite(minVolume) || !(neckDepth >= 0) || Double.isInfinite(neckDepth)) {
            throw new IllegalArgumentException("the least volume and a neck's depth must be numbers from 0, got "
                    + minVolume + " and " + neckDepth);
        }
    }
}
