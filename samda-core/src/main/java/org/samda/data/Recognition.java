// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import java.util.List;

/**
 * A public data set that a data set looks like; a guess from the outside, never a proof.
 *
 * @param name    of its YAML file in configs/datasets
 * @param title   for people
 * @param matched what is as published, at least two pieces
 * @param differs what is not
 * @param licence and what has to be done to get it
 * @param cite    what has to be cited
 */
public record Recognition(
        String name, String title, List<String> matched, List<String> differs, String licence, String cite) {

    public Recognition {
        matched = List.copyOf(matched);
        differs = List.copyOf(differs);
    }

    /** More is better. */
    int evidence() {
        return matched.size() - differs.size();
    }

    /** A sentence. */
    public String summary() {
        String against = differs.isEmpty() ? "" : "; but " + String.join("; ", differs);
        return "looks like %s (%s%s)".formatted(title, String.join(", ", matched), against);
    }
}
