// SPDX-License-Identifier: Apache-2.0
package org.samda.inference;

import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.samda.model.SamdaModel;
import org.samda.torch.Autocast;
import org.samda.torch.Engine;
import org.samda.torch.Parameters;
import org.samda.torch.Tensors;

/**
 * Runs a network on tiles, as they are or averaged over their mirror images. Holds no state: several threads may use it
 * at once.
 */
final class TileNetwork {
    private static final long Y = 2;
    private static final long X = 3;
    private static final List<long[]> PLAIN = List.of(new long[0]);
    private static final List<long[]> MIRRORED =
            List.of(new long[0], new long[] {Y}, new long[] {X}, new long[] {Y, X});

    /** The network itself. */
    @FunctionalInterface
    interface Network {

        /**
         * @param images float32 [N, C, H, W]: z-scored; with a generic encoder a second channel, what it sees
         * @return raw class scores, float [N, classes, H, W], in the caller's scope
         */
        Tensor logits(Tensor images);
    }

    private final Network network;
    private final Engine engine;
    private final List<long[]> mirrorings;
    private final int channels;

    TileNetwork(Network network, Engine engine, boolean mirror) {
        this(network, engine, mirror, 1);
    }

    private TileNetwork(Network network, Engine engine, boolean mirror, int channels) {
        this.network = network;
        this.engine = engine;
        mirrorings = mirror ? MIRRORED : PLAIN;
        this.channels = channels;
    }

    /**
     * Takes two channels where there is a generic encoder, the U-Net's image and what the generic encoder sees; else one.
     * Moves the model to the engine's device.
     */
    static TileNetwork of(SamdaModel model, Engine engine, boolean mirror) {
        Parameters.move(model, engine);
        if (!model.hasGeneric()) {
            return new TileNetwork(images -> model.forward(images, images, 1).get(0), engine, mirror);
        }
        Network network = images ->
                model.forward(images.narrow(1, 0, 1), images.narrow(1, 1, 1), 1).get(0);
        return new TileNetwork(network, engine, mirror, 2);
    }

    /**
     * Raw class scores of some tiles; with mirroring the mean over the tile and its three mirror images.
     *
     * @param tiles  float32 [N, C, height, width], as {@link Network} takes them
     * @param width  of a tile, px
     * @param height of a tile, px
     * @return float32 [N, classes, height, width]
     */
    float[] logits(float[] tiles, int width, int height) {
        float[] mean = logits(tiles, width, height, mirrorings.get(0));
        for (long[] axes : mirrorings.subList(1, mirrorings.size())) {
            float[] more = logits(tiles, width, height, axes);
            for (int i = 0; i < mean.length; i++) {
                mean[i] += more[i];
            }
        }
        for (int i = 0; i < mean.length; i++) {
            mean[i] /= mirrorings.size();
        }
        return mean;
    }

    /** One pass: tensors of a tile live until its end. */
    private float[] logits(float[] tiles, int width, int height, long... mirroredAxes) {
        long count = tiles.length / ((long) channels * width * height);
        try (PointerScope scope = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard();
                Autocast autocast = Autocast.of(engine)) {
            Device device = engine.torchDevice();
            Tensor images = Tensors.of(tiles, count, channels, height, width).to(device, ScalarType.Float);
            Tensor seen = Tensors.channelsLast(images.flip(mirroredAxes));
            return Tensors.floats(network.logits(seen).flip(mirroredAxes));
        }
    }
}
