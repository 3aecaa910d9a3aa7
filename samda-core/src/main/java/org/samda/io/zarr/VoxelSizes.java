// SPDX-License-Identifier: Apache-2.0
package org.samda.io.zarr;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.samda.config.JsonTree;
import org.samda.image.VoxelSize;
import org.samda.io.LengthUnits;

/** Voxel sizes as metadata state them. What is no length, or in no unit that is known, counts as not stated. */
final class VoxelSizes {

    private VoxelSizes() {}

    /**
     * @param lengths in their units
     * @param units   of x, y and z
     */
    static Optional<VoxelSize> of(double[] lengths, List<String> units) {
        double[] nm = new double[lengths.length];
        for (int i = 0; i < nm.length; i++) {
            nm[i] = lengths[i] * LengthUnits.nm(units.get(i)).orElse(Double.NaN);
        }
        return Arrays.stream(nm).allMatch(each -> each > 0 && Double.isFinite(each))
                ? Optional.of(new VoxelSize(nm[0], nm[1], nm[2]))
                : Optional.empty();
    }

    /**
     * What programs that write N5 note of a data set: {@code pixelResolution} with a unit, else {@code resolution} with
     * {@code units}, which without them is in nm.
     *
     * @param roles the dimensions that are x, y and z
     */
    static Optional<VoxelSize> ofN5(JsonTree attributes, int[] roles) {
        Optional<JsonTree> pixel = attributes.find("pixelResolution");
        Optional<JsonTree> unit = pixel.flatMap(each -> each.find("unit"));
        if (unit.isPresent()) {
            return of(pixel.get().get("dimensions").list(), List.of(unit.get().text()), roles);
        }
        List<String> units = attributes.find("units").map(VoxelSizes::texts).orElse(List.of("nm"));
        return attributes
                .find("resolution")
                .or(() -> pixel)
                .filter(JsonTree::isList)
                .flatMap(lengths -> of(lengths.list(), units, roles));
    }

    /** A list of texts, or a text for all. */
    private static List<String> texts(JsonTree value) {
        return value.isText()
                ? List.of(value.text())
                : value.list().stream().map(JsonTree::text).toList();
    }

    /** An image without z is as thick as its pixels are wide. */
    private static Optional<VoxelSize> of(List<JsonTree> lengths, List<String> units, int[] roles) {
        double[] along = new double[roles.length];
        String[] of = new String[roles.length];
        for (int axis = 0; axis < roles.length; axis++) {
            int dimension = roles[axis] < 0 ? roles[0] : roles[axis];
            if (dimension >= lengths.size() || (units.size() != 1 && dimension >= units.size())) {
                return Optional.empty();
            }
            along[axis] = lengths.get(dimension).number();
            of[axis] = units.get(units.size() == 1 ? 0 : dimension);
        }
        return of(along, List.of(of));
    }
}
