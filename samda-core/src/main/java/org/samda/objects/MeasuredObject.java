// SPDX-License-Identifier: Apache-2.0
package org.samda.objects;

import java.util.Optional;
import org.samda.image.VolumeRegion;

/**
 * What is known of an object.
 *
 * @param id            its number, from 1
 * @param label         what its voxels are in the labels
 * @param voxels        how many it has
 * @param extent        how large it is, empty where the voxel size is unknown
 * @param centroid      mean place of its voxels, in voxels: (0, 0, 0) is the middle of the first one
 * @param box           the smallest around it
 * @param elongation    length over thickness: the ratio of the largest to the smallest standard deviation of its places; 1 for a
 *                      ball or a cube
 * @param touchesBorder whether it has a voxel at the border of what was measured
 */
public record MeasuredObject(
        long id,
        int label,
        long voxels,
        Optional<Extent> extent,
        Place centroid,
        VolumeRegion box,
        double elongation,
        boolean touchesBorder) {

    /**
     * A size in physical units.
     *
     * @param content  volume in um^3; of an image area in um^2
     * @param boundary surface in um^2; of an image perimeter in um
     */
    public record Extent(double content, double boundary) {}

    /** A place in a volume. */
    public record Place(double x, double y, double z) {}
}
