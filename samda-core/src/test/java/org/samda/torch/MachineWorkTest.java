// SPDX-License-Identifier: Apache-2.0
package org.samda.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@link MatrixProduct} and {@link MemoryCopy}. */
class MachineWorkTest {

    @ParameterizedTest
    @EnumSource(Precision.class)
    void aProductIsOneOperatorAndLeavesNothingBehind(Precision precision) {
        long before = Pointer.totalCount();
        try (MatrixProduct product = new MatrixProduct(8, precision)) {
            assertEquals(before + 3, Pointer.totalCount());
            try (OperatorLog log = OperatorLog.counting()) {
                product.run();
                product.run();
                assertEquals(2, log.calls("aten::mm"));
            }
        }
        assertEquals(before, Pointer.totalCount());
    }

    @Test
    void aCopyIsOneOperatorAndLeavesNothingBehind() {
        long before = Pointer.totalCount();
        try (MemoryCopy copy = new MemoryCopy(100)) {
            assertEquals(before + 2, Pointer.totalCount());
            try (OperatorLog log = OperatorLog.counting()) {
                copy.run();
                assertEquals(1, log.calls(name -> true));
                assertEquals(1, log.calls("aten::copy_"));
            }
        }
        assertEquals(before, Pointer.totalCount());
    }
}
