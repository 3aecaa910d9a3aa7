// SPDX-License-Identifier: Apache-2.0
package org.samda.inference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.samda.SamdaException;
import org.samda.data.Classes;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The JSON files that nnU-Net leaves beside its trained networks, read leniently: keys that are not needed do not matter,
 * those that are must be there and have the expected form.
 *
 * @param file where it is, for messages
 * @param node its content or a part of it
 * @param key  which part, empty for all
 */
record NnUNetPlans(Path file, JsonNode node, String key) {
    private static final long LARGEST_FILE = 64L << 20;

    /** nnU-Net's name for the label of voxels that training leaves out. */
    private static final String IGNORED = "ignore";

    static NnUNetPlans read(Path file) {
        try {
            if (Files.size(file) > LARGEST_FILE) {
                throw new SamdaException("'%s' has more than %d bytes, expected nnU-Net's short description."
                        .formatted(file, LARGEST_FILE));
            }
            return new NnUNetPlans(file, JsonMapper.shared().readTree(Files.readString(file)), "");
        } catch (JacksonException e) {
            throw new SamdaException(
                    "'%s' is not JSON, line %d: %s. Copy the file again."
                            .formatted(file, e.getLocation().getLineNr(), e.getOriginalMessage()),
                    e);
        } catch (IOException e) {
            throw new SamdaException(
                    "'%s' cannot be read: %s. It belongs beside the fold folders of a trained nnU-Net."
                            .formatted(file, e),
                    e);
        }
    }

    boolean has(String name) {
        return node.has(name) && !node.get(name).isNull();
    }

    NnUNetPlans at(String name) {
        if (!has(name)) {
            throw problem(name, "a value", "nothing");
        }
        return new NnUNetPlans(file, node.get(name), key.isEmpty() ? name : key + "." + name);
    }

    /** A list of exactly or, with {@code count} 0, any number of numbers. */
    List<Double> numbers(String name, int count) {
        JsonNode list = at(name).node();
        List<Double> numbers = new ArrayList<>();
        list.forEach(item -> numbers.add(item.isNumber() ? item.doubleValue() : Double.NaN));
        if (!list.isArray() || numbers.contains(Double.NaN) || (count > 0 && numbers.size() != count)) {
            throw problem(name, "a list of " + (count > 0 ? count + " " : "") + "numbers", list.toString());
        }
        return numbers;
    }

    /** The same for whole numbers from 0 to a million. */
    List<Integer> wholeNumbers(String name, int count) {
        List<Double> numbers = numbers(name, count);
        if (numbers.stream().anyMatch(n -> n != Math.rint(n) || n < 0 || n > 1e6)) {
            throw problem(name, "whole numbers", numbers.toString());
        }
        return numbers.stream().map(Double::intValue).toList();
    }

    /** Pairs of whole numbers, along y and x. */
    List<List<Integer>> pairs(String name) {
        List<List<Integer>> pairs = new ArrayList<>();
        for (JsonNode item : at(name).node()) {
            boolean pair = item.isArray()
                    && item.size() == 2
                    && item.get(0).isInt()
                    && item.get(1).isInt();
            if (!pair) {
                throw problem(name, "pairs of whole numbers", item.toString());
            }
            pairs.add(List.of(item.get(0).intValue(), item.get(1).intValue()));
        }
        return pairs;
    }

    int wholeNumber(String name) {
        JsonNode number = at(name).node();
        if (!number.isInt()) {
            throw problem(name, "a whole number", number.toString());
        }
        return number.intValue();
    }

    double number(String name) {
        JsonNode number = at(name).node();
        if (!number.isNumber()) {
            throw problem(name, "a number", number.toString());
        }
        return number.doubleValue();
    }

    String text(String name) {
        return at(name).node().asString();
    }

    /**
     * {@code {"background": 0, "a": 1}} in the order of the values; the values must be 0, 1, 2, …, and the last may be
     * {@code ignore}, for which the network has no output.
     */
    Classes classes() {
        List<Classes.Foreground> found = new ArrayList<>();
        for (Map.Entry<String, JsonNode> label : at("labels").node().properties()) {
            if (!label.getValue().isInt()) {
                throw problem(
                        "labels." + label.getKey(),
                        "one label value; regions are not supported",
                        label.getValue() + "");
            }
            if (label.getValue().intValue() > 0 && !label.getKey().equals(IGNORED)) {
                found.add(new Classes.Foreground(
                        label.getKey(), List.of(label.getValue().intValue())));
            }
        }
        found.sort((a, b) -> Integer.compare(a.values().get(0), b.values().get(0)));
        for (int i = 0; i < found.size(); i++) {
            if (found.get(i).values().get(0) != i + 1) {
                throw problem("labels", "label values 1, 2, … without a gap", found.toString());
            }
        }
        return new Classes(found);
    }

    SamdaException problem(String name, String expected, String found) {
        return new SamdaException("'%s', key '%s': expected %s, found %s. Use the files of a trained 2d configuration."
                .formatted(file, key.isEmpty() ? name : key + "." + name, expected, found));
    }
}
