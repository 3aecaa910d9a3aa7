// SPDX-License-Identifier: Apache-2.0
package org.samda.training;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;

/** The gradients that a backward pass left on parameters. */
final class Gradients {

    private Gradients() {}

    /** Gradients by name, in the order of the names; parameters that had no part in the loss are left out. */
    static Map<String, Tensor> of(Map<String, Tensor> parameters) {
        Map<String, Tensor> gradients = new LinkedHashMap<>();
        new TreeMap<>(parameters).forEach((name, parameter) -> {
            Tensor gradient = parameter.grad();
            if (gradient.defined()) {
                gradients.put(name, gradient);
            }
        });
        return gradients;
    }

    /** The parameters that have one of these gradients. */
    static TensorVector owners(Map<String, Tensor> parameters, Map<String, Tensor> gradients) {
        return new TensorVector(gradients.keySet().stream().map(parameters::get).toArray(Tensor[]::new));
    }

    /** Forgets all gradients, so that a parameter without part in the next loss has none. */
    static void clear(Map<String, Tensor> parameters) {
        parameters.values().forEach(parameter -> parameter.mutable_grad().reset());
    }
}
