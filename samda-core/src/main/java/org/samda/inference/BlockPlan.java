// SPDX-License-Identifier: Apache-2.0
package org.samda.inference;

import java.io.Serializable;
import java.util.List;

/**
 * A segmentation in blocks that was begun, as all machines that take part get to know it.
 *
 * @param identity   equal only for models and settings that give equal results
 * @param unfinished the folder where segmented sections are kept until all are there
 * @param parts      the folders that become the outputs: the segmentation, then the probabilities
 * @param steps      what is to be done, one after another
 */
public record BlockPlan(String identity, String unfinished, List<String> parts, List<BlockStep> steps)
        implements Serializable {

    public BlockPlan {
        parts = List.copyOf(parts);
        steps = List.copyOf(steps);
    }
}
