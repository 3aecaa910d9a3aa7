// SPDX-License-Identifier: Apache-2.0
package org.samda.loss;

import static org.bytedeco.pytorch.global.torch.log_softmax;
import static org.bytedeco.pytorch.global.torch.nll_loss_nd;
import static org.bytedeco.pytorch.global.torch.zeros_like;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Cross entropy plus Dice loss (paper Eq. 1), in nnU-Net's form: the Dice term is the negative soft Dice coefficient,
 * averaged over the classes without background.
 *
 * <p>Deviates from the paper: minus Dice instead of 1 - Dice, as in nnU-Net; the two differ by a constant, and the value
 * can be negative, down to -1.
 *
 * @param batchDice whether one Dice coefficient is taken over the whole batch (nnU-Net's choice for 2-D) instead of one
 *                  for each image
 */
public record DiceCrossEntropy(boolean batchDice) {
    /** Makes the coefficient of a class that is neither predicted nor labelled 1 instead of 0 / 0. */
    private static final double SMOOTH = 1e-5;

    /**
     * @param logits raw class scores, float [N, K, H, W], K at least 2; background is class 0
     * @param labels class indices from 0 to K-1, int64 [N, H, W]
     * @return a float32 scalar, computed in float32 whatever the type of the logits
     */
    public Tensor of(Tensor logits, Tensor labels) {
        Tensor logProbabilities = log_softmax(logits.to(ScalarType.Float), 1);
        Tensor crossEntropy = nll_loss_nd(logProbabilities, labels);
        return crossEntropy.sub(dice(logProbabilities.exp(), labels));
    }

    /** The mean soft Dice coefficient of all classes but background. */
    private Tensor dice(Tensor probabilities, Tensor labels) {
        Tensor truth = zeros_like(probabilities.detach()).scatter(1, labels.unsqueeze(1), new Scalar(1.0));
        Tensor predicted = withoutBackground(probabilities);
        Tensor labelled = withoutBackground(truth);
        Tensor both = overPixels(predicted.mul(labelled));
        Tensor sum = overPixels(predicted).add(overPixels(labelled));
        Scalar smooth = new Scalar(SMOOTH);
        return both.mul(new Scalar(2.0)).add(smooth).div(sum.add(smooth)).mean();
    }

    private static Tensor withoutBackground(Tensor classes) {
        return classes.narrow(1, 1, classes.size(1) - 1);
    }

    /** [K] with {@link #batchDice}, else [N, K]. */
    private Tensor overPixels(Tensor classes) {
        return batchDice ? classes.sum(0, 2, 3) : classes.sum(2, 3);
    }
}
