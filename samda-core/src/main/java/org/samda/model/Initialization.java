// SPDX-License-Identifier: Apache-2.0
package org.samda.model;

import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.StringTensorDict;
import org.bytedeco.pytorch.Tensor;

/** Random weights of new networks, drawn from libtorch's generator. */
final class Initialization {

    private Initialization() {}

    /**
     * He initialisation for LeakyReLU(0.01): normal, variance {@code 2 / (1 + 0.01^2) / fan_in}; biases 0.
     *
     * <p>{@code fan_in} is the second dimension times the kernel's area, for transposed convolutions too, as nnU-Net has
     * it (COMPONENTS section 8).
     */
    static void heNormal(Module module) {
        double gain = 2 / (1 + ConvBlock.SLOPE * ConvBlock.SLOPE);
        StringTensorDict parameters = module.named_parameters();
        try (NoGradGuard noGrad = new NoGradGuard()) {
            for (long i = 0; i < parameters.size(); i++) {
                Tensor parameter = parameters.get(i).value();
                if (parameter.dim() > 1) {
                    long fanIn = parameter.numel() / parameter.size(0);
                    normal(parameter, Math.sqrt(gain / fanIn));
                } else if (!parameters.get(i).key().getString().endsWith("norm.weight")) {
                    parameter.zero_();
                }
            }
        }
    }

    /**
     * He initialisation for ReLU by the number of outputs: normal, variance {@code 2 / fan_out}; vectors stay as they are.
     *
     * <p>{@code fan_out} is the first dimension times the kernel's area, for transposed convolutions too.
     */
    static void heNormalFanOut(Module module) {
        StringTensorDict parameters = module.named_parameters();
        try (NoGradGuard noGrad = new NoGradGuard()) {
            for (long i = 0; i < parameters.size(); i++) {
                Tensor parameter = parameters.get(i).value();
                if (parameter.dim() > 1) {
                    double fanOut = (double) parameter.numel() / parameter.size(1);
                    normal(parameter, Math.sqrt(2 / fanOut));
                }
            }
        }
    }

    private static void normal(Tensor parameter, double deviation) {
        parameter.normal_(0, deviation, new org.bytedeco.pytorch.GeneratorOptional());
    }
}
