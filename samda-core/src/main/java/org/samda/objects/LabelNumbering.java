// SPDX-License-Identifier: Apache-2.0
package org.samda.objects;

import java.util.HashMap;
import java.util.Map;

/** One number for all runs of a label, whether they touch or not. */
final class LabelNumbering implements Numbering {
    private final Numbering numbering;
    private final Map<Integer, Long> ids = new HashMap<>();

    /** @param numbering asked once for each label */
    LabelNumbering(Numbering numbering) {
        this.numbering = numbering;
    }

    @Override
    public long begin(int label) {
        return ids.computeIfAbsent(label, numbering::begin);
    }

    @Override
    public void join(long id, long other) {
        if (id != other) {
            throw new IllegalStateException("numbers " + id + " and " + other + " have one label");
        }
    }
}
