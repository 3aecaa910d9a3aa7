// SPDX-License-Identifier: Apache-2.0
package org.samda.golden;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.bytedeco.pytorch.Tensor;
import org.samda.torch.Tensors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A quantity of {@code golden/README.md}: a number, or a tensor of which every stride-th element is stored. */
public final class GoldenFile {
    private static final String ROOT = "/golden/";

    private final String name;
    private final JsonNode entry;

    private GoldenFile(String name, JsonNode entry) {
        this.name = name;
        this.entry = entry;
    }

    /** By name, such as {@code sam/tiny/out}. */
    public static GoldenFile of(String name) {
        return StreamSupport.stream(json(component(name) + "/manifest.json").spliterator(), false)
                .filter(entry -> entry.get("name").asString().equals(name))
                .map(entry -> new GoldenFile(name, entry))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no golden value " + name));
    }

    /** Names of all quantities that begin like this. */
    public static List<String> names(String prefix) {
        return StreamSupport.stream(json(component(prefix) + "/manifest.json").spliterator(), false)
                .map(entry -> entry.get("name").asString())
                .filter(name -> name.startsWith(prefix))
                .toList();
    }

    /** Names and shapes of a list of parameters, such as {@code sam/state_dict_vit_b.json}. */
    public static Map<String, List<Long>> shapes(String file) {
        Map<String, List<Long>> shapes = new LinkedHashMap<>();
        json(file).forEach(tensor -> shapes.put(tensor.get("name").asString(), longs(tensor.get("shape"))));
        return shapes;
    }

    static JsonNode json(String file) {
        return JsonMapper.shared().readTree(open(file));
    }

    /** What is stored where the quantity is not a tensor. */
    public JsonNode value() {
        return entry.get("value");
    }

    /** The stored elements. */
    public double[] elements() {
        return NpyFile.read(open(component(name) + "/" + entry.get("file").asString()));
    }

    /** The stored elements as single-precision numbers. */
    public float[] floats() {
        double[] elements = elements();
        float[] floats = new float[elements.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) elements[i];
        }
        return floats;
    }

    /** The stored elements as whole numbers. */
    public int[] ints() {
        return Arrays.stream(elements()).mapToInt(element -> (int) element).toArray();
    }

    /** Size of the tensor along a dimension; negative ones count from the last, -1. */
    public int size(int dimension) {
        JsonNode shape = entry.get("shape");
        return shape.get(Math.floorMod(dimension, shape.size())).asInt();
    }

    /** Every how many elements of the tensor one is stored, from the first on. */
    public int stride() {
        return entry.get("stride").asInt();
    }

    /** That of the whole tensor. */
    public double standardDeviation() {
        return entry.get("std").asDouble();
    }

    /** Fails unless the largest difference is at most the tolerance times the whole tensor's standard deviation. */
    public void assertMatches(Tensor actual, double toleranceInStd) {
        double worst = worst(actual);
        double allowed = toleranceInStd * entry.get("std").asDouble();
        assertTrue(worst <= allowed, () -> name + " differs by " + worst + ", allowed are " + allowed);
    }

    /** The largest difference over the standard deviation. */
    public double errorInStd(Tensor actual) {
        return worst(actual) / entry.get("std").asDouble();
    }

    private double worst(Tensor actual) {
        long[] shape = longs(entry.get("shape")).stream().mapToLong(x -> x).toArray();
        assertArrayEquals(shape, actual.shape(), () -> name + " has the shape " + Arrays.toString(actual.shape()));
        double[] expected = elements();
        float[] found = Tensors.floats(actual);
        int start = entry.get("start").asInt();
        int stride = entry.get("stride").asInt();
        double worst = 0;
        for (int i = 0; i < expected.length; i++) {
            double difference = Math.abs(expected[i] - found[start + i * stride]);
            worst = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(worst, difference);
        }
        return worst;
    }

    private static List<Long> longs(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asLong)
                .toList();
    }

    private static String component(String name) {
        return name.substring(0, name.indexOf('/'));
    }

    private static InputStream open(String file) {
        return Objects.requireNonNull(GoldenFile.class.getResourceAsStream(ROOT + file), file);
    }
}
