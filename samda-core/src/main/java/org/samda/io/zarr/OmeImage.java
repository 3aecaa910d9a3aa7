// SPDX-License-Identifier: Apache-2.0
package org.samda.io.zarr;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.samda.config.JsonTree;
import org.samda.image.VoxelSize;

/**
 * The metadata of an image at several resolutions (OME-Zarr 0.4, specification "multiscales"; 0.5 has them below the key
 * {@code ome}). Versions before 0.4 state no voxel size.
 */
final class OmeImage {
    private static final List<String> BEFORE_AXES = List.of("t", "c", "z", "y", "x");
    private static final String TRANSFORMATIONS = "coordinateTransformations";

    private final JsonTree multiscale;

    private OmeImage(JsonTree multiscale) {
        this.multiscale = multiscale;
    }

    /** An axis: what it is called and, if it is one of space, the unit along it. */
    private record Axis(String name, Optional<String> unit) {}

    /** The first image that a group's attributes describe. */
    static Optional<OmeImage> of(ZarrNode group) {
        return group.attributes()
                .flatMap(attributes -> attributes.find("ome").or(() -> Optional.of(attributes)))
                .flatMap(attributes -> attributes.find("multiscales"))
                .filter(JsonTree::isList)
                .filter(list -> !list.list().isEmpty())
                .map(list -> new OmeImage(list.list().get(0)));
    }

    /** The paths of its arrays within the group, the finest first; names of folders with {@code /} between them. */
    List<String> levels() {
        List<String> paths = new ArrayList<>();
        for (JsonTree level : multiscale.get("datasets").list()) {
            JsonTree path = level.get("path");
            List<String> names = List.of(path.text().split("/", -1));
            if (path.text().contains("\\")
                    || names.contains("..")
                    || names.contains("")
                    || path.text().contains(":")) {
                throw path.expected("the path of an array within the group");
            }
            paths.add(path.text());
        }
        if (paths.isEmpty()) {
            throw multiscale.get("datasets").mistake("expected one array at least, found none.");
        }
        return paths;
    }

    /** Names of the dimensions, slowest first; none where it is not said. */
    Optional<List<String>> axisNames(int dimensions) {
        Optional<List<String>> names = multiscale
                .find("axes")
                .map(axes -> axes(axes).stream().map(Axis::name).toList());
        return names.isPresent() || dimensions != BEFORE_AXES.size() ? names : Optional.of(BEFORE_AXES);
    }

    /** The voxel size of one of its arrays; an image without z is as thick as its pixels are wide. */
    Optional<VoxelSize> voxelSize(int level) {
        List<Axis> axes = multiscale.find("axes").map(OmeImage::axes).orElse(List.of());
        List<String> names = axes.stream().map(Axis::name).toList();
        Optional<double[]> ofLevel = scale(multiscale.get("datasets").list().get(level), axes.size());
        if (ofLevel.isEmpty() || !names.contains("x") || !names.contains("y")) {
            return Optional.empty();
        }
        double[] ofImage = scale(multiscale, axes.size()).orElse(new double[0]);
        double[] lengths = new double[3];
        List<String> units = new ArrayList<>();
        for (int i = 0; i < lengths.length; i++) {
            String axis = List.of("x", "y", "z").get(i);
            int at = names.indexOf(names.contains(axis) ? axis : "x");
            lengths[i] = ofLevel.get()[at] * (ofImage.length == 0 ? 1 : ofImage[at]);
            units.add(axes.get(at).unit().orElse(""));
        }
        return VoxelSizes.of(lengths, units);
    }

    /** Axes have a name and a type since 0.4, and were only a name before. */
    private static List<Axis> axes(JsonTree list) {
        return list.list().stream()
                .map(axis -> axis.isText()
                        ? new Axis(axis.text().toLowerCase(Locale.ROOT), Optional.empty())
                        : new Axis(
                                axis.get("name").text().toLowerCase(Locale.ROOT),
                                axis.find("unit").map(JsonTree::text)))
                .toList();
    }

    private static Optional<double[]> scale(JsonTree owner, int dimensions) {
        List<JsonTree> transformations =
                owner.find(TRANSFORMATIONS).map(JsonTree::list).orElse(List.of());
        for (JsonTree each : transformations) {
            Optional<JsonTree> scale = each.find("scale");
            if (scale.isPresent()) {
                List<JsonTree> factors = scale.get().list();
                if (factors.size() != dimensions) {
                    throw scale.get()
                            .mistake("expected %d factors, one for each axis, found %d."
                                    .formatted(dimensions, factors.size()));
                }
                return Optional.of(
                        factors.stream().mapToDouble(JsonTree::number).toArray());
            }
        }
        return Optional.empty();
    }
}
