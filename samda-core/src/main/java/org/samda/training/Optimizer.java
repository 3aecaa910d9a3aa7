// SPDX-License-Identifier: Apache-2.0
package org.samda.training;

import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/** Changes a fixed set of parameters along their gradients. Owns its state tensors; close it to free them. */
interface Optimizer extends AutoCloseable {

    /** One update at this learning rate; parameters without a gradient stay as they are. */
    void step(double learningRate);

    /** State by name, lent: everything that must be kept for going on later exactly as if never interrupted. */
    Map<String, Tensor> state();

    @Override
    void close();
}
