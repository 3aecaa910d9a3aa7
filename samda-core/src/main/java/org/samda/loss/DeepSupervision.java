// SPDX-License-Identifier: Apache-2.0
package org.samda.loss;

import static org.bytedeco.pytorch.global.torch.arange;

import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * The segmentation loss at all resolutions of the decoder, as in nnU-Net (COMPONENTS section 9).
 *
 * <p>The weight halves with the resolution; the lowest resolution has none, so that its head is never trained. Weights
 * add up to 1.
 *
 * @param loss the loss at one resolution
 */
public record DeepSupervision(DiceCrossEntropy loss) {

    /**
     * @param logits raw class scores of <em>all</em> heads, full resolution first, each float [N, K, h, w]; a single one
     *               is simply the loss
     * @param labels class indices at full resolution, int64 [N, H, W]; shrunk to each head's grid by picking pixels
     * @return a float32 scalar
     */
    public Tensor of(List<Tensor> logits, Tensor labels) {
        List<Double> weights = weights(logits.size());
        Tensor total = weighted(logits.get(0), labels, weights.get(0));
        for (int i = 1; i < logits.size(); i++) {
            if (weights.get(i) > 0) {
                total = total.add(weighted(logits.get(i), labels, weights.get(i)));
            }
        }
        return total;
    }

    /** The weights of this many resolutions, full resolution first: 1, 1/2, 1/4, … and 0 at last, divided by their sum. */
    public static List<Double> weights(int resolutions) {
        if (resolutions == 1) {
            return List.of(1.0);
        }
        double sum = 2 - Math.pow(0.5, resolutions - 2);
        return IntStream.range(0, resolutions)
                .mapToObj(i -> i == resolutions - 1 ? 0 : Math.pow(0.5, i) / sum)
                .toList();
    }

    private Tensor weighted(Tensor logits, Tensor labels, double weight) {
        return loss.of(logits, shrink(labels, logits.size(2), logits.size(3))).mul(new Scalar(weight));
    }

    /** The label under the centre of each pixel of the smaller grid (torch's {@code nearest-exact}). */
    static Tensor shrink(Tensor labels, long height, long width) {
        return pick(pick(labels, 1, height), 2, width);
    }

    /** Along one dimension: output o takes input floor((o + 1/2) * in / out), in whole numbers. */
    private static Tensor pick(Tensor labels, int dimension, long out) {
        long in = labels.size(dimension);
        if (in == out) {
            return labels;
        }
        Tensor centres = arange(new Scalar(out), labels.options())
                .mul(new Scalar(2 * in))
                .add(new Scalar(in))
                .floor_divide(new Scalar(2 * out));
        return labels.index_select(dimension, centres);
    }
}
