// SPDX-License-Identifier: Apache-2.0
package org.samda.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CpuFeaturesTest {

    @ParameterizedTest
    @CsvSource({
        "flags\t\t: fpu avx512f avx512_bf16 amx_tile, true",
        "flags\t\t: fpu amx_bf16, true",
        "flags\t\t: fpu avx512f avx512_fp16, false",
        "flags\t\t: fpu avx512_bf16x, false",
        "model name\t: avx512_bf16, false",
        "flags, false"
    })
    void theProcessorsFlagsDecideAboutBfloat16(String line, boolean has) {
        assertEquals(has, CpuFeatures.hasBf16(List.of("processor\t: 0", line, "")));
    }

    @Test
    void aRepeatedFlagIsNoProblem() {
        assertEquals(false, CpuFeatures.hasBf16(List.of("flags : sse sse2 sse")));
    }

    @Test
    void aFileThatTellsNothingMeansNo() {
        assertEquals(false, CpuFeatures.hasBf16(List.of()));
    }
}
