// SPDX-License-Identifier: Apache-2.0
package org.samda.inference;

import java.util.Arrays;
import java.util.OptionalInt;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.samda.model.ExpertUNet;
import org.samda.model.ExpertUNetConfig;
import org.samda.torch.Engine;
import org.samda.torch.Tensors;

/** Networks small enough for tests. */
final class TinyNetwork {
    static final Engine ENGINE = Engine.start(OptionalInt.of(1), "cpu", "fp32");

    private static final int BLUR = 9;

    private TinyNetwork() {}

    /** A real U-Net with random weights that are always the same. */
    static TileNetwork.Network unet(int classes) {
        torch.manual_seed(7);
        ExpertUNet unet = new ExpertUNet(ExpertUNetConfig.halving(classes, 3, 4, 8));
        return images -> unet.forward(images, 1).get(0);
    }

    /** Scores that depend on the pixel alone: class 0 scores 0, class 1 the pixel's value. */
    static TileNetwork.Network threshold() {
        return images -> torch.cat(new org.bytedeco.pytorch.TensorVector(images.mul(Tensors.scalar(0)), images), 1);
    }

    static TileNetwork of(TileNetwork.Network network) {
        return new TileNetwork(network, ENGINE, Averaging.NONE);
    }

    /** A 3x3 convolution with uneven weights and zeros around: its result depends on neighbours and on direction. */
    static TileNetwork.Network slope() {
        float[] weights = {0, 1, 0, 2, 0, -1, 0, -3, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0};
        return images -> {
            Tensor kernel = Tensors.of(weights, 2, 1, 3, 3);
            return torch.conv2d(images, kernel, new org.bytedeco.pytorch.TensorOptional(), one(), one(), one(), 1);
        };
    }

    /** The mean of 9x9 pixels with zeros around: it sees the border of its tile, as every network does. */
    static TileNetwork.Network blur(int classes) {
        float[] weights = new float[classes * BLUR * BLUR];
        Arrays.fill(weights, 1f / (BLUR * BLUR));
        long[] padding = {BLUR / 2, BLUR / 2};
        return images -> torch.conv2d(
                images,
                Tensors.of(weights, classes, 1, BLUR, BLUR),
                new org.bytedeco.pytorch.TensorOptional(),
                one(),
                padding,
                one(),
                1);
    }

    private static long[] one() {
        return new long[] {1, 1};
    }

    /** What a network gives for one whole image: float32 [classes, H, W]. */
    static float[] whole(TileNetwork.Network network, float[] pixels, int width, int height) {
        try (PointerScope scope = new PointerScope()) {
            return Tensors.floats(network.logits(Tensors.of(pixels, 1, 1, height, width)));
        }
    }
}
