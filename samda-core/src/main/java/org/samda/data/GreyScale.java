// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import java.util.List;
import org.samda.image.GreyImage;
import org.samda.image.VoxelMask;

/**
 * What grey values of a case become: clipped, minus the mean, over the deviation (at least 1e-8); voxels outside a mask keep
 * theirs.
 *
 * @param statistics mean and deviation, or what takes their place
 * @param low        grey values below become this
 * @param high       grey values above become this
 * @param changed    the voxels that change
 */
public record GreyScale(GreyStatistics statistics, double low, double high, VoxelMask changed) {

    static GreyScale of(GreyStatistics statistics) {
        return new GreyScale(statistics, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, VoxelMask.ALL);
    }

    GreyScale within(VoxelMask mask) {
        return new GreyScale(statistics, low, high, mask);
    }

    GreyScale clipped(double lowest, double highest) {
        return new GreyScale(statistics, lowest, highest, changed);
    }

    /** New sections on this scale. */
    List<GreyImage> apply(List<GreyImage> sections) {
        return GreyStatistics.map(
                sections,
                (z, i, grey) ->
                        changed.at(z, i) ? statistics.standardized((float) Math.max(low, Math.min(high, grey))) : grey);
    }
}
