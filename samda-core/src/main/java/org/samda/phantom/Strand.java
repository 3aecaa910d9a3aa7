// SPDX-License-Identifier: Apache-2.0
package org.samda.phantom;

/**
 * The core of a neurite: a piece of a line with a thickness. The points nearest to it are its cell.
 *
 * @param start     one end, nm
 * @param direction towards the other end, length 1
 * @param length    nm
 * @param radius    head start over other strands, nm
 * @param key       of its random properties
 */
record Strand(Vec start, Vec direction, double length, double radius, long key) {

    /** Distance of a point from the strand's surface in nm, negative inside. */
    double distance(Vec point) {
        return from(point).length() - radius;
    }

    /** From the nearest point of the strand's line to {@code point}. */
    Vec from(Vec point) {
        Vec offset = point.plus(start, -1);
        return offset.plus(direction, -Blend.clamp(offset.dot(direction), 0, length));
    }

    /** The point at {@code share} of the length; 0 and 1 are the ends. */
    Vec along(double share) {
        return start.plus(direction, share * length);
    }
}
