// SPDX-License-Identifier: Apache-2.0
package org.samda.torch;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.OperatorHandle;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorType;
import org.bytedeco.pytorch.Type;

/**
 * libtorch's update of one tensor by stochastic gradient descent with Nesterov momentum, which reads and writes each number once:
 * {@code g' = g / divisor + decay * p; v = momentum * v + g'; p -= rate * (g' + momentum * v)}.
 *
 * <p>JavaCPP has no method for it, so it is called by name. Written with single operations, it takes twice as long: the
 * numbers of a large network come from main memory every time.
 *
 * @param momentum 0 to below 1
 * @param decay    share of the weights that is added to their gradients
 */
public record FusedSgd(double momentum, double decay) {
    private static final String OPERATOR = "aten::_fused_sgd_";

    /**
     * Updates; the gradient is used up.
     *
     * @param divisor of the gradient, a scalar
     */
    public void update(Tensor parameter, Tensor gradient, Tensor velocity, Tensor divisor, double rate) {
        try (PointerScope scope = new PointerScope()) {
            OperatorHandle operator = Dispatcher.singleton().findSchemaOrThrow(OPERATOR, "");
            operator.callBoxed(new IValueVector(
                    list(parameter),
                    list(gradient),
                    momentum > 0 ? list(velocity) : list(),
                    new IValue(decay),
                    new IValue(momentum),
                    new IValue(rate),
                    new IValue(0.0), // dampening
                    new IValue(momentum > 0), // nesterov
                    new IValue(false), // maximize
                    new IValue(false), // is_first_step: velocity starts at 0
                    new IValue(divisor),
                    new IValue())); // found_inf
        }
    }

    private static IValue list(Tensor... tensors) {
        GenericList list = new GenericList(new Type.TypePtr(TensorType.get()));
        for (Tensor tensor : tensors) {
            list.push_back(new IValue(tensor));
        }
        return new IValue(list);
    }
}
