// SPDX-License-Identifier: Apache-2.0
package org.samda.loss;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Feature plus style reconstruction loss of step 2 (paper Eq. 2), averaged over the pairs of a batch.
 *
 * @param styleWeight weight of the style term, 1 in the paper
 */
public record Perceptual(double styleWeight) {

    public Perceptual {
        if (!(styleWeight >= 0) || Double.isInfinite(styleWeight)) {
            throw new IllegalArgumentException("styleWeight must be at least 0, got " + styleWeight);
        }
    }

    /**
     * @param source features of source images, float [N, C, H, W]
     * @param target features of as many target images, of the same shape; pair i is (source i, target i)
     * @return a float32 scalar
     */
    public Tensor of(Tensor source, Tensor target) {
        Tensor style = StyleReconstruction.of(source, target).mul(new Scalar(styleWeight));
        return FeatureReconstruction.of(source, target).add(style).mean();
    }
}
