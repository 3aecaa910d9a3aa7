// SPDX-License-Identifier: Apache-2.0
package org.samda.objects;

import org.samda.SamdaException;

/** Which voxels of one label belong to one object because they are neighbours. */
public enum Connectivity {
    /** Through faces: 6 neighbours in a volume, 4 in an image. */
    FACES(6, 1),
    /** Through edges too: 18 neighbours, 8 in an image. */
    EDGES(18, 2),
    /** Through corners too: 26 neighbours, 8 in an image. */
    CORNERS(26, 3);

    private final int neighbours;
    private final int axes;

    Connectivity(int neighbours, int axes) {
        this.neighbours = neighbours;
        this.axes = axes;
    }

    /**
     * The one with so many neighbours in a volume.
     *
     * @throws SamdaException if there is none
     */
    public static Connectivity of(int neighbours) {
        for (Connectivity each : values()) {
            if (each.neighbours == neighbours) {
                return each;
            }
        }
        throw new SamdaException(
                "Connectivity %d is unknown, expected 6 (faces), 18 (and edges) or 26 (and corners). Choose one."
                        .formatted(neighbours));
    }

    /** Whether voxels are neighbours whose places differ by one along so many axes. */
    boolean connects(int differingAxes) {
        return differingAxes <= axes;
    }
}
