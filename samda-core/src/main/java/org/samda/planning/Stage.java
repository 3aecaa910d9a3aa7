// SPDX-License-Identifier: Apache-2.0
package org.samda.planning;

/**
 * A resolution of the U-Net's encoder.
 *
 * @param strideY  factor by which the stage makes the grid before it smaller along y, 1 or 2
 * @param strideX  the same along x
 * @param kernelY  side of its convolutions' kernels along y, 1 or 3
 * @param kernelX  the same along x
 * @param features its channels, at least 1
 */
public record Stage(int strideY, int strideX, int kernelY, int kernelX, int features) {

    public Stage {
        if (outside(strideY, 1, 2) || outside(strideX, 1, 2) || features < 1) {
            throw new IllegalArgumentException("stage: strides must be 1 or 2 and features at least 1, got " + strideY
                    + ", " + strideX + " and " + features);
        }
        if (outside(kernelY, 1, 3) || outside(kernelX, 1, 3)) {
            throw new IllegalArgumentException("stage: kernels must be 1 or 3, got " + kernelY + ", " + kernelX);
        }
    }

    private static boolean outside(int value, int one, int other) {
        return value != one && value != other;
    }
}
