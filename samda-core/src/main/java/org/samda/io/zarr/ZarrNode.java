// SPDX-License-Identifier: Apache-2.0
package org.samda.io.zarr;

import java.nio.file.Path;
import java.util.Optional;
import org.samda.config.JsonTree;

/**
 * A folder that is an array or a group by the metadata in it.
 *
 * @param folder     where it is
 * @param format     of its metadata
 * @param array      what describes the array; none for a group
 * @param attributes what users and programs have noted about it
 */
record ZarrNode(Path folder, ArrayFormat format, Optional<JsonTree> array, Optional<JsonTree> attributes) {
    private static final String GROUP = ".zgroup";
    private static final String ATTRIBUTES = ".zattrs";

    /**
     * What a folder is: in this order Zarr v3, Zarr v2, N5.
     *
     * @return none if it holds no metadata
     * @throws org.samda.SamdaException if they are no JSON
     */
    static Optional<ZarrNode> of(Path folder) {
        return zarr3(folder).or(() -> zarr2(folder)).or(() -> n5(folder));
    }

    private static Optional<ZarrNode> zarr3(Path folder) {
        return MetadataFile.read(folder.resolve(ArrayFormat.ZARR3.metadata())).map(node -> {
            boolean isArray = node.get("node_type").text().equals("array");
            return new ZarrNode(
                    folder, ArrayFormat.ZARR3, isArray ? Optional.of(node) : Optional.empty(), node.find("attributes"));
        });
    }

    private static Optional<ZarrNode> zarr2(Path folder) {
        Optional<JsonTree> array = MetadataFile.read(folder.resolve(ArrayFormat.ZARR2.metadata()));
        Optional<JsonTree> attributes = MetadataFile.read(folder.resolve(ATTRIBUTES));
        return array.or(() -> MetadataFile.read(folder.resolve(GROUP)))
                        .or(() -> attributes)
                        .isPresent()
                ? Optional.of(new ZarrNode(folder, ArrayFormat.ZARR2, array, attributes))
                : Optional.empty();
    }

    private static Optional<ZarrNode> n5(Path folder) {
        return MetadataFile.read(folder.resolve(ArrayFormat.N5.metadata()))
                .map(node -> new ZarrNode(
                        folder,
                        ArrayFormat.N5,
                        Optional.of(node).filter(it -> it.find("dimensions").isPresent()),
                        Optional.of(node)));
    }

    boolean isArray() {
        return array.isPresent();
    }
}
