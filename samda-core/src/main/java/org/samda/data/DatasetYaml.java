// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.samda.image.VoxelSize;

/**
 * A data set's YAML file as it is written.
 *
 * @param name        for people; the folder's name if none is given
 * @param modality    such as FIB-SEM
 * @param voxelSizeNm nm along x, y, z
 * @param images      glob or volume file, relative to the YAML's folder
 * @param labels      the same for the labels
 * @param classes     class name to a label value or a list of them, in order
 * @param otherLabels what becomes of label values in no class; an error if it is not said
 * @param split       which images are for what
 */
record DatasetYaml(
        Optional<String> name,
        Optional<String> modality,
        Optional<List<Double>> voxelSizeNm,
        String images,
        Optional<String> labels,
        Optional<Map<String, Object>> classes,
        Optional<OtherLabels> otherLabels,
        Optional<Lists> split) {

    /**
     * @param train file stems
     * @param test  file stems
     */
    record Lists(Optional<List<String>> train, Optional<List<String>> test) {}

    DatasetYaml {
        // Both throw with the name of their key; the reader of the file adds the line.
        voxelSizeNm.ifPresent(DatasetYaml::voxelSize);
        classes.ifPresent(DatasetYaml::classes);
    }

    Optional<VoxelSize> voxelSize() {
        return voxelSizeNm.map(DatasetYaml::voxelSize);
    }

    Classes classesOrDefault() {
        return classes.map(DatasetYaml::classes).orElseGet(Classes::foreground);
    }

    private static VoxelSize voxelSize(List<Double> nm) {
        if (nm.size() != 3 || !nm.stream().allMatch(each -> each > 0 && Double.isFinite(each))) {
            throw new IllegalArgumentException("voxelSizeNm must be three numbers above 0, [x, y, z] in nm, got " + nm);
        }
        return new VoxelSize(nm.get(0), nm.get(1), nm.get(2));
    }

    private static Classes classes(Map<String, Object> written) {
        List<Classes.Foreground> found = new ArrayList<>();
        try {
            written.forEach((name, values) -> {
                List<Integer> labels = values instanceof List<?> list
                        ? list.stream().map(value -> labelValue(name, value)).toList()
                        : List.of(labelValue(name, values));
                addClass(found, name, labels);
            });
            return new Classes(found);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("classes do not fit: " + e.getMessage(), e);
        }
    }

    /** Background may be named, as value 0, but is no foreground class. */
    private static void addClass(List<Classes.Foreground> found, String name, List<Integer> labels) {
        if (labels.isEmpty()) {
            throw new IllegalArgumentException("class '" + name + "' has no label values");
        }
        if (!name.equals("background") || !labels.equals(List.of(0))) {
            found.add(new Classes.Foreground(name, labels));
        }
    }

    private static int labelValue(String name, Object value) {
        boolean whole = value instanceof Number number
                && !(number instanceof Double)
                && number.doubleValue() == number.intValue();
        if (!whole) {
            throw new IllegalArgumentException(
                    "class '" + name + "' has label value '" + value + "'; expected a whole number or a list of them");
        }
        return ((Number) value).intValue();
    }
}
