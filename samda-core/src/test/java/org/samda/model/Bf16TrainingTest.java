// SPDX-License-Identifier: Apache-2.0
package org.samda.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.samda.golden.Filler;
import org.samda.model.ExpertUNetConfig.Kernel;
import org.samda.model.ExpertUNetConfig.Stride;
import org.samda.torch.Autocast;
import org.samda.torch.Engine;
import org.samda.torch.Parameters;
import org.samda.torch.Precision;
import org.samda.torch.Tensors;

/** What is computed in another way while a network is trained in bfloat16, beside libtorch's layers in float32. */
class Bf16TrainingTest {
    private static final Engine BF16 = new Engine(1, "cpu", Precision.BF16);

    /** Relative to the length of what is compared: some roundings to 8 bits. */
    private static final double TOLERANCE = 1e-2;

    @Test
    void convolutionsOfSmallGridsAreConvolutionsAndSoAreTheirGradients() {
        assertConvolves(Kernel.SQUARE, new Stride(1, 1), Filler.input("x", 2, 3, 8, 7));
        assertConvolves(Kernel.SQUARE, new Stride(2, 2), Filler.input("x", 2, 3, 7, 16));
        assertConvolves(Kernel.SQUARE, new Stride(2, 1), Filler.input("x", 2, 3, 1, 2));
        assertConvolves(new Kernel(1, 3), new Stride(1, 2), Filler.input("x", 2, 3, 6, 9));
    }

    @Test
    void convolutionsOfLargeGridsToo() {
        assertConvolves(Kernel.SQUARE, new Stride(2, 1), Filler.input("x", 2, 3, 40, 22));
    }

    private static void assertConvolves(Kernel kernel, Stride stride, Tensor input) {
        Module module = new Module();
        Conv2dImpl layer = module.register_module("conv", Layers.padded(3, 4, kernel, stride));
        assertSame(module, new Convolution(layer, kernel, stride)::of, input);
    }

    @Test
    void upsamplingsAreTransposedConvolutionsAndSoAreTheirGradients() {
        for (Stride factor : new Stride[] {new Stride(2, 2), new Stride(2, 1), new Stride(1, 2)}) {
            Module module = new Module();
            Upsampling upsampling =
                    new Upsampling(module.register_module("up", Layers.upsampling(6, 4, factor)), factor);
            assertSame(module, upsampling::of, Filler.input("x", 2, 6, 5, 3));
        }
    }

    @Test
    void patchesAreEmbeddedAsByAConvolution() {
        PatchEmbedding embedding = new PatchEmbedding(5);
        assertSame(embedding, embedding::forward, Filler.input("x", 2, 3, 32, 48));
    }

    @Test
    void normalisationIsTheSameInBothLayoutsOfMemory() {
        InstanceNorm norm = new InstanceNorm(3);
        Filler.fill(norm, "");
        Tensor direction = Filler.input("direction", 2, 3, 5, 4);
        Tensor plain = Filler.input("x", 2, 3, 5, 4).set_requires_grad(true);
        Tensor channelsLast = Tensors.channelsLast(plain.detach()).set_requires_grad(true);
        Tensor expected = norm.forward(plain);
        Tensor found = norm.forward(channelsLast);
        assertFalse(found.is_contiguous());
        assertArrayEquals(Tensors.floats(expected), Tensors.floats(found), 1e-5f);
        expected.mul(direction).sum().backward();
        found.mul(direction).sum().backward();
        assertArrayEquals(Tensors.floats(plain.grad()), Tensors.floats(channelsLast.grad()), 1e-5f);
    }

    @Test
    void theWholeNetworkStaysInChannelsLastMemory() {
        ExpertUNet network = new ExpertUNet(ExpertUNetConfig.halving(2, 3, 4, 8));
        Parameters.move(network, BF16);
        try (PointerScope scope = new PointerScope();
                Autocast autocast = Autocast.of(BF16)) {
            Tensor features = network.encode(Filler.input("x", 2, 1, 32, 32)).get(0);
            assertEquals(ScalarType.BFloat16, features.scalar_type().intern());
            assertFalse(features.is_contiguous());
            assertTrue(features.permute(0, 2, 3, 1).is_contiguous());
        }
    }

    /** In bfloat16 as in training, and in float32 by libtorch's own layers. */
    private static void assertSame(Module module, Function<Tensor, Tensor> forward, Tensor input) {
        Filler.fill(module, "");
        Map<String, Tensor> parameters = Parameters.ofGradients(module);
        Tensor x = input.set_requires_grad(true);
        Tensor expected = forward.apply(x);
        Tensor direction = Filler.input("direction", expected.shape());
        expected.mul(direction).sum().backward();
        Map<String, Tensor> gradients = new TreeMap<>(Map.of("input", x.grad().clone()));
        parameters.forEach(
                (name, parameter) -> gradients.put(name, parameter.grad().clone()));
        x.mutable_grad().reset();
        parameters.values().forEach(parameter -> parameter.mutable_grad().reset());
        Parameters.move(module, BF16);
        Tensor found;
        try (Autocast autocast = Autocast.of(BF16)) {
            found = forward.apply(x);
        }
        found.to(ScalarType.Float).mul(direction).sum().backward();
        assertNear("result", expected, found.to(ScalarType.Float));
        assertNear("input", gradients.get("input"), x.grad());
        parameters.forEach((name, parameter) -> assertNear(name, gradients.get(name), parameter.grad()));
    }

    private static void assertNear(String what, Tensor expected, Tensor found) {
        assertArrayEquals(expected.shape(), found.shape(), what);
        double length = expected.norm().item_float();
        double difference = expected.sub(found).norm().item_float();
        assertTrue(difference <= TOLERANCE * length, what + " differs by " + difference + " of " + length);
    }
}
