// SPDX-License-Identifier: Apache-2.0
package org.samda.objects;

/**
 * What counts as an object.
 *
 * @param connectivity which voxels of one label belong together
 * @param numbered     whether each label is one object already, whatever touches
 * @param fillHoles    whether background that an object encloses belongs to it
 * @param minVoxels    objects of fewer voxels are left out; at least 1
 */
public record ObjectRules(Connectivity connectivity, boolean numbered, boolean fillHoles, long minVoxels) {
    /** Everything that is connected through faces. */
    public static final ObjectRules PLAIN = new ObjectRules(Connectivity.FACES, false, false, 1);

    public ObjectRules {
        if (minVoxels < 1) {
            throw new IllegalArgumentException("objects must have at least 1 voxel, got " + minVoxels);
        }
    }
}
