// SPDX-License-Identifier: Apache-2.0
package org.samda.domainshift;

import java.util.Optional;

/**
 * What is known of an adaptation without labels of the target.
 *
 * @param adaptation what step 2 did to the features; empty where it did not run or could not be looked at
 * @param certainty  of the predictions on the target
 * @param objects    predicted on the target against annotated ones of the source; empty without such
 * @param hadShots   whether the last step learnt from annotated images of the target
 */
public record Evidence(
        Optional<Adaptation> adaptation,
        Optional<Certainty> certainty,
        Optional<ObjectComparison> objects,
        boolean hadShots) {

    /**
     * The features of the target against those that the decoder learnt from, before and after step 2.
     *
     * @param before       distance before
     * @param after        distance after
     * @param spreadBefore of the target's features
     * @param spreadAfter  of the target's features
     */
    public record Adaptation(
            FeatureDistance before, FeatureDistance after, FeatureSpread spreadBefore, FeatureSpread spreadAfter) {}

    /**
     * The predictions on the target.
     *
     * @param before with the weights that the run begins with, or after step 1; empty if these are the last ones too
     * @param after  with the last weights
     */
    public record Certainty(Optional<PredictionCertainty> before, PredictionCertainty after) {}
}
