// SPDX-License-Identifier: Apache-2.0
package org.samda.benchmark;

/** What can be measured. */
public enum BenchmarkCase {
    /** The largest matrix product in each precision, and how fast memory is copied. */
    LIMIT(1.1),
    /** A training step of nnU-Net's 2-D U-Net on patches of 256 px. */
    TRAIN_256(1.8),
    /** The same with patches of 512 px. */
    TRAIN_512(5.5),
    /** Segmenting an image in tiles. */
    INFER(2.5),
    /** An image through SAM's ViT-B. */
    SAM_B(2.0),
    /** An image through MobileSAM's TinyViT. */
    MOBILE_SAM(1.6),
    /** Drawing and augmenting training patches. */
    AUGMENT(0.4),
    /** An iteration of the unsupervised adaptation. */
    ADAPT(0.6);

    private static final double GB = 1e9;

    private final double memoryGb;

    BenchmarkCase(double memoryGb) {
        this.memoryGb = memoryGb;
    }

    /** About what the process takes in all in float32, which takes more. */
    double memoryBytes() {
        return memoryGb * GB;
    }
}
