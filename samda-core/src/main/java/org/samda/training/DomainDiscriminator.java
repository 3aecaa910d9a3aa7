// SPDX-License-Identifier: Apache-2.0
package org.samda.training;

import static org.bytedeco.pytorch.global.torch.leaky_relu;
import static org.bytedeco.pytorch.global.torch.linear;
import static org.bytedeco.pytorch.global.torch.softplus;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.samda.torch.Engine;
import org.samda.torch.Tensors;

/**
 * Tells from each position of a feature map whether it is of the source (Ganin and Lempitsky 2015; Tzeng et al. 2017):
 * two linear maps with a LeakyReLU between them. The adversarial alternative to the paper's perceptual loss.
 *
 * <p>Owns its weights; close it to free them. They begin with random numbers that are always the same, and with none for
 * the last map: it guesses at first, so that features follow it only as far as it has learnt something.
 */
final class DomainDiscriminator implements AutoCloseable {
    private static final int HIDDEN = 64;
    private static final double SLOPE = 0.2;
    private static final long SEED = 1;

    private final Map<String, Tensor> parameters = new LinkedHashMap<>();

    /** @param channels of the feature maps */
    DomainDiscriminator(int channels, Engine engine) {
        SplittableRandom random = new SplittableRandom(SEED);
        try (PointerScope scope = new PointerScope()) {
            add("hidden.weight", engine, normal(random, channels), HIDDEN, channels);
            add("hidden.bias", engine, new float[HIDDEN], HIDDEN);
            add("out.weight", engine, new float[HIDDEN], 1, HIDDEN);
            add("out.bias", engine, new float[1], 1);
        }
    }

    /** Weights by name, lent; all are trained. */
    Map<String, Tensor> parameters() {
        return Collections.unmodifiableMap(parameters);
    }

    /**
     * How badly it tells the domains apart: the binary cross entropy, ln 2 for a guess.
     *
     * @param source float32 [N, C, H, W]
     * @param target float32 [M, C, H', W']
     * @return a float32 scalar
     */
    Tensor error(Tensor source, Tensor target) {
        return mean(softplus(logits(source).neg()), softplus(logits(target)));
    }

    /** The same with source and target exchanged: what features minimise that shall be taken for the other domain's. */
    Tensor confusion(Tensor source, Tensor target) {
        return error(/* source= */ target, /* target= */ source);
    }

    /** Above 0 where it takes a position for the source's, [N, H W, 1]. */
    private Tensor logits(Tensor features) {
        Tensor positions = features.flatten(2, 3).transpose(1, 2);
        Tensor hidden = linear(positions, parameters.get("hidden.weight"), parameters.get("hidden.bias"));
        return linear(leaky_relu(hidden, new Scalar(SLOPE)), parameters.get("out.weight"), parameters.get("out.bias"));
    }

    private static Tensor mean(Tensor a, Tensor b) {
        return a.mean().add(b.mean()).mul(new Scalar(0.5));
    }

    private void add(String name, Engine engine, float[] values, long... shape) {
        Tensor tensor = Tensors.of(values, shape).to(engine.torchDevice(), ScalarType.Float);
        tensor.set_requires_grad(true);
        parameters.put(name, tensor.retainReference());
    }

    private static float[] normal(SplittableRandom random, int inputs) {
        float[] values = new float[HIDDEN * inputs];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextGaussian() * Math.sqrt(2.0 / inputs));
        }
        return values;
    }

    @Override
    public void close() {
        parameters.values().forEach(Tensor::close);
    }
}
