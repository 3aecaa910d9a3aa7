// SPDX-License-Identifier: Apache-2.0
package org.samda.torch;

/** Number format of convolutions and matrix products; weights, losses and optimiser always stay float32. */
public enum Precision {
    /** Everything in float32. */
    FP32,
    /** Convolutions and matrix products in bfloat16, where the processor does that in hardware. */
    BF16
}
