// SPDX-License-Identifier: Apache-2.0
package org.samda.training;

import static org.bytedeco.pytorch.global.torch.zeros;
import static org.bytedeco.pytorch.global.torch.zeros_like;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.samda.torch.Tensors;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter 2019), betas .9 and .999, epsilon 1e-8: the optimiser of step
 * 2 in mode {@code robust} (PAPER row 8).
 */
final class AdamW implements Optimizer {
    private static final double BETA_1 = 0.9;
    private static final double BETA_2 = 0.999;
    private static final double EPSILON = 1e-8;
    private static final String UPDATES = "updates";

    private final double weightDecay;
    private final Map<String, Tensor> parameters;
    private final Map<String, Tensor> state = new LinkedHashMap<>();

    /** Takes a share in the parameters. */
    AdamW(Map<String, Tensor> parameters, double weightDecay) {
        this.weightDecay = weightDecay;
        this.parameters = Map.copyOf(parameters);
        try (PointerScope scope = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard()) {
            state.put(UPDATES, zeros(1).retainReference());
            parameters.forEach((name, parameter) -> {
                state.put(mean(name), zeros_like(parameter).retainReference());
                state.put(variance(name), zeros_like(parameter).retainReference());
            });
        }
    }

    @Override
    public void step(double learningRate) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard()) {
            double updates = state.get(UPDATES).add_(Tensors.scalar(1)).item_float();
            Gradients.of(parameters).forEach((name, gradient) -> update(name, gradient, learningRate, updates));
        }
    }

    private void update(String name, Tensor gradient, double learningRate, double updates) {
        Tensor parameter = parameters.get(name);
        Tensor mean = state.get(mean(name));
        Tensor variance = state.get(variance(name));
        parameter.mul_(Tensors.scalar(1 - learningRate * weightDecay));
        mean.mul_(Tensors.scalar(BETA_1)).add_(gradient, Tensors.scalar(1 - BETA_1));
        variance.mul_(Tensors.scalar(BETA_2)).addcmul_(gradient, gradient, Tensors.scalar(1 - BETA_2));
        Tensor deviation = variance.div(Tensors.scalar(1 - Math.pow(BETA_2, updates)))
                .sqrt()
                .add_(Tensors.scalar(EPSILON));
        double rate = learningRate / (1 - Math.pow(BETA_1, updates));
        parameter.addcdiv_(mean, deviation, Tensors.scalar(-rate));
    }

    @Override
    public Map<String, Tensor> state() {
        return state;
    }

    @Override
    public void close() {
        state.values().forEach(Tensor::close);
    }

    private static String mean(String parameter) {
        return parameter + ".mean";
    }

    private static String variance(String parameter) {
        return parameter + ".variance";
    }
}
