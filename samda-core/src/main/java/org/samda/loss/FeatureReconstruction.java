// SPDX-License-Identifier: Apache-2.0
package org.samda.loss;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Distance of two feature maps (paper Eq. 3): the mean squared difference over channels and pixels. */
public final class FeatureReconstruction {

    private FeatureReconstruction() {}

    /**
     * @param source features of source images, float [N, C, H, W]
     * @param target features of as many target images, of the same shape
     * @return one value for each pair, float32 [N]
     */
    public static Tensor of(Tensor source, Tensor target) {
        return source.to(ScalarType.Float)
                .sub(target.to(ScalarType.Float))
                .square()
                .mean(1, 2, 3);
    }
}
