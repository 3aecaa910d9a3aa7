// SPDX-License-Identifier: Apache-2.0
package org.samda.objects;

import java.util.List;
import java.util.Optional;
import org.samda.image.VolumeSize;
import org.samda.image.VoxelSize;

/**
 * All objects of a volume in a few figures.
 *
 * @param objects      how many there are
 * @param atBorder     how many of them touch the border of what was measured
 * @param voxels       of all together
 * @param medianVoxels of one; 0 if there is none
 * @param physical     the same in physical units, empty where the voxel size is unknown
 */
public record ObjectSummary(
        long objects, long atBorder, long voxels, double medianVoxels, Optional<Physical> physical) {

    /**
     * Figures in physical units.
     *
     * @param unit    um^3; of an image um^2
     * @param total   volume (area) of all objects
     * @param median  volume (area) of an object
     * @param perUnit objects for each unit of volume (area) of what was measured
     */
    public record Physical(String unit, double total, double median, double perUnit) {}

    static ObjectSummary of(List<ObjectSums> objects, VolumeSize size, Ruler ruler, Optional<VoxelSize> voxelSize) {
        long[] voxels = objects.stream().mapToLong(ObjectSums::voxels).sorted().toArray();
        long all = 0;
        for (long each : voxels) {
            all += each;
        }
        long total = all;
        double median = voxels.length == 0 ? 0 : (voxels[(voxels.length - 1) / 2] + voxels[voxels.length / 2]) / 2.0;
        long atBorder = objects.stream().filter(ruler::touchesBorder).count();
        return new ObjectSummary(
                voxels.length,
                atBorder,
                total,
                median,
                voxelSize.map(voxel -> new Physical(
                        ruler.isImage() ? "um^2" : "um^3",
                        ruler.content((double) total, voxel),
                        ruler.content(median, voxel),
                        voxels.length / ruler.content((double) size.x() * size.y() * size.z(), voxel))));
    }
}
