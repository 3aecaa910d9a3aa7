// SPDX-License-Identifier: Apache-2.0
package org.samda.inference;

import java.io.Serializable;
import org.samda.io.zarr.ZarrImage;

/**
 * A step of a segmentation in blocks; its blocks do not depend on each other, but need all steps before.
 *
 * @param kind     what is done
 * @param index    of the axis' pass, or of the output: the segmentation, then the probabilities
 * @param level    of an output, 0 the full resolution
 * @param blocks   how many there are, at least 1: one or several sections each
 * @param together how many neighbours read the same chunks of the input and are better done one after another
 */
public record BlockStep(Kind kind, int index, int level, long blocks, long together) implements Serializable {

    static BlockStep segment(int pass, VolumePasses.Pass along) {
        Slabs slabs = along.store().slabs();
        long together = Math.max(1, along.cut().chunk().z() / slabs.depth());
        return new BlockStep(Kind.SEGMENT, pass, 0, slabs.count() / slabs.parts(), together);
    }

    static BlockStep write(int output, int level, ZarrImage image) {
        return new BlockStep(level == 0 ? Kind.WRITE : Kind.COARSEN, output, level, image.layers(level), 1);
    }

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
