// SPDX-License-Identifier: Apache-2.0
package org.samda.benchmark;

/**
 * How large the work of each case is. The product measures the {@link #FULL} ones, tests smaller ones.
 *
 * @param matrixSide   rows and columns of the largest matrix product
 * @param copiedValues float32 numbers of the array that is copied
 * @param unetStages   of the U-Net that is trained and segments
 * @param unetFeatures channels of its first stage
 * @param unetMaximum  channels of any stage, at most
 * @param shrinking    what the sides of patches, tiles and images are divided by
 * @param augmented    patches of a repetition
 */
record BenchmarkSizes(
        int matrixSide,
        int copiedValues,
        int unetStages,
        int unetFeatures,
        int unetMaximum,
        int shrinking,
        int augmented) {
    /** nnU-Net's 2-D U-Net for patches of 512 px. */
    static final BenchmarkSizes FULL = new BenchmarkSizes(4096, 1 << 26, 8, 32, 512, 1, 100);
}
