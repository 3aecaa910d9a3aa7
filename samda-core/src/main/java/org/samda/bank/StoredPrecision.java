// SPDX-License-Identifier: Apache-2.0
package org.samda.bank;

import org.samda.torch.TensorType;

/** Number format in which embeddings are kept: two bytes a value. */
public enum StoredPrecision {
    /** The range of float32 with 8 bits of precision. */
    BF16,
    /** Up to 65504 with 11 bits of precision. */
    FP16;

    /** Bytes of a value. */
    public static final int BYTES = 2;

    /** As tensors have it. */
    public TensorType type() {
        return this == BF16 ? TensorType.BF16 : TensorType.F16;
    }
}
