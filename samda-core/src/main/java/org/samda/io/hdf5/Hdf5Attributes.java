// SPDX-License-Identifier: Apache-2.0
package org.samda.io.hdf5;

import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.Optional;
import org.samda.image.VoxelSize;

/** What a dataset's attributes say: its voxel size and the order of its axes. */
final class Hdf5Attributes {
    static final String ELEMENT_SIZE_UM = "element_size_um";
    private static final String RESOLUTION_NM = "resolution";
    private static final String AXIS_TAGS = "axistags";
    private static final int LONGEST_TAGS = 1 << 16;
    private static final int MOST_NUMBERS = 5;
    private static final double NM_PER_UM = 1000;

    private Hdf5Attributes() {}

    /** From {@code element_size_um} (Fiji's HDF5 plugin, PlantSeg) or {@code resolution} in nm (CREMI), both z, y, x. */
    static Optional<VoxelSize> voxelSize(Dataset dataset, long sections) {
        return size(numbers(dataset, ELEMENT_SIZE_UM), NM_PER_UM, sections)
                .or(() -> size(numbers(dataset, RESOLUTION_NM), 1, sections));
    }

    /** ilastik's names of the axes. */
    static Optional<String> axisTags(Dataset dataset) {
        return Optional.ofNullable(dataset.getAttribute(AXIS_TAGS))
                .filter(attribute -> attribute.getSizeInBytes() <= LONGEST_TAGS)
                .map(Attribute::getData)
                .filter(String.class::isInstance)
                .map(String.class::cast);
    }

    /** An image of one section may leave z away. */
    private static Optional<VoxelSize> size(double[] values, double unitNm, long sections) {
        boolean flat = values.length == 2 && sections == 1;
        boolean known = Arrays.stream(values).allMatch(value -> value > 0 && Double.isFinite(value * unitNm));
        if (!known || !(flat || values.length >= 3)) {
            return Optional.empty();
        }
        double x = values[values.length - 1] * unitNm;
        double y = values[values.length - 2] * unitNm;
        return Optional.of(new VoxelSize(x, y, flat ? x : values[values.length - 3] * unitNm));
    }

    private static double[] numbers(Dataset dataset, String name) {
        Attribute attribute = dataset.getAttribute(name);
        if (attribute == null
                || attribute.getSize() > MOST_NUMBERS
                || Hdf5Type.of(attribute.getDataType()).isEmpty()) {
            return new double[0];
        }
        Object data = attribute.getData();
        if (data == null || !data.getClass().isArray()) {
            return new double[0];
        }
        double[] numbers = new double[Array.getLength(data)];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Array.get(data, i) instanceof Number number ? number.doubleValue() : Double.NaN;
        }
        return numbers;
    }
}
