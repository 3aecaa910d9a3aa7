// SPDX-License-Identifier: Apache-2.0
package org.samda.training;

import static org.bytedeco.pytorch.global.torch.cat;
import static org.bytedeco.pytorch.global.torch.linalg_eigvalsh;

import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.samda.torch.Tensors;

/**
 * How much feature maps tell: what a collapse takes from them (PAPER row 11).
 *
 * @param variance      mean over channels of the variance over all positions of all maps
 * @param effectiveRank how many directions of channel space that variance lies in (Roy and Vetterli 2007): exp of the
 *                      entropy of the eigenvalues of the channels' covariance, divided by their sum; from 1 to the number
 *                      of channels, 0 where nothing varies
 */
record FeatureSpread(double variance, double effectiveRank) {

    /** @param maps float [N, C, H, W] each, with the same C */
    static FeatureSpread of(List<Tensor> maps) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard()) {
            Tensor positions = cat(
                    new TensorVector(maps.stream().map(FeatureSpread::positions).toArray(Tensor[]::new)), 0);
            Tensor centred = positions.sub(positions.mean(0));
            Tensor covariance = centred.transpose(0, 1).matmul(centred).div(Tensors.scalar((double) positions.size(0)));
            double variance = covariance.trace().item_double() / positions.size(1);
            // Eigenvalues of what is not finite do not exist.
            return Double.isFinite(variance)
                    ? new FeatureSpread(variance, effectiveRank(Tensors.floats(linalg_eigvalsh(covariance))))
                    : new FeatureSpread(Double.NaN, Double.NaN);
        }
    }

    static double effectiveRank(float... eigenvalues) {
        double sum = 0;
        for (float eigenvalue : eigenvalues) {
            sum += Math.max(0, eigenvalue);
        }
        double entropy = 0;
        for (float eigenvalue : eigenvalues) {
            double part = eigenvalue / sum;
            entropy -= part > 0 ? part * Math.log(part) : 0;
        }
        return sum > 0 ? Math.exp(entropy) : 0;
    }

    /** Float64 [N H W, C]. */
    private static Tensor positions(Tensor features) {
        return features.to(ScalarType.Double).flatten(2, 3).transpose(1, 2).reshape(-1, features.size(1));
    }
}
