// SPDX-License-Identifier: Apache-2.0
package org.samda.inference;

import java.io.Serializable;

/**
 * A step of a segmentation in blocks; its blocks do not depend on each other, but need all steps before.
 *
 * @param kind   what is done
 * @param index  of the axis' pass, or of the output: the segmentation, then the probabilities
 * @param level  of an output, 0 the full resolution
 * @param blocks how many there are, at least 1: one or several sections each
 */
public record BlockStep(Kind kind, int index, int level, long blocks) implements Serializable {

    /** What a step does. */
    public enum Kind {
        /** Sections are segmented. */
        SEGMENT,
        /** What all passes have found is written into an output. */
        WRITE,
        /** A coarser level of an output is made. */
        COARSEN
    }

    @Override
    public String toString() {
        String output = index == 0 ? "segmentation" : "probabilities " + index;
        return switch (kind) {
            case SEGMENT -> index == 0 ? "segment" : "segment, axis " + (index + 1);
            case WRITE -> "write " + output;
            case COARSEN -> "write %s, coarser level %d".formatted(output, level);
        };
    }
}
