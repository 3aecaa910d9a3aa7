// SPDX-License-Identifier: Apache-2.0
package org.samda.inference;

import java.util.List;
import java.util.Optional;
import org.samda.SamdaException;
import org.samda.data.Normalization;
import org.samda.data.OriginalGrey;
import org.samda.data.Plan;
import org.samda.image.GreyImage;
import org.samda.image.Resampling;
import org.samda.image.VoxelSize;
import org.samda.model.SamdaModel;

/**
 * How an image becomes a model's input: at the working pixel size, z-scored, and once more for the generic encoder.
 *
 * @param plan         working pixel size
 * @param generic      whether there is a generic encoder
 * @param originalGrey whether it takes original grey values from 0 to 255; else z-scored ones
 */
record NetworkInputs(Plan plan, boolean generic, boolean originalGrey) {
    /** An image beyond this is an accident with voxel sizes, or belongs into a volume of smaller sections. */
    private static final long LARGEST_IMAGE = 1L << 28;

    /** What this model takes. */
    static NetworkInputs of(SamdaModel model, Plan plan) {
        return new NetworkInputs(plan, model.hasGeneric(), model.config().takesOriginalGrey());
    }

    /**
     * The channels that {@link TileNetwork} takes.
     *
     * @throws SamdaException if the image is too large at the working pixel size
     */
    List<InputChannel> of(GreyImage image, Optional<VoxelSize> voxelSize) {
        GreyImage working = resampled(image, voxelSize);
        Normalization.ZScored normalized = Normalization.zScore(working.pixels());
        GreyImage zScored = new GreyImage(working.width(), working.height(), normalized.pixels());
        InputChannel own = InputChannel.zScored(zScored);
        if (!generic) {
            return List.of(own);
        }
        if (!originalGrey) {
            return List.of(own, own);
        }
        OriginalGrey original = OriginalGrey.of(working, normalized);
        return List.of(own, new InputChannel(original.of(zScored), original.of(0)));
    }

    private GreyImage resampled(GreyImage image, Optional<VoxelSize> voxelSize) {
        int width = plan.workingWidth(image.width(), voxelSize);
        int height = plan.workingHeight(image.height(), voxelSize);
        if ((long) Math.max(width, plan.patchWidth()) * Math.max(height, plan.patchHeight()) > LARGEST_IMAGE) {
            throw new SamdaException(
                    ("An image of %d x %d px has %d x %d px at the model's pixel size, expected at most"
                                    + " %d px. Check the voxel size of image and model, or cut the image.")
                            .formatted(image.width(), image.height(), width, height, LARGEST_IMAGE));
        }
        return Resampling.grey(image, width, height);
    }
}
