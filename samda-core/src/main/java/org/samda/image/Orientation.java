// SPDX-License-Identifier: Apache-2.0
package org.samda.image;

import java.util.Optional;

/** Which way round scans reach the network. */
public enum Orientation {
    /** As their files store them, whatever their headers say. */
    STORED,
    /**
     * x to the subject's right, y to the front, z up (RAS), as near as exchanging and mirroring axes comes to it; a scan
     * whose file does not say how it lies stays as stored.
     */
    CANONICAL;

    /**
     * What is to be undone to bring a scan into this orientation.
     *
     * @param found how its file says that its axes run, if it does
     */
    public AxisDirections from(Optional<AxisDirections> found) {
        return this == STORED ? AxisDirections.RAS : found.orElse(AxisDirections.RAS);
    }
}
