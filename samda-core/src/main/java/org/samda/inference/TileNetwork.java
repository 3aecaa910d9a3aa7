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
 * Runs a network on tiles, as they are or averaged over some of their symmetric images. Holds no state: several threads may use it
 * at once.
 */
final class TileNetwork {
    /** The network itself. */
    @FunctionalInterface
    interface Network {

        /**
         * @param images float32 [N, C, H, W]: z-scored; with a generic encoder a second channel, what it sees: z-scored, or original grey values from 0 to 255
         * @return raw class scores, float [N, classes, H, W], in the caller's scope
         */
        Tensor logits(Tensor images);
    }

    private final Network network;
    private final Engine engine;
    private final Averaging averaging;
    private final int channels;

    TileNetwork(Network network, Engine engine, Averaging averaging) {
        this(network, engine, averaging, 1);
    }

    private TileNetwork(Network network, Engine engine, Averaging averaging, int channels) {
        this.network = network;
        this.engine = engine;
        this.averaging = averaging;
        this.channels = channels;
    }

    /**
     * Takes two channels where there is a generic encoder, the U-Net's image and what the generic encoder sees; else one.
     * Moves the models to the engine's device.
     *
     * @param models of one shape, at least one; their raw scores are averaged
     */
    static TileNetwork of(List<SamdaModel> models, Engine engine, Averaging averaging) {
        models.forEach(model -> Parameters.move(model, engine));
        return new TileNetwork(
                images ->
                        mean(models.stream().map(model -> logits(model, images)).toList()),
                engine,
                averaging,
                models.get(0).hasGeneric() ? 2 : 1);
    }

    private static Tensor logits(SamdaModel model, Tensor images) {
        return model.hasGeneric()
                ? model.forward(images.narrow(1, 0, 1), images.narrow(1, 1, 1), 1)
                        .get(0)
                : model.forward(images, images, 1).get(0);
    }

    private static Tensor mean(List<Tensor> logits) {
        Tensor sum = logits.get(0);
        for (Tensor other : logits.subList(1, logits.size())) {
            sum = sum.add(other);
        }
        return logits.size() == 1 ? sum : sum.div(Tensors.scalar(logits.size()));
    }

    /**
     * Raw class scores of some tiles; the mean over the images of a tile that are averaged.
     *
     * @param tiles  float32 [N, C, height, width], as {@link Network} takes them
     * @param width  of a tile, px
     * @param height of a tile, px
     * @return float32 [N, classes, height, width]
     */
    float[] logits(float[] tiles, int width, int height) {
        List<Averaging.Image> images = averaging.images(width, height);
        float[] mean = logits(tiles, width, height, images.get(0));
        for (Averaging.Image image : images.subList(1, images.size())) {
            float[] more = logits(tiles, width, height, image);
            for (int i = 0; i < mean.length; i++) {
                mean[i] += more[i];
            }
        }
        for (int i = 0; i < mean.length; i++) {
            mean[i] /= images.size();
        }
        return mean;
    }

    /** One pass: tensors of a tile live until its end. */
    private float[] logits(float[] tiles, int width, int height, Averaging.Image image) {
        long count = tiles.length / ((long) channels * width * height);
        try (PointerScope scope = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard();
                Autocast autocast = Autocast.of(engine)) {
            Device device = engine.torchDevice();
            long[] flips = image.flips().stream().mapToLong(Long::longValue).toArray();
            Tensor given = Tensors.of(tiles, count, channels, height, width).to(device, ScalarType.Float);
            Tensor seen = Tensors.channelsLast(transposed(given, image).flip(flips));
            return Tensors.floats(
                    transposed(network.logits(seen).flip(flips), image).contiguous());
        }
    }

    private static Tensor transposed(Tensor tensor, Averaging.Image image) {
        return image.transposed() ? tensor.transpose(2, 3) : tensor;
    }
}
