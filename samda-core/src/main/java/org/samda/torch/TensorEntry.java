// SPDX-License-Identifier: Apache-2.0
package org.samda.torch;

import java.util.Arrays;
import java.util.Objects;

/**
 * One tensor as the header of a safetensors file describes it.
 *
 * @param name  unique in the file
 * @param type  number format
 * @param shape sizes of the axes, each at least 0; empty for a single number
 * @param begin first byte, counted from the end of the header
 * @param end   byte after the last; {@code end - begin} is what type and shape need
 */
@SuppressWarnings("ArrayRecordComponent")
record TensorEntry(String name, TensorType type, long[] shape, long begin, long end) {

    TensorEntry {
        Objects.requireNonNull(name);
        if (begin < 0 || end - begin != bytes(type, shape)) {
            throw new IllegalArgumentException("its %s%s needs %d bytes, its data_offsets are %d to %d"
                    .formatted(type, Arrays.toString(shape), bytes(type, shape), begin, end));
        }
    }

    /** Number of bytes of the tensor's values. */
    long bytes() {
        return end - begin;
    }

    /** Bytes that a tensor of this type and shape takes. */
    private static long bytes(TensorType type, long... shape) {
        try {
            long bytes = type.bytes();
            for (long size : shape) {
                bytes = Math.multiplyExact(bytes, size);
            }
            return bytes;
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("its shape " + Arrays.toString(shape) + " is too large", e);
        }
    }
}
