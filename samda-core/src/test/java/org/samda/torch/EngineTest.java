// SPDX-License-Identifier: Apache-2.0
package org.samda.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.util.OptionalInt;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.samda.SamdaException;

class EngineTest {

    @AfterEach
    void useOneThreadAgain() {
        start("cpu", "fp32");
    }

    @Test
    void usesTheThreadsItIsTold() {
        assertEquals(2, Engine.start(OptionalInt.of(2), "cpu", "fp32").threads());
        assertEquals(2, torch.get_num_threads());
        start("cpu", "fp32");
        assertEquals(1, torch.get_num_threads());
    }

    @Test
    void usesAllProcessorsUnlessTold() {
        assertEquals(
                Runtime.getRuntime().availableProcessors(),
                Engine.start(OptionalInt.empty(), "cpu", "fp32").threads());
    }

    @Test
    void autoIsBfloat16WhereTheProcessorHasIt() {
        assertEquals(
                CpuFeatures.hasBf16() ? Precision.BF16 : Precision.FP32,
                start("cpu", "auto").precision());
        assertEquals(Precision.BF16, start("cpu", "bf16").precision());
        assertEquals(Precision.FP32, start("cpu", "fp32").precision());
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpu", "", "cuda:", "cuda:x", "CPU", "cuda:-1"})
    void anUnknownDeviceIsRefused(String device) {
        assertEquals(
                "Unknown device '" + device + "'; expected cpu, cuda or cuda:0, cuda:1, …", problem(device, "fp32"));
    }

    @Test
    void aCardThatIsNotThereIsRefusedWithWhatToDo() {
        assumeFalse(torch.cuda_is_available(), "this machine has a usable NVIDIA card");
        String problem = problem("cuda:0", "fp32");
        assertTrue(
                problem.startsWith("Device 'cuda:0' is not available: ") && problem.contains("Use --device cpu"),
                problem);
    }

    @Test
    void anUnknownPrecisionIsRefused() {
        assertEquals("Unknown precision 'fp16'; expected auto, fp32 or bf16", problem("cpu", "fp16"));
    }

    @Test
    void saysTheVersionOfLibtorch() {
        assertTrue(Engine.version().matches("\\d+\\.\\d+\\.\\d+-.+"), Engine.version());
    }

    private static Engine start(String device, String precision) {
        return Engine.start(OptionalInt.of(1), device, precision);
    }

    private static String problem(String device, String precision) {
        return assertThrows(SamdaException.class, () -> start(device, precision))
                .getMessage();
    }
}
