// SPDX-License-Identifier: Apache-2.0
package org.samda.golden;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.CRC32;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.samda.torch.Parameters;
import org.samda.torch.Tensors;

/** The numbers the golden values were computed with: a formula of a tensor's name and an element's index. */
public final class Filler {
    /** Gives a stream unit variance. */
    public static final double UNIT = Math.sqrt(3);

    private Filler() {}

    /** Element i of the named stream, in [0, 1), a multiple of 2^-24. */
    public static double unit(String name, long i) {
        return unit(seed(name), i);
    }

    /** A tensor of {@code offset + scale (2u - 1)}. */
    public static Tensor symmetric(String name, double scale, double offset, long... shape) {
        long seed = seed(name);
        float[] values = new float[Math.toIntExact(numel(shape))];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (offset + scale * (2 * unit(seed, i) - 1));
        }
        return Tensors.of(values, shape);
    }

    /** An input: symmetric, mean 0, variance 1. */
    public static Tensor input(String name, long... shape) {
        return symmetric(name, UNIT, 0, shape);
    }

    /** Fills a module's parameters; the streams have the parameters' names with the prefix in front. */
    public static void fill(Module module, String prefix) {
        try (NoGradGuard noGrad = new NoGradGuard()) {
            for (Map.Entry<String, Tensor> entry : Parameters.named(module).entrySet()) {
                Tensor parameter = entry.getValue();
                if (!entry.getKey().endsWith("num_batches_tracked")) {
                    parameter.copy_(parameter(prefix + entry.getKey(), parameter.shape()));
                }
            }
        }
    }

    static Tensor parameter(String name, long... shape) {
        String last = name.substring(name.lastIndexOf('.') + 1);
        if (last.equals("running_var")) {
            // From 1 to 1.1 rather than around a middle.
            return symmetric(name, 0.05, 1.05, shape);
        }
        if (last.equals("pos_embed") || last.startsWith("rel_pos_") || last.equals("attention_biases")) {
            return symmetric(name, 0.1, 0, shape);
        }
        if (shape.length >= 2) {
            return symmetric(name, Math.sqrt(3.0 * shape[0] / numel(shape)), 0, shape);
        }
        return symmetric(name, 0.1, last.equals("weight") ? 1 : 0, shape);
    }

    private static long seed(String name) {
        CRC32 crc = new CRC32();
        crc.update(name.getBytes(StandardCharsets.UTF_8));
        return crc.getValue();
    }

    private static double unit(long seed, long i) {
        long z = seed * 0x9E3779B97F4A7C15L + i + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        z ^= z >>> 31;
        return (z >>> 40) * 0x1p-24;
    }

    private static long numel(long... shape) {
        long product = 1;
        for (long size : shape) {
            product *= size;
        }
        return product;
    }
}
