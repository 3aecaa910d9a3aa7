// SPDX-License-Identifier: Apache-2.0
package org.samda.training;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.samda.torch.Tensors;

/**
 * The moving average of weights over a step's iterations, which takes their place at the step's end.
 *
 * <p>{@code a += (1 - d) (p - a)} with {@code d = min(decay, (1 + i) / (10 + i))} after iteration i, counted from 0: the
 * first weights, which are not trained yet, are soon forgotten. Single iterations of a short training on few images jump
 * about; their average does not.
 */
final class WeightAverage implements AutoCloseable {
    private final double decay;
    private final Map<String, Tensor> weights;
    private final Map<String, Tensor> average = new LinkedHashMap<>();

    /**
     * @param weights those that are trained, by name; takes a share in them
     * @param decay   0 to below 1; with 0 the average is always the last weights, and nothing is kept or computed
     */
    WeightAverage(Map<String, Tensor> weights, double decay) {
        this.decay = decay;
        this.weights = Map.copyOf(weights);
        if (decay > 0) {
            try (PointerScope scope = new PointerScope()) {
                weights.forEach((name, tensor) ->
                        average.put(name, tensor.detach().clone().retainReference()));
            }
        }
    }

    /** Takes in the weights as they are after an iteration. */
    void add(long iteration) {
        double share = 1 - Math.min(decay, (1.0 + iteration) / (10.0 + iteration));
        try (PointerScope scope = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard()) {
            average.forEach((name, tensor) -> tensor.lerp_(weights.get(name), Tensors.scalar(share)));
        }
    }

    /** Puts the average into the weights. */
    void apply() {
        try (PointerScope scope = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard()) {
            average.forEach((name, tensor) -> weights.get(name).copy_(tensor));
        }
    }

    /** Swaps the average and the weights; a second time puts every bit back in its place. */
    void exchange() {
        average.forEach((name, tensor) -> {
            try (PointerScope scope = new PointerScope();
                    NoGradGuard noGrad = new NoGradGuard()) {
                Tensor weight = weights.get(name);
                Tensor before = weight.detach().clone();
                weight.copy_(tensor);
                tensor.copy_(before);
            }
        });
    }

    /** What must be kept to go on, by the weights' names; lent. */
    Map<String, Tensor> state() {
        return average;
    }

    @Override
    public void close() {
        average.values().forEach(Tensor::close);
    }
}
