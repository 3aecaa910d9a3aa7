// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.samda.SamdaException;
import org.samda.image.GreyImage;
import org.samda.image.LabelImage;

/**
 * What is segmented: the foreground classes in order and the label values by which files mark them.
 *
 * <p>Class index 0 is the background, which is label value 0; the foreground classes are 1..n in order.
 *
 * @param foregroundClasses the foreground classes, 1 to 254 of them, with different names and different label values
 */
public record Classes(List<Foreground> foregroundClasses) {
    /** Written for foreground when there is one foreground class. */
    private static final int WHITE = 255;

    private static final int LARGEST_COUNT = 254;
    private static final int NAMED_VALUES = 8;
    private static final int COUNTED_VALUES = 1000;
    private static final int UNKNOWN = -1;

    /**
     * One foreground class.
     *
     * @param name   as shown to users, not blank
     * @param values the label values that mark it, each above 0; empty for "every value above 0"
     */
    public record Foreground(String name, List<Integer> values) {

        public Foreground {
            values = List.copyOf(values);
            if (name.isBlank()) {
                throw new IllegalArgumentException("a class has a blank name");
            }
            values.stream().filter(v -> v < 1).findAny().ifPresent(v -> {
                throw new IllegalArgumentException(
                        "class '" + name + "' has label value " + v + "; 0 is background, classes are above 0");
            });
        }

        @Override
        public String toString() {
            return name + " = "
                    + (values.isEmpty()
                            ? "everything above 0"
                            : values.stream().map(String::valueOf).collect(Collectors.joining(", ")));
        }
    }

    public Classes {
        foregroundClasses = List.copyOf(foregroundClasses);
        int size = foregroundClasses.size();
        if (size < 1 || size > LARGEST_COUNT) {
            throw new IllegalArgumentException("there must be 1 to " + LARGEST_COUNT + " classes, got " + size);
        }
        if (size > 1 && foregroundClasses.stream().anyMatch(c -> c.values().isEmpty())) {
            throw new IllegalArgumentException("with several classes each needs its label values");
        }
        requireDifferent(foregroundClasses);
    }

    /** The default: everything above 0 is the one class named foreground. */
    public static Classes foreground() {
        return new Classes(List.of(new Foreground("foreground", List.of())));
    }

    /** Number of classes including background. */
    public int count() {
        return foregroundClasses.size() + 1;
    }

    /** Name of a class index; "background" for 0. */
    public String name(int classIndex) {
        return classIndex == 0
                ? "background"
                : foregroundClasses.get(classIndex - 1).name();
    }

    /**
     * @param labelValue as stored in a file
     * @return its class index 0..count-1, or -1 if it belongs to no class
     */
    public int index(int labelValue) {
        if (labelValue == 0) {
            return 0;
        }
        for (int i = 0; i < foregroundClasses.size(); i++) {
            List<Integer> values = foregroundClasses.get(i).values();
            if (values.contains(labelValue) || (values.isEmpty() && labelValue > 0)) {
                return i + 1;
            }
        }
        return UNKNOWN;
    }

    /** Names of the foreground classes in order, without the background. */
    public List<String> foregroundNames() {
        return foregroundClasses.stream().map(Foreground::name).toList();
    }

    /** What is written for a class: 0 for background, 255 where there is one foreground class, else its first value. */
    public int outputValue(int classIndex) {
        if (classIndex == 0) {
            return 0;
        }
        return foregroundClasses.size() == 1
                ? WHITE
                : foregroundClasses.get(classIndex - 1).values().get(0);
    }

    /**
     * Turns label values into class indices.
     *
     * @param values label values as stored: whole numbers
     * @param file   where they come from, for messages
     * @throws SamdaException if values occur that belong to no class
     */
    public LabelImage toIndices(GreyImage values, Path file) {
        int[] indices = new int[values.pixels().length];
        Map<Float, Integer> known = new HashMap<>();
        float last = 0;
        int index = 0;
        boolean complete = true;
        for (int i = 0; i < indices.length; i++) {
            float value = values.pixels()[i];
            if (value != last) {
                last = value;
                index = known.size() < COUNTED_VALUES ? known.computeIfAbsent(value, this::indexOf) : indexOf(value);
            }
            indices[i] = index;
            complete &= index != UNKNOWN;
        }
        if (!complete) {
            throw unknownValues(values, file);
        }
        return new LabelImage(values.width(), values.height(), indices);
    }

    /** Like {@link #index} for a value as read: -1 for anything that is not a whole number. */
    int indexOf(float value) {
        return value == (int) value ? index((int) value) : UNKNOWN;
    }

    private SamdaException unknownValues(GreyImage values, Path file) {
        LabelCounts counted = new LabelCounts();
        counted.add(values.pixels());
        Map<Float, Long> counts = counted.counts();
        counts.keySet().removeIf(value -> indexOf(value) != UNKNOWN);
        String found = counts.entrySet().stream()
                .limit(NAMED_VALUES)
                .map(e -> "%s (%d px)".formatted(plain(e.getKey()), e.getValue()))
                .collect(Collectors.joining(", "));
        String more = counts.size() > NAMED_VALUES ? " and %d more".formatted(counts.size() - NAMED_VALUES) : "";
        return new SamdaException(
                "Labels '%s': value %s%s in no class, expected 0 (background), %s. Add the value to a class in the data set's YAML or correct the file."
                        .formatted(file, found, more, this));
    }

    private static String plain(float value) {
        return value == (int) value ? String.valueOf((int) value) : String.valueOf(value);
    }

    private static void requireDifferent(List<Foreground> classes) {
        Set<String> names = new HashSet<>();
        Set<Integer> values = new HashSet<>();
        for (Foreground each : classes) {
            if (!names.add(each.name())) {
                throw new IllegalArgumentException("class '" + each.name() + "' is there twice");
            }
            for (int value : each.values()) {
                if (!values.add(value)) {
                    throw new IllegalArgumentException(
                            "label value " + value + " of class '" + each.name() + "' is already in use");
                }
            }
        }
    }

    @Override
    public String toString() {
        return foregroundClasses.stream().map(Foreground::toString).collect(Collectors.joining("; "));
    }
}
