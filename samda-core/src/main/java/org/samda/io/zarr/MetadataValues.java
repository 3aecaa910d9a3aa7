// SPDX-License-Identifier: Apache-2.0
package org.samda.io.zarr;

import java.util.List;
import org.samda.SamdaException;
import org.samda.config.JsonTree;
import org.samda.io.Bytes;

/** Values that the metadata of all formats have, checked before anything of their size is allocated. */
final class MetadataValues {
    private static final long LONGEST = 1L << 48;
    private static final int MOST_DIMENSIONS = 32;

    private MetadataValues() {}

    /** Lengths along the dimensions of an array or a chunk, at least 1. */
    static long[] lengths(JsonTree list) {
        List<JsonTree> elements = list.list();
        if (elements.isEmpty() || elements.size() > MOST_DIMENSIONS) {
            throw list.mistake("expected 1 to %d dimensions, found %d.".formatted(MOST_DIMENSIONS, elements.size()));
        }
        return elements.stream().mapToLong(MetadataValues::length).toArray();
    }

    private static long length(JsonTree element) {
        long length = element.whole();
        if (length < 1 || length > LONGEST) {
            throw element.expected("a length of at least 1 and at most 2^48");
        }
        return length;
    }

    /**
     * The lengths of a chunk along each dimension.
     *
     * @throws SamdaException if it has not as many dimensions as the array, or would be too large for memory
     */
    static long[] chunk(JsonTree list, int dimensions, NumberType type) {
        long[] lengths = lengths(list);
        if (lengths.length != dimensions) {
            throw list.mistake("expected %d lengths, as the array has dimensions, found %d."
                    .formatted(dimensions, lengths.length));
        }
        double bytes = type.bytes();
        for (long length : lengths) {
            bytes *= length;
        }
        long most = Math.min(Dimensions.LARGEST_CHUNK, Runtime.getRuntime().maxMemory() / 2);
        if (bytes > most) {
            throw list.mistake(
                    "a chunk takes %s, expected at most %s. Store the array in smaller chunks, or give Java more memory (-Xmx)."
                            .formatted(Bytes.readable((long) bytes), Bytes.readable(most)));
        }
        return lengths;
    }

    /** The value of elements that are stored nowhere. */
    static double fill(JsonTree value, NumberType type) {
        if (value.isNumber()) {
            return value.number();
        }
        if (value.isTruth()) {
            return value.truth() ? 1 : 0;
        }
        return switch (value.text()) {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> bits(value, type);
        };
    }

    /** The bits of a float as hexadecimal digits: {@code 0x7fc00000}. */
    private static double bits(JsonTree value, NumberType type) {
        String text = value.text();
        if (!text.matches("0x[0-9a-fA-F]{1,16}") || !type.isFloat() || text.length() > 2 + 2 * type.bytes()) {
            throw value.expected("a number");
        }
        long bits = Long.parseUnsignedLong(text.substring(2), 16);
        return switch (type) {
            case FLOAT16 -> org.samda.io.NumberType.half((short) bits);
            case FLOAT32 -> Float.intBitsToFloat((int) bits);
            default -> Double.longBitsToDouble(bits);
        };
    }

    /** The word that stands for a choice. */
    static String oneOf(JsonTree value, List<String> choices) {
        if (!choices.contains(value.text())) {
            throw value.expected(String.join(" or ", choices));
        }
        return value.text();
    }

    /** {@code 0, 1, …} or its reverse. */
    static int[] order(int count, boolean reversed) {
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            order[i] = reversed ? count - 1 - i : i;
        }
        return order;
    }
}
