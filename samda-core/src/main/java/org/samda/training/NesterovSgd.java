// SPDX-License-Identifier: Apache-2.0
package org.samda.training;

import static org.bytedeco.pytorch.global.torch.stack;
import static org.bytedeco.pytorch.global.torch.zeros_like;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.samda.torch.FusedSgd;
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
            if (!gradients.isEmpty()) {
                Tensor divisor = divisor(gradients);
                FusedSgd update = new FusedSgd(config.momentum(), config.weightDecay());
                gradients.forEach((name, gradient) ->
                        update.update(parameters.get(name), gradient, velocity.get(name), divisor, learningRate));
            }
        }
    }

    /** What makes the norm of all gradients together at most the largest one that is allowed: at least 1. */
    private Tensor divisor(Map<String, Tensor> gradients) {
        Tensor[] norms = gradients.values().stream().map(Tensor::norm).toArray(Tensor[]::new);
        Tensor norm = stack(new TensorVector(norms)).norm();
        return norm.div(Tensors.scalar(config.clipNorm())).clamp_min(Tensors.scalar(1));
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
