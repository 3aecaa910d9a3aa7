// SPDX-License-Identifier: Apache-2.0
package org.samda.loss;

import static org.bytedeco.pytorch.global.torch.arange;
import static org.bytedeco.pytorch.global.torch.cat;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.samda.torch.Autocast;

/**
 * Distance of two sets of samples by five Gaussian kernels (COMPONENTS section 14): the traditional loss of domain
 * adaptation, for comparison with the paper's {@link Perceptual}.
 *
 * <p>{@code mean k_xx + mean k_yy - 2 mean k_xy} with {@code k = sum over i = 0..4 of exp(-d^2 / (b 2^i))}, where b is a
 * quarter of the mean squared distance d^2 of two of the samples and counts as a constant in gradients. It is 0 for equal
 * sets.
 */
public final class MaximumMeanDiscrepancy {
    /** Positions of a feature map that count at most: the kernels are as large as the square of their number. */
    static final int MOST_POSITIONS = 1024;

    private static final int KERNELS = 5;

    /** The mean squared distance over the bandwidth of the first kernel, so that the one in the middle has them equal. */
    private static final double NARROWEST = 4;

    /** Makes the bandwidth a divisor where all samples are equal. */
    private static final double SMALLEST_BANDWIDTH = 1e-12;

    private MaximumMeanDiscrepancy() {}

    /**
     * With every position of every image as a sample. Of more than {@value #MOST_POSITIONS} positions as many are taken
     * in equal steps, always the same ones.
     *
     * @param source features of source images, float [N, C, H, W]
     * @param target features of target images, float [M, C, H', W']
     * @return a float32 scalar, computed in float32 under autocast too
     */
    public static Tensor of(Tensor source, Tensor target) {
        return ofSamples(positions(source), positions(target));
    }

    /**
     * @param x samples of one kind, float32 [n, D]
     * @param y samples of the other, float32 [m, D]
     * @return a float32 scalar, at least 0 but for rounding
     */
    static Tensor ofSamples(Tensor x, Tensor y) {
        long n = x.size(0);
        long m = y.size(0);
        Tensor kernels = kernels(squaredDistances(cat(new TensorVector(x, y), 0)));
        Tensor ofX = kernels.narrow(0, 0, n);
        Tensor ofY = kernels.narrow(0, n, m);
        Tensor within = ofX.narrow(1, 0, n).mean().add(ofY.narrow(1, n, m).mean());
        return within.sub(ofX.narrow(1, n, m).mean().mul(new Scalar(2.0)));
    }

    private static Tensor kernels(Tensor squaredDistances) {
        double samples = squaredDistances.size(0);
        Tensor bandwidth = squaredDistances
                .detach()
                .sum()
                .div(new Scalar((samples * samples - samples) * NARROWEST))
                .clamp_min(new Scalar(SMALLEST_BANDWIDTH));
        Tensor scaled = squaredDistances.div(bandwidth).neg();
        Tensor sum = scaled.exp();
        for (int i = 1; i < KERNELS; i++) {
            sum = sum.add(scaled.div(new Scalar((double) (1 << i))).exp());
        }
        return sum;
    }

    /** Of all samples from each other, [n, n], by |a|^2 + |b|^2 - 2ab. */
    private static Tensor squaredDistances(Tensor samples) {
        Tensor norms = samples.square().sum(1);
        try (Autocast fullPrecision = Autocast.off(samples)) {
            Tensor products = samples.matmul(samples.transpose(0, 1)).mul(new Scalar(2.0));
            return norms.unsqueeze(1).add(norms.unsqueeze(0)).sub(products).clamp_min(new Scalar(0.0));
        }
    }

    /** Float32 [n, C]: of n' positions number floor(i n' / n), i = 0..n-1. */
    static Tensor positions(Tensor features) {
        long channels = features.size(1);
        Tensor all = features.to(ScalarType.Float).flatten(2, 3).transpose(1, 2).reshape(-1, channels);
        long count = all.size(0);
        if (count <= MOST_POSITIONS) {
            return all;
        }
        Tensor taken = arange(new Scalar((long) MOST_POSITIONS))
                .to(ScalarType.Long)
                .mul(new Scalar(count))
                .floor_divide(new Scalar((long) MOST_POSITIONS));
        return all.index_select(0, taken.to(all.device(), ScalarType.Long));
    }
}
