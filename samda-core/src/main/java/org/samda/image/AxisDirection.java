// SPDX-License-Identifier: Apache-2.0
package org.samda.image;

/** Where in a subject an axis of a scan runs to, in the words and the order of NIfTI: x to the right, y to the front, z up. */
public enum AxisDirection {
    /** To the subject's right. */
    RIGHT(0, false),
    /** To the subject's left. */
    LEFT(0, true),
    /** To the front. */
    ANTERIOR(1, false),
    /** To the back. */
    POSTERIOR(1, true),
    /** Up, to the head. */
    SUPERIOR(2, false),
    /** Down, to the feet. */
    INFERIOR(2, true);

    private final int axis;
    private final boolean reversed;

    AxisDirection(int axis, boolean reversed) {
        this.axis = axis;
        this.reversed = reversed;
    }

    static AxisDirection of(int axis, boolean reversed) {
        return switch (axis) {
            case 0 -> reversed ? LEFT : RIGHT;
            case 1 -> reversed ? POSTERIOR : ANTERIOR;
            default -> reversed ? INFERIOR : SUPERIOR;
        };
    }

    /** Axis of space along which it runs, whichever way: 0 = x, 1 = y, 2 = z. */
    int axis() {
        return axis;
    }

    /** Whether it runs against that axis. */
    boolean isReversed() {
        return reversed;
    }
}
