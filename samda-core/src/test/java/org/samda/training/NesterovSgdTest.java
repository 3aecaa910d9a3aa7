// SPDX-License-Identifier: Apache-2.0
package org.samda.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.samda.golden.Filler;
import org.samda.golden.GoldenFile;
import org.samda.torch.Tensors;

class NesterovSgdTest {

    @Test
    void fourUpdatesGoWherePyTorchGoes() {
        try (PointerScope scope = new PointerScope()) {
            Tensor parameter = parameter(Filler.symmetric("sgd.p", 1, 0, 7));
            double[] expected = GoldenFile.of("unet/sgd_unit/trajectory").elements();
            try (NesterovSgd sgd = new NesterovSgd(Map.of("p", parameter), new SgdConfig(0.99, 3e-5, 12, 0.9, 0))) {
                for (int step = 0; step < 4; step++) {
                    gradient(parameter, Filler.symmetric("sgd.g" + step, 1, 0, 7));
                    sgd.step(1e-2);
                    float[] found = Tensors.floats(parameter);
                    for (int i = 0; i < 7; i++) {
                        assertEquals(expected[7 * step + i], found[i], 1e-6, "after step " + step);
                    }
                }
            }
        }
    }

    @Test
    void gradientsAreScaledDownToTheLargestNorm() {
        try (PointerScope scope = new PointerScope()) {
            Tensor parameter = parameter(Tensors.of(new float[5], 5));
            gradient(parameter, Filler.symmetric("clip.g", 30, 0, 5));
            assertEquals(
                    GoldenFile.of("unet/clip_unit/total_norm").value().asDouble(),
                    norm(Tensors.floats(parameter.grad())),
                    1e-4);
            try (NesterovSgd sgd = new NesterovSgd(Map.of("p", parameter), new SgdConfig(0, 0, 12, 1, 0))) {
                sgd.step(1);
            }
            double[] clipped = GoldenFile.of("unet/clip_unit/clipped").elements();
            float[] moved = Tensors.floats(parameter);
            for (int i = 0; i < 5; i++) {
                assertEquals(-clipped[i], moved[i], 1e-5);
            }
        }
    }

    @Test
    void theNormIsThatOfAllParametersTogether() {
        try (PointerScope scope = new PointerScope()) {
            Tensor a = parameter(Tensors.of(new float[1], 1));
            Tensor b = parameter(Tensors.of(new float[1], 1));
            gradient(a, Tensors.of(new float[] {3}, 1));
            gradient(b, Tensors.of(new float[] {4}, 1));
            try (NesterovSgd sgd = new NesterovSgd(Map.of("a", a, "b", b), new SgdConfig(0, 0, 1, 1, 0))) {
                sgd.step(1);
            }
            assertEquals(-0.6, a.item_float(), 1e-5);
            assertEquals(-0.8, b.item_float(), 1e-5);
        }
    }

    @Test
    void aParameterWithoutPartInTheLossStaysAsItIs() {
        try (PointerScope scope = new PointerScope()) {
            Tensor used = parameter(Tensors.of(new float[] {1}, 1));
            Tensor unused = parameter(Tensors.of(new float[] {1}, 1));
            try (NesterovSgd sgd =
                    new NesterovSgd(Map.of("used", used, "unused", unused), new SgdConfig(0.9, 0.5, 12, 1, 0))) {
                gradient(used, Tensors.of(new float[] {1}, 1));
                sgd.step(0.1);
                Gradients.clear(Map.of("used", used, "unused", unused));
                sgd.step(0.1);
            }
            // g' = 1 + 0.5; v = g'; moved by 0.1 (1.5 + 0.9 * 1.5), once.
            assertEquals(1 - 0.1 * 1.9 * 1.5, used.item_float(), 1e-6);
            assertArrayEquals(new float[] {1}, Tensors.floats(unused));
        }
    }

    @Test
    void learningRatesFallFromEpochToEpochAndStayAboveZero() {
        SgdConfig config = new SgdConfig(0.99, 0, 12, 0.9, 0);
        assertEquals(0.01, config.learningRate(0.01, 0, 4));
        assertEquals(0.01 * Math.pow(0.5, 0.9), config.learningRate(0.01, 2, 4), 1e-12);
        assertEquals(0.01 * Math.pow(0.25, 0.9), config.learningRate(0.01, 3, 4), 1e-12);
    }

    @Test
    void leavesNoNativeObjectsBehind() {
        try (PointerScope scope = new PointerScope()) {
            Tensor parameter = parameter(Tensors.of(new float[] {1, 2}, 2));
            try (NesterovSgd sgd = new NesterovSgd(Map.of("p", parameter), TinyTraining.SGD)) {
                step(sgd, parameter);
                long before = Pointer.totalCount();
                for (int i = 0; i < 20; i++) {
                    step(sgd, parameter);
                }
                long leaked = Pointer.totalCount() - before;
                assertTrue(leaked <= 0, "leaked " + leaked + " objects");
            }
        }
    }

    private static void step(NesterovSgd sgd, Tensor parameter) {
        try (PointerScope scope = new PointerScope()) {
            gradient(parameter, Tensors.of(new float[] {1, -1}, 2));
        }
        sgd.step(0.01);
    }

    /** A leaf with these values. */
    static Tensor parameter(Tensor values) {
        return values.set_requires_grad(true);
    }

    /** Leaves exactly this gradient on a parameter: that of the sum of its products with it. */
    static void gradient(Tensor parameter, Tensor gradient) {
        Gradients.clear(Map.of("p", parameter));
        parameter.mul(gradient).sum().backward();
    }

    private static double norm(float... values) {
        double sum = 0;
        for (float value : values) {
            sum += (double) value * value;
        }
        return Math.sqrt(sum);
    }
}
