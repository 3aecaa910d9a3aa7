// SPDX-License-Identifier: Apache-2.0
package org.samda.cli;

/** What numbers the network is computed with. */
enum Precision {
    /** bf16 where the device is faster with it, fp32 elsewhere. */
    AUTO,
    FP32,
    BF16
}
