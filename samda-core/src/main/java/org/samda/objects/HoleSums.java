// SPDX-License-Identifier: Apache-2.0
package org.samda.objects;

/** What is known of a connected part of the background: whether it reaches the border, and which labels lie at it. */
final class HoleSums implements Additive<HoleSums> {
    private int least = Integer.MAX_VALUE;
    private int largest;
    private boolean open;

    /** It reaches the border. */
    void open() {
        open = true;
    }

    /** A voxel of this label has a face in common with it. */
    void meets(int label) {
        least = Math.min(least, label);
        largest = Math.max(largest, label);
    }

    @Override
    public void add(HoleSums other) {
        open |= other.open;
        least = Math.min(least, other.least);
        largest = Math.max(largest, other.largest);
    }

    /** The label that it is filled with, 0 where it is no hole, or lies between several labels. */
    int filling() {
        return !open && least == largest ? largest : 0;
    }
}
