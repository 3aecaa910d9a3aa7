// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

/**
 * How a run segments its test images.
 *
 * @param mirror whether predictions are averaged over the four mirror images, as {@code samda segment --mirror} does:
 *               a little better, four times slower
 */
public record ScoringConfig(boolean mirror) {

    /** Says to a reader of the scores how they came about. */
    String note() {
        return mirror
                ? "Test images were segmented with mirroring, as by `samda segment --mirror`."
                : "Test images were segmented without mirroring, as by `samda segment`.";
    }
}
