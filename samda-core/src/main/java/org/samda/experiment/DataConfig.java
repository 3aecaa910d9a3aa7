// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import static org.samda.training.SettingCheck.require;

import org.samda.data.Preprocessing;
import org.samda.image.Orientation;

/**
 * Preparation of images (PAPER row 14).
 *
 * @param commonPixelSize    whether source images are resampled to the target's pixel size
 * @param histogramMatching  whether source images get the grey value distribution of the target's training images; never
 *                           on for a result that counts as "no adaptation"
 * @param interpolation      how images change their size: {@code antialiased} or, as in nnU-Net, {@code spline}
 * @param orientation        which way round scans (NIfTI) reach the network: {@code canonical}, x to the subject's right, y
 *                           to the front, z up, or {@code stored}; sections of pixels are always taken as stored
 * @param foregroundFraction 0 to 1, share of the patches of a batch that are placed on foreground
 */
public record DataConfig(
        boolean commonPixelSize,
        boolean histogramMatching,
        Preprocessing.Interpolation interpolation,
        Orientation orientation,
        double foregroundFraction) {

    public DataConfig {
        require(foregroundFraction >= 0 && foregroundFraction <= 1, "foregroundFraction", "0 to 1", foregroundFraction);
    }
}
