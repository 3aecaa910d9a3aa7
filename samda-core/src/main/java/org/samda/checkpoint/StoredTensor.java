// SPDX-License-Identifier: Apache-2.0
package org.samda.checkpoint;

import java.util.List;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.samda.torch.TensorInfo;

/**
 * A tensor as a view of a storage: element {@code (i, j, ...)} is the storage's {@code offset + i stride_0 + j stride_1 +
 * ...}.
 *
 * @param storage where the values are; other tensors may share it
 * @param offset  of the first element, in elements
 * @param shape   sizes of the axes
 * @param strides elements from one index to the next, per axis
 */
record StoredTensor(Storage storage, long offset, List<Long> shape, List<Long> strides) implements Value {
    /** A few bytes could be seen as any number of elements; more than this are believed only if they are stored. */
    private static final long MOST_REPEATED = 1 << 20;

    StoredTensor {
        shape = List.copyOf(shape);
        strides = List.copyOf(strides);
        if (shape.size() != strides.size()) {
            throw new IllegalArgumentException(
                    "it has a tensor of %d sizes and %d strides".formatted(shape.size(), strides.size()));
        }
        requireInside(storage, offset, shape, strides);
    }

    /** Index of the storage's element after the last that the tensor needs; the offset if it needs none. */
    long end() {
        return offset + extent(shape, strides);
    }

    TensorInfo info() {
        return new TensorInfo(storage.type(), shape);
    }

    /**
     * The tensor itself.
     *
     * @param part  a vector with the storage's elements from {@code begin} on
     * @param begin index of the part's first element in the storage
     * @return a view of {@code part} in the caller's scope
     */
    Tensor view(Tensor part, long begin) {
        return part.as_strided(array(shape), array(strides), new LongOptional(offset - begin));
    }

    private static void requireInside(Storage storage, long offset, List<Long> shape, List<Long> strides) {
        if (!fits(storage.elements(), offset, shape, strides)) {
            throw new IllegalArgumentException(
                    "a tensor of shape %s, strides %s and offset %d does not fit storage '%s' of %d elements"
                            .formatted(shape, strides, offset, storage.key(), storage.elements()));
        }
    }

    private static boolean fits(long stored, long offset, List<Long> shape, List<Long> strides) {
        if (offset < 0
                || shape.stream().anyMatch(n -> n < 0)
                || strides.stream().anyMatch(n -> n < 0)) {
            return false;
        }
        try {
            return Math.addExact(offset, extent(shape, strides)) <= stored
                    && shape.stream().reduce(1L, Math::multiplyExact) <= Math.max(MOST_REPEATED, stored);
        } catch (ArithmeticException tooLarge) {
            return false;
        }
    }

    /** Number of elements from the first to the last one, both included. */
    private static long extent(List<Long> shape, List<Long> strides) {
        if (shape.contains(0L)) {
            return 0;
        }
        long last = 0;
        for (int axis = 0; axis < shape.size(); axis++) {
            last = Math.addExact(last, Math.multiplyExact(shape.get(axis) - 1, strides.get(axis)));
        }
        return Math.addExact(last, 1);
    }

    private static long[] array(List<Long> numbers) {
        return numbers.stream().mapToLong(Long::longValue).toArray();
    }
}
