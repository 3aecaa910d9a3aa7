// SPDX-License-Identifier: Apache-2.0
package org.samda.io.zarr;

import static java.util.Map.entry;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.samda.image.VoxelSize;

/** Writes the metadata of an image at several resolutions: OME-Zarr 0.4 on Zarr v2, 0.5 on Zarr v3. */
final class OmeMetadata {
    private static final String FORMAT = "zarr_format";
    private static final String MULTISCALES = "multiscales";

    private OmeMetadata() {}

    /**
     * @param group     gets them
     * @param levels    its arrays 0, 1, …
     * @param voxelSize of the first; where it is not known, lengths are in voxels
     */
    static void write(Path group, ArrayFormat format, List<ImageLevel> levels, Optional<VoxelSize> voxelSize) {
        Map<String, Object> image = MetadataFile.object(
                entry("axes", axes(voxelSize)),
                entry("datasets", datasets(levels, voxelSize.orElse(new VoxelSize(1, 1, 1)))),
                entry("type", "nearest"));
        if (format == ArrayFormat.ZARR2) {
            image.put("version", "0.4");
            MetadataFile.write(group.resolve(".zattrs"), Map.of(MULTISCALES, List.of(image)));
            MetadataFile.write(group.resolve(".zgroup"), Map.of(FORMAT, 2));
        } else {
            Map<String, Object> ome = MetadataFile.object(entry("version", "0.5"), entry(MULTISCALES, List.of(image)));
            MetadataFile.write(
                    group.resolve(format.metadata()),
                    MetadataFile.object(
                            entry(FORMAT, 3), entry("node_type", "group"), entry("attributes", Map.of("ome", ome))));
        }
    }

    private static List<Object> axes(Optional<VoxelSize> voxelSize) {
        List<Object> axes = new ArrayList<>();
        for (String name : List.of("z", "y", "x")) {
            Map<String, Object> axis = MetadataFile.object(entry("name", name), entry("type", "space"));
            voxelSize.ifPresent(known -> axis.put("unit", "nanometer"));
            axes.add(axis);
        }
        return axes;
    }

    private static List<Object> datasets(List<ImageLevel> levels, VoxelSize voxel) {
        List<Object> datasets = new ArrayList<>();
        for (ImageLevel level : levels) {
            List<Double> scale = List.of(voxel.zNm() * level.z(), voxel.yNm() * level.x(), voxel.xNm() * level.x());
            datasets.add(MetadataFile.object(
                    entry("path", String.valueOf(datasets.size())),
                    entry(
                            "coordinateTransformations",
                            List.of(MetadataFile.object(entry("type", "scale"), entry("scale", scale))))));
        }
        return datasets;
    }
}
