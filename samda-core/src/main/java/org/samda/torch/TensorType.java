// SPDX-License-Identifier: Apache-2.0
package org.samda.torch;

import java.util.Arrays;
import java.util.Optional;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Number formats of a safetensors file that this program knows; the names are the file format's. */
enum TensorType {
    F32(4, ScalarType.Float),
    F16(2, ScalarType.Half),
    BF16(2, ScalarType.BFloat16),
    I64(8, ScalarType.Long),
    U8(1, ScalarType.Byte);

    private final int bytes;
    private final ScalarType scalarType;

    TensorType(int bytes, ScalarType scalarType) {
        this.bytes = bytes;
        this.scalarType = scalarType;
    }

    /** Bytes of one value. */
    int bytes() {
        return bytes;
    }

    ScalarType scalarType() {
        return scalarType;
    }

    static Optional<TensorType> named(String name) {
        return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
    }

    static Optional<TensorType> of(ScalarType scalarType) {
        return Arrays.stream(values())
                .filter(type -> type.scalarType.value == scalarType.value)
                .findFirst();
    }
}
