// SPDX-License-Identifier: Apache-2.0
package org.samda.objects;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.samda.image.VolumeRegion;
import org.samda.image.VoxelSize;

/**
 * What is measured and where results go.
 *
 * @param labels    a volume or an image of labels, or a folder of images that are the sections of one volume
 * @param region    a part of it; all of it if empty
 * @param voxelSize instead of what the file says
 * @param rules     what counts as an object
 * @param physical  the same in physical units
 * @param outputs   where results go
 */
public record MeasurementJob(
        Path labels,
        Optional<VolumeRegion> region,
        Optional<VoxelSize> voxelSize,
        ObjectRules rules,
        PhysicalRules physical,
        Outputs outputs) {

    /**
     * Where results go.
     *
     * @param table     a CSV file
     * @param instances a volume with the number of each object
     * @param picture   a PNG file that shows the objects in colours
     * @param overwrite whether what exists is replaced
     */
    public record Outputs(Path table, Optional<Path> instances, Optional<Path> picture, boolean overwrite) {

        List<Path> all() {
            return Stream.of(Optional.of(table), instances, picture)
                    .flatMap(Optional::stream)
                    .toList();
        }
    }
}
