// SPDX-License-Identifier: Apache-2.0
package org.samda.inference;

import java.nio.file.Path;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.samda.encoder.ByteImage;
import org.samda.encoder.EncoderImage;
import org.samda.encoder.EncoderPreprocessing;
import org.samda.image.GreyImage;
import org.samda.image.GreyRange;
import org.samda.model.EncoderShape;
import org.samda.model.GenericEncoder;
import org.samda.torch.Autocast;
import org.samda.torch.Engine;
import org.samda.torch.Parameters;
import org.samda.torch.Tensors;

/** A generic encoder with published weights, and what it makes of whole images, prepared as its authors prepare them. */
public final class ImageEmbedder implements AutoCloseable {
    private final GenericEncoder encoder;
    private final EncoderPreprocessing preprocessing;
    private final Engine engine;

    private ImageEmbedder(GenericEncoder encoder, EncoderPreprocessing preprocessing, Engine engine) {
        this.encoder = encoder;
        this.preprocessing = preprocessing;
        this.engine = engine;
    }

    /**
     * An image embedding.
     *
     * @param channels C
     * @param height   H, one row for 16 of the prepared image
     * @param width    W
     * @param values   float32 [C, H, W]
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Embedding(long channels, long height, long width, float[] values) {}

    /**
     * Reads an encoder to the engine's device.
     *
     * @param weights file as published
     * @throws org.samda.SamdaException if the file cannot be used for an encoder of this shape
     */
    public static ImageEmbedder read(
            EncoderShape shape, EncoderPreprocessing preprocessing, Path weights, Engine engine) {
        ImageEmbedder embedder = new ImageEmbedder(GenericEncoder.of(shape), preprocessing, engine);
        boolean loaded = false;
        try {
            PublishedWeights.load(embedder.encoder, weights);
            Parameters.setTrainable(embedder.encoder, false);
            Parameters.move(embedder.encoder, engine);
            loaded = true;
            return embedder;
        } finally {
            if (!loaded) {
                embedder.close();
            }
        }
    }

    /**
     * An encoder with random weights, drawn from libtorch's generator, on the engine's device: as fast as a published one of
     * this shape, and of no other use.
     */
    public static ImageEmbedder untrained(EncoderShape shape, EncoderPreprocessing preprocessing, Engine engine) {
        GenericEncoder encoder = GenericEncoder.of(shape);
        Parameters.setTrainable(encoder, false);
        Parameters.move(encoder, engine);
        return new ImageEmbedder(encoder, preprocessing, engine);
    }

    /** The embedding of an image; grey values beyond 8 bits are mapped as {@link GreyRange} says. */
    public Embedding embed(GreyImage image) {
        return embed(preprocessing.prepare(ByteImage.of(image, GreyRange.of(image))));
    }

    /** The embedding of an image that is prepared already. */
    public Embedding embed(EncoderImage input) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard();
                Autocast autocast = Autocast.of(engine)) {
            Tensor tensor = Tensors.of(input.values(), 1, 3, input.height(), input.width())
                    .to(engine.torchDevice(), ScalarType.Float);
            Tensor embedding = encoder.forward(tensor);
            return new Embedding(embedding.size(1), embedding.size(2), embedding.size(3), Tensors.floats(embedding));
        }
    }

    @Override
    public void close() {
        Parameters.free(encoder);
    }
}
