// SPDX-License-Identifier: Apache-2.0
package org.samda.catalog;

/** Networks of the published encoders. */
public enum Architecture {
    /** SAM's vision transformer, base: 12 blocks of 768 channels. */
    VIT_B,
    /** SAM's vision transformer, large: 24 blocks of 1024 channels. */
    VIT_L,
    /** SAM's vision transformer, huge: 32 blocks of 1280 channels. */
    VIT_H,
    /** VIT_B for smaller images, with an adapter in every block (SAM-Med2D). */
    VIT_B_ADAPTER,
    /** TinyViT with 5 million parameters (MobileSAM). */
    TINY_VIT
}
