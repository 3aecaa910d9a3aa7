// SPDX-License-Identifier: Apache-2.0
package org.samda.torch;

import java.lang.ref.Reference;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.concurrent.atomic.LongAdder;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** The border between Java arrays and tensors. Values are copied; tensors belong to the caller's scope. */
public final class Tensors {
    private static final LongAdder COPIED = new LongAdder();

    private Tensors() {}

    /** Bytes of native memory that this class has filled or read so far, on all threads. */
    public static long copiedBytes() {
        return COPIED.sum();
    }

    /** A float32 tensor on the CPU of the given shape, filled row-major from the array. */
    public static Tensor of(float[] values, long... shape) {
        Tensor tensor = empty(ScalarType.Float, values.length, shape);
        FloatBuffer buffer =
                new FloatPointer(tensor.data_ptr()).capacity(values.length).asBuffer();
        buffer.put(values);
        return tensor;
    }

    /** A float64 tensor on the CPU of the given shape, filled row-major from the array. */
    public static Tensor of(double[] values, long... shape) {
        Tensor tensor = empty(ScalarType.Double, values.length, shape);
        DoubleBuffer buffer =
                new DoublePointer(tensor.data_ptr()).capacity(values.length).asBuffer();
        buffer.put(values);
        return tensor;
    }

    /** An int64 tensor on the CPU of the given shape, filled row-major from the array; for class indices. */
    public static Tensor of(byte[] values, long... shape) {
        Tensor tensor = empty(ScalarType.Long, values.length, shape);
        LongBuffer buffer =
                new LongPointer(tensor.data_ptr()).capacity(values.length).asBuffer();
        for (byte value : values) {
            buffer.put(value & 0xFF);
        }
        return tensor;
    }

    /** All values of a tensor of any type and device, row-major, as float32. */
    public static float[] floats(Tensor tensor) {
        Tensor plain = tensor.detach().cpu().to(ScalarType.Float).contiguous();
        float[] values = new float[Math.toIntExact(plain.numel())];
        try {
            new FloatPointer(plain.data_ptr()).capacity(values.length).get(values);
        } finally {
            Reference.reachabilityFence(plain);
        }
        COPIED.add((long) Float.BYTES * values.length);
        return values;
    }

    /** The same values with channels fastest in memory, the layout in which convolutions are fastest. */
    public static Tensor channelsLast(Tensor images) {
        return images.contiguous(MemoryFormat.ChannelsLast);
    }

    public static Scalar scalar(double value) {
        return new Scalar(value);
    }

    private static Tensor empty(ScalarType type, int values, long... shape) {
        long expected = 1;
        for (long size : shape) {
            expected = Math.multiplyExact(expected, size);
        }
        if (expected != values) {
            throw new IllegalArgumentException(values + " values for a tensor of " + expected);
        }
        Tensor tensor = torch.empty(shape, new TensorOptions(type), new org.bytedeco.pytorch.MemoryFormatOptional());
        COPIED.add(tensor.nbytes());
        return tensor;
    }
}
