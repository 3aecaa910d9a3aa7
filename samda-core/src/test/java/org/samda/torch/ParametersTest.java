// SPDX-License-Identifier: Apache-2.0
package org.samda.torch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.BatchNorm2dImpl;
import org.bytedeco.pytorch.BatchNormOptions;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.samda.SamdaException;

class ParametersTest {

    @Test
    void namesParametersInOrderAndThenBuffers() {
        Module module = new Module();
        module.register_module("second", new LinearImpl(2, 3));
        module.register_module("first", new BatchNorm2dImpl(new BatchNormOptions(2)));
        assertEquals(
                List.of(
                        "second.weight",
                        "second.bias",
                        "first.weight",
                        "first.bias",
                        "first.running_mean",
                        "first.running_var",
                        "first.num_batches_tracked"),
                List.copyOf(Parameters.named(module).keySet()));
    }

    @Test
    void handsOutTheModulesOwnTensors() {
        LinearImpl module = new LinearImpl(2, 1);
        try (NoGradGuard noGrad = new NoGradGuard()) {
            Parameters.named(module).values().forEach(t -> t.fill_(new Scalar(2.0)));
        }
        assertEquals(8, module.forward(Tensors.of(new float[] {1, 2}, 1, 2)).item_float());
    }

    @Test
    void loadsWeightsOfAnyNumberFormat() {
        LinearImpl module = new LinearImpl(2, 1);
        Map<String, Tensor> weights = weights();
        weights.replaceAll((name, tensor) -> tensor.to(ScalarType.BFloat16));
        Parameters.load(module, weights, "Checkpoint 'a'");
        assertArrayEquals(
                new float[] {1, 2}, Tensors.floats(Parameters.named(module).get("weight")));
        assertEquals(
                ScalarType.Float,
                Parameters.named(module).get("weight").scalar_type().intern());
        assertTrue(Parameters.named(module).get("weight").requires_grad());
    }

    @Test
    void adoptsTheTensorsThemselvesAndConvertsOthers() {
        try (PointerScope scope = new PointerScope()) {
            LinearImpl module = new LinearImpl(2, 1);
            Map<String, Tensor> weights = weights();
            weights.put("bias", weights.get("bias").to(ScalarType.Half));
            Parameters.adopt(module, weights, "weights");
            assertEquals(
                    weights.get("weight").data_ptr().address(),
                    module.weight().data_ptr().address());
            assertEquals(ScalarType.Float, module.bias().scalar_type().intern());
            assertArrayEquals(new float[] {3}, Tensors.floats(module.bias()));
            weights.remove("bias");
            assertThrows(SamdaException.class, () -> Parameters.adopt(module, weights, "weights"));
        }
    }

    @Test
    void saysWhatIsMissingUnexpectedAndMisshapenAndChangesNothing() {
        LinearImpl module = new LinearImpl(2, 1);
        String before = Parameters.hash(module);
        Map<String, Tensor> weights = weights();
        weights.remove("bias");
        weights.put("weight", Tensors.of(new float[3], 1, 3));
        weights.put("gain", Tensors.of(new float[1], 1));
        SamdaException e =
                assertThrows(SamdaException.class, () -> Parameters.load(module, weights, "Checkpoint 'a.pth'"));
        assertEquals(
                "Checkpoint 'a.pth' does not fit the model: 1 missing (first: bias), 1 unexpected (first: gain),"
                        + " 1 of another shape (first: weight, expected [1, 2], found [1, 3])."
                        + " Is it for another model or size? Choose the one it was saved from.",
                e.getMessage());
        assertEquals(before, Parameters.hash(module));
    }

    @Test
    void freezesAndThaws() {
        LinearImpl module = new LinearImpl(2, 1);
        Parameters.setTrainable(module, false);
        assertFalse(module.weight().requires_grad());
        assertFalse(module.bias().requires_grad());
        Parameters.setTrainable(module, true);
        assertTrue(module.weight().requires_grad());
    }

    @Test
    void hashesNamesShapesAndLittleEndianBytes() {
        LinearImpl module = new LinearImpl(2, 1);
        Parameters.load(module, weights(), "weights");
        // Computed with Python: sha256 of "weight[1, 2]", <ff 1 2, "bias[1]", <f 3.
        assertEquals("569d75afea5d36deec03e1e4fee6eed1e64fc47d5281fcb6cb1b85af24b116ce", Parameters.hash(module));
        Map<String, Tensor> others = weights();
        others.put("bias", Tensors.of(new float[] {4}, 1));
        Parameters.load(module, others, "others");
        assertNotEquals("569d75afea5d36deec03e1e4fee6eed1e64fc47d5281fcb6cb1b85af24b116ce", Parameters.hash(module));
    }

    @Test
    void hashingAndLoadingLeaveNoNativeObjectsBehind() {
        LinearImpl module = new LinearImpl(2, 1);
        Map<String, Tensor> weights = weights();
        Parameters.load(module, weights, "weights");
        String hash = Parameters.hash(module);
        long before = Pointer.totalCount();
        for (int i = 0; i < 20; i++) {
            Parameters.load(module, weights, "weights");
            Parameters.setTrainable(module, true);
            assertEquals(hash, Parameters.hash(module));
        }
        assertTrue(Pointer.totalCount() <= before, () -> "leaked " + (Pointer.totalCount() - before));
    }

    private static Map<String, Tensor> weights() {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        weights.put("weight", Tensors.of(new float[] {1, 2}, 1, 2));
        weights.put("bias", Tensors.of(new float[] {3}, 1));
        return weights;
    }
}
