// SPDX-License-Identifier: Apache-2.0
package org.samda.planning;

/**
 * The part of a slice that the network sees at once.
 *
 * @param height px along y, at least 2
 * @param width  px along x, at least 2
 */
public record PatchSize(int height, int width) {
    /** The shortest side: one pixel in both directions has no variance, which instance normalisation divides by. */
    static final int SHORTEST_SIDE = 2;

    public PatchSize {
        if (height < SHORTEST_SIDE || width < SHORTEST_SIDE) {
            throw new IllegalArgumentException("a patch has at least 2 x 2 px, got " + height + " x " + width);
        }
    }

    /** Number of its pixels. */
    public long pixels() {
        return (long) height * width;
    }

    int along(Axis axis) {
        return axis == Axis.Y ? height : width;
    }

    PatchSize with(Axis axis, int side) {
        return axis == Axis.Y ? new PatchSize(side, width) : new PatchSize(height, side);
    }

    /** Whether it has neither side longer and one side shorter than another. */
    boolean isPartOf(PatchSize other) {
        return height <= other.height && width <= other.width && !equals(other);
    }
}
