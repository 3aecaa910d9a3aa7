// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import static org.samda.training.SettingCheck.require;

import org.samda.model.SamEncoderConfig;

/**
 * The generic encoder of {@code --encoder tiny}: a small vision transformer of the SAM family without published weights.
 *
 * @param encoder its shape
 * @param minSide smaller patches are enlarged by a whole factor for the encoder (PAPER row 1)
 */
public record TinyConfig(SamEncoderConfig encoder, int minSide) {

    public TinyConfig {
        require(minSide >= 1, "minSide", "at least 1", minSide);
    }
}
