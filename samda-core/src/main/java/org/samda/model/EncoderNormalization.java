// SPDX-License-Identifier: Apache-2.0
package org.samda.model;

import static org.bytedeco.pytorch.global.torch.cat;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.samda.encoder.ImageNet;
import org.samda.torch.Tensors;

/**
 * How a patch's grey values become a generic encoder's three channels, at the patch's own pixel size (PAPER row 1,
 * robust): the encoder's own published normalisation without its resizing.
 */
public enum EncoderNormalization {
    /** The U-Net's own z-scored values, for an encoder without published weights. */
    Z_SCORE(false) {
        @Override
        Tensor channels(Tensor grey) {
            return grey.expand(-1, CHANNELS, -1, -1);
        }
    },
    /** Mean and deviation of ImageNet: SAM, SAM-Med2D and MobileSAM. */
    IMAGE_NET(true) {
        @Override
        Tensor channels(Tensor grey) {
            TensorVector channels = new TensorVector();
            for (int c = 0; c < CHANNELS; c++) {
                channels.push_back(
                        grey.sub(Tensors.scalar(ImageNet.MEAN.get(c))).div(Tensors.scalar(ImageNet.DEVIATION.get(c))));
            }
            return cat(channels, 1);
        }
    },
    /** From 0 at the patch's smallest value to 1 at its largest: MedSAM. */
    MIN_MAX(true) {
        @Override
        Tensor channels(Tensor grey) {
            Tensor low = grey.amin(IMAGE_AXES, true);
            Tensor range = grey.amax(IMAGE_AXES, true).sub(low).clamp_min(Tensors.scalar(SMALLEST_RANGE));
            return grey.sub(low).div(range).expand(-1, CHANNELS, -1, -1);
        }
    };

    private static final long CHANNELS = 3;
    private static final long[] IMAGE_AXES = {1, 2, 3};

    /** MedSAM's own. */
    private static final double SMALLEST_RANGE = 1e-8;

    private final boolean originalGrey;

    EncoderNormalization(boolean originalGrey) {
        this.originalGrey = originalGrey;
    }

    /** Whether it takes original grey values from 0 to 255; else z-scored ones. */
    public boolean takesOriginalGrey() {
        return originalGrey;
    }

    /**
     * @param grey float32 [N, 1, H, W], original grey values from 0 to 255, or z-scored ones
     * @return float32 [N, 3, H, W]
     */
    abstract Tensor channels(Tensor grey);
}
