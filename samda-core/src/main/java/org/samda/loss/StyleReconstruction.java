// SPDX-License-Identifier: Apache-2.0
package org.samda.loss;

import org.bytedeco.pytorch.Tensor;

/** Distance of two styles (paper Eq. 5): the squared Frobenius norm of the difference of two Gram matrices. */
public final class StyleReconstruction {

    private StyleReconstruction() {}

    /**
     * @param source features of source images, float [N, C, H, W]
     * @param target features of as many target images, float [N, C, H', W']
     * @return one value for each pair, float32 [N]
     */
    public static Tensor of(Tensor source, Tensor target) {
        return Gram.of(source).sub(Gram.of(target)).square().sum(1, 2);
    }
}
