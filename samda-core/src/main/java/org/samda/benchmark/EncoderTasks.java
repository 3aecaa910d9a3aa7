// SPDX-License-Identifier: Apache-2.0
package org.samda.benchmark;

import java.util.OptionalDouble;
import org.samda.encoder.EncoderImage;
import org.samda.encoder.EncoderPreprocessing;
import org.samda.inference.ImageEmbedder;
import org.samda.model.EncoderShape;
import org.samda.torch.Engine;

/** One image through a generic encoder with random weights, without gradients. */
final class EncoderTasks {
    private static final int IMAGE = 1024;

    private final int side;
    private final Engine engine;

    EncoderTasks(BenchmarkSizes sizes, Engine engine) {
        side = IMAGE / sizes.shrinking();
        this.engine = engine;
    }

    /**
     * @param encoder its name, for people
     * @param shape   of its network
     */
    Task embedding(String encoder, EncoderShape shape) {
        return Task.seconds(
                "%s, an image of %d x %d px".formatted(encoder, side, side),
                engine.precision(),
                OptionalDouble.of(EncoderWork.forward(shape, side, side)),
                () -> embedding(shape));
    }

    /** The image is prepared already, so that the network alone is timed. */
    private Workload embedding(EncoderShape shape) {
        Engine.seed(1);
        ImageEmbedder embedder = ImageEmbedder.untrained(shape, EncoderPreprocessing.SAM, engine);
        float[] values = RandomNumbers.scored(3 * side * side, 1);
        EncoderImage image = new EncoderImage(side, side, values, new EncoderImage.Region(0, 0, side, side));
        return Workload.of(() -> embedder.embed(image), embedder::close);
    }
}
