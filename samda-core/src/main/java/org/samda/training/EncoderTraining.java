// SPDX-License-Identifier: Apache-2.0
package org.samda.training;

import org.samda.model.GenericEncoder;

/** What of the generic encoder is trained, and when (PAPER row 6). */
public enum EncoderTraining {
    /** All of it in step 1, for an encoder without published weights; frozen afterwards. */
    FROM_SCRATCH,
    /** The same in step 3, where there is no step 1. */
    ON_SHOTS,
    /** Nothing. */
    FROZEN,
    /** Its low-rank additions in step 3. */
    LORA,
    /** All of it in step 3. */
    FULL;

    /** Where the generic encoder's weights stand in the model's. */
    static final String ENCODER = "sam.";

    /** The part of the model that a weight is in: {@code expert}, {@code projector}, {@code sam} or {@code lora}. */
    static String partOf(String weight) {
        return GenericEncoder.isLora(weight) ? "lora" : weight.substring(0, weight.indexOf('.'));
    }

    /**
     * Whether a step trains this part of the model (PAPER rows 6 and 7), or of a U-Net alone, {@code expert.encoder} or
     * {@code expert.decoder} (PAPER row 12).
     */
    public boolean trains(String part, int step) {
        return switch (part) {
            case "projector" -> true;
            case "expert", "expert.decoder" -> step != 2;
            case "expert.encoder" -> true;
            case "lora" -> this == LORA && step == 3;
            default -> (this == FROM_SCRATCH && step == 1) || ((this == FULL || this == ON_SHOTS) && step == 3);
        };
    }

    /** Whether any step changes this part of the model. */
    boolean changes(String part) {
        return trains(part, 1) || trains(part, 2) || trains(part, 3);
    }
}
