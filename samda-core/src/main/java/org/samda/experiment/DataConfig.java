// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import static org.samda.training.SettingCheck.require;

import org.samda.data.Preprocessing;
import org.samda.image.Orientation;

/**
 * Preparation of images (PAPER rows 1 and 14).
 *
 * @param genericInput       row 1: how a generic encoder with published weights sees a patch
 * @param commonPixelSize    row 14: whether source images are resampled to the target's pixel size
 * @param histogramMatching  row 14: whether source images get the grey value distribution of the target's training images; never
 *                           on for a result that counts as "no adaptation"
 * @param interpolation      how images change their size: {@code antialiased} or, as in nnU-Net, {@code spline}
 * @param orientation        which way round scans (NIfTI) reach the network: {@code canonical}, x to the subject's right, y
 *                           to the front, z up, or {@code stored}; sections of pixels are always taken as stored
 * @param foregroundFraction 0 to 1, share of the patches of a batch that are placed on foreground
 */
public record DataConfig(
        GenericInput genericInput,
        boolean commonPixelSize,
        boolean histogramMatching,
        Preprocessing.Interpolation interpolation,
        Orientation orientation,
        double foregroundFraction) {

    /** How a generic encoder with published weights sees a patch. */
    public enum GenericInput {
        /** At the patch's own pixel size; of the published preprocessing only the normalisation. */
        PATCH,
        /** As its authors prepare a whole image: resized to the encoder's own input size. */
        PUBLISHED
    }

    public DataConfig {
        require(foregroundFraction >= 0 && foregroundFraction <= 1, "foregroundFraction", "0 to 1", foregroundFraction);
    }
}
