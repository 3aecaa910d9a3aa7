// SPDX-License-Identifier: Apache-2.0
package org.samda.io.zarr;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.samda.SamdaException;
import org.samda.config.JsonTree;
import org.samda.image.VoxelSize;

/**
 * Finds the array that a folder stands for: itself, the full resolution of the image it is (OME-Zarr), or the only array or
 * image in it. What a parent says of one of its levels holds for that array too.
 */
public final class ZarrFolders {
    private static final int MOST_NAMED = 12;

    private ZarrFolders() {}

    /** Whether a name says that a folder is a container of Zarr or N5, not a folder of images. */
    public static boolean isContainerName(Path path) {
        String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
        return name.endsWith(".zarr") || name.endsWith(".n5");
    }

    /**
     * Whether a path is an array or a group of Zarr or N5, or a folder inside one: a volume, not a folder of images.
     *
     * @throws SamdaException if there is metadata that cannot be read
     */
    public static boolean isVolume(Path path) {
        if (!Files.isDirectory(path)) {
            return false;
        }
        boolean inside = StreamSupport.stream(path.toAbsolutePath().normalize().spliterator(), false)
                .anyMatch(ZarrFolders::isContainerName);
        return inside || hasMetadata(path);
    }

    /** Whether a folder itself is an array or a group, whatever its name. */
    static boolean hasMetadata(Path folder) {
        return ZarrNode.of(folder).filter(ZarrFolders::isMeant).isPresent();
    }

    /** Other programs than those that write N5 use files with the same name. */
    private static boolean isMeant(ZarrNode node) {
        return node.format() != ArrayFormat.N5
                || node.isArray()
                || node.attributes()
                        .flatMap(attributes -> attributes.find("n5"))
                        .isPresent();
    }

    static ZarrArray open(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new SamdaException("Cannot read '%s': it %s, expected a folder of Zarr or N5. Check the path."
                    .formatted(folder, Files.exists(folder) ? "is a file" : "does not exist"));
        }
        Optional<ZarrNode> node = ZarrNode.of(folder);
        if (node.filter(ZarrNode::isArray).isPresent()) {
            return array(node.get());
        }
        Optional<OmeImage> image = node.flatMap(OmeImage::of);
        return image.isPresent() ? level(folder, image.get(), 0) : onlyOne(folder);
    }

    private static ZarrArray level(Path group, OmeImage image, int level) {
        Path folder = group.resolve(image.levels().get(level));
        ZarrNode array = ZarrNode.of(folder)
                .filter(ZarrNode::isArray)
                .orElseThrow(() -> new SamdaException(
                        "'%s' is damaged: it names '%s' as an array of its image, which is none. Copy it again from where it came from."
                                .formatted(group, folder)));
        return array(array, Optional.of(image), level);
    }

    private static ZarrArray onlyOne(Path group) {
        List<Path> found = new ArraySearch().in(group);
        if (found.size() == 1) {
            return open(found.get(0));
        }
        if (found.isEmpty()) {
            throw new SamdaException(
                    "'%s' holds no array: neither it nor a folder in it has zarr.json, .zarray or an attributes.json with dimensions. Check the path and that it was copied completely."
                            .formatted(group));
        }
        List<String> names =
                found.stream().limit(MOST_NAMED).map(Path::toString).toList();
        throw new SamdaException("'%s' holds several arrays or images, expected one: %s%s. Name one of them."
                .formatted(group, String.join(", ", names), found.size() > MOST_NAMED ? ", …" : ""));
    }

    /** An array that was named itself: the image it is a level of, if any, is further up in the container. */
    private static ZarrArray array(ZarrNode node) {
        Path place = node.folder().toAbsolutePath().normalize();
        for (Path group = place; !isContainerName(group) && group.getParent() != null; ) {
            group = group.getParent();
            Optional<OmeImage> image = isContainerName(group) || hasContainer(group)
                    ? ZarrNode.of(group).flatMap(OmeImage::of)
                    : Optional.empty();
            List<String> levels = image.map(OmeImage::levels).orElse(List.of());
            for (int level = 0; level < levels.size(); level++) {
                if (group.resolve(levels.get(level)).equals(place)) {
                    return array(node, image, level);
                }
            }
        }
        return array(node, Optional.empty(), 0);
    }

    private static boolean hasContainer(Path folder) {
        return StreamSupport.stream(folder.spliterator(), false).anyMatch(ZarrFolders::isContainerName)
                || Files.isRegularFile(folder.resolve(ArrayFormat.ZARR3.metadata()))
                || Files.isRegularFile(folder.resolve(".zattrs"));
    }

    private static ZarrArray array(ZarrNode node, Optional<OmeImage> image, int level) {
        JsonTree json = node.array().orElseThrow();
        int dimensions = json.get(node.format() == ArrayFormat.N5 ? "dimensions" : "shape")
                .list()
                .size();
        Optional<List<String>> names =
                image.flatMap(each -> each.axisNames(dimensions)).or(() -> ArrayNames.of(node));
        ArraySpec spec = switch (node.format()) {
            case ZARR2 -> Zarr2Metadata.read(node, names);
            case ZARR3 -> Zarr3Metadata.read(node, names);
            case N5 -> N5Metadata.read(node, names);
        };
        Optional<VoxelSize> voxelSize = image.flatMap(each -> each.voxelSize(level));
        return new ZarrArray(spec, voxelSize.or(() -> ofN5(node, spec)));
    }

    private static Optional<VoxelSize> ofN5(ZarrNode node, ArraySpec spec) {
        return node.format() == ArrayFormat.N5
                ? VoxelSizes.ofN5(node.array().orElseThrow(), spec.dimensions().roles())
                : Optional.empty();
    }
}
