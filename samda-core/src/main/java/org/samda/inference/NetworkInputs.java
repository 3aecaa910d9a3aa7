// SPDX-License-Identifier: Apache-2.0
package org.samda.inference;

import java.util.List;
import java.util.Optional;
import org.samda.SamdaException;
import org.samda.data.CropFrame;
import org.samda.data.OriginalGrey;
import org.samda.data.Plan;
import org.samda.data.Preparation;
import org.samda.data.PreparedCase;
import org.samda.data.Preprocessing;
import org.samda.image.GreyImage;
import org.samda.image.HistogramMatching;
import org.samda.image.SplineResampling;
import org.samda.image.VolumeSize;
import org.samda.image.VoxelSize;
import org.samda.model.SamdaModel;

/**
 * How a case becomes a model's input: prepared as in training, and once more for the generic encoder.
 *
 * @param plan         preprocessing and working pixel size
 * @param generic      whether there is a generic encoder
 * @param originalGrey whether it takes original grey values from 0 to 255; else normalised ones
 * @param matching     histogram matching, for images of another domain than the model's
 */
record NetworkInputs(Plan plan, boolean generic, boolean originalGrey, Optional<HistogramMatching> matching) {
    /** An image beyond this is an accident with voxel sizes, or belongs into a volume of smaller sections. */
    private static final long LARGEST_IMAGE = 1L << 28;

    /** What this model takes. */
    static NetworkInputs of(SamdaModel model, Plan plan) {
        return new NetworkInputs(plan, model.hasGeneric(), model.config().takesOriginalGrey(), Optional.empty());
    }

    /** The same for images whose grey values are matched first. */
    NetworkInputs matching(Optional<HistogramMatching> other) {
        return new NetworkInputs(plan, generic, originalGrey, other);
    }

    /**
     * The case at the working pixel size.
     *
     * @param planes    z planes: one section, or a whole volume where the plan says so
     * @param voxelSize where known
     * @throws SamdaException if it is too large at the working pixel size
     */
    PreparedCase prepare(List<GreyImage> planes, Optional<VoxelSize> voxelSize) {
        GreyImage plane = planes.get(0);
        requireFits(new VolumeSize(plane.width(), plane.height(), planes.size()), voxelSize);
        return preparation(voxelSize).apply(planes);
    }

    /** How sections of this voxel size are prepared. */
    Preparation preparation(Optional<VoxelSize> voxelSize) {
        return plan.preparation(voxelSize, matching);
    }

    /** The channels that {@link TileNetwork} takes for one section of a case. */
    List<InputChannel> channels(PreparedCase prepared, int section) {
        return channels(prepared.sections().get(section), prepared.original());
    }

    /** The channels for a section, or a part of one. */
    List<InputChannel> channels(GreyImage normalized, OriginalGrey original) {
        InputChannel own = InputChannel.zScored(normalized);
        if (!generic) {
            return List.of(own);
        }
        return originalGrey
                ? List.of(own, new InputChannel(original.of(normalized), original.of(0)))
                : List.of(own, own);
    }

    /**
     * Probabilities at the size of a case's frame: nnU-Net brings scores there, this project probabilities.
     *
     * @param logits raw class scores at the working pixel size; written into
     */
    ClassProbabilities inFrame(List<GreyImage> logits, CropFrame.Extent frame) {
        if (plan.preprocessing().interpolation() == Preprocessing.Interpolation.ANTIALIASED) {
            return ClassProbabilities.softmax(logits).resampled(frame.width(), frame.height());
        }
        return ClassProbabilities.softmax(logits.stream()
                .map(scores -> SplineResampling.linear(scores, frame.width(), frame.height()))
                .toList());
    }

    private void requireFits(VolumeSize planes, Optional<VoxelSize> voxelSize) {
        VolumeSize sections = plan.preprocessing().sliceAxis().cut(planes);
        int width = plan.workingWidth((int) sections.x(), voxelSize);
        int height = plan.workingHeight((int) sections.y(), voxelSize);
        if ((long) Math.max(width, plan.patchWidth()) * Math.max(height, plan.patchHeight()) > LARGEST_IMAGE) {
            throw new SamdaException(
                    ("An image of %d x %d px has %d x %d px at the model's pixel size, expected at most"
                                    + " %d px. Check the voxel size of image and model, or cut the image.")
                            .formatted(sections.x(), sections.y(), width, height, LARGEST_IMAGE));
        }
    }
}
