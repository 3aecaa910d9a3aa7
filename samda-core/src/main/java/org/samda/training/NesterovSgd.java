// SPDX-License-Identifier: Apache-2.0
package org.samda.training;

import static org.bytedeco.pytorch.global.torch.clip_grad_norm_;
import static org.bytedeco.pytorch.global.torch.zeros_like;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.samda.torch.Tensors;

/**
 * Stochastic gradient descent with Nesterov momentum, weight decay and clipping (COMPONENTS section 9).
 *
 * <p>{@code g' = g + decay * p; v = momentum * v + g'; p -= rate * (g' + momentum * v)}, with v starting at 0. Written
 * here because libtorch's own keeps its state where Java cannot name it, and a checkpoint needs the names.
 */
final class NesterovSgd implements Optimizer {
    private final SgdConfig config;
    private final Map<String, Tensor> parameters;
    private final Map<String, Tensor> velocity = new LinkedHashMap<>();

    /** Takes a share in the parameters. */
    NesterovSgd(Map<String, Tensor> parameters, SgdConfig config) {
        this.config = config;
        this.parameters = Map.copyOf(parameters);
        try (PointerScope scope = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard()) {
            parameters.forEach((name, parameter) -> velocity.put(name, owned(zeros_like(parameter))));
        }
    }

    @Override
    public void step(double learningRate) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard()) {
            Map<String, Tensor> gradients = Gradients.of(parameters);
            clip_grad_norm_(Gradients.owners(parameters, gradients), config.clipNorm());
            gradients.forEach((name, gradient) -> update(name, gradient, learningRate));
        }
    }

    private void update(String name, Tensor gradient, double learningRate) {
        Tensor parameter = parameters.get(name);
        Tensor v = velocity.get(name);
        gradient.add_(parameter, Tensors.scalar(config.weightDecay()));
        v.mul_(Tensors.scalar(config.momentum())).add_(gradient);
        gradient.add_(v, Tensors.scalar(config.momentum()));
        parameter.add_(gradient, Tensors.scalar(-learningRate));
    }

    @Override
    public Map<String, Tensor> state() {
        return velocity;
    }

    @Override
    public void close() {
        velocity.values().forEach(Tensor::close);
    }

    private static Tensor owned(Tensor tensor) {
        return tensor.retainReference();
    }
}
