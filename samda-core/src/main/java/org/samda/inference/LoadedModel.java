// SPDX-License-Identifier: Apache-2.0
package org.samda.inference;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.samda.model.SamdaModel;
import org.samda.torch.Parameters;

/** A model from a file, ready to be used; owns the memory of its weights until it is closed. */
public final class LoadedModel implements AutoCloseable {
    private final ModelDescription description;
    private final SamdaModel model;

    /** Takes the model. */
    LoadedModel(ModelDescription description, SamdaModel model) {
        this.description = description;
        this.model = model;
    }

    public ModelDescription description() {
        return description;
    }

    /** The network, frozen and in evaluation mode; lent until this is closed. */
    public SamdaModel model() {
        return model;
    }

    /** Frees the weights at once; the small handles that remain are left to the garbage collector. */
    @Override
    public void close() {
        free(model);
    }

    static void free(Module model) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard()) {
            for (Tensor weights : Parameters.named(model).values()) {
                weights.set_data(torch.empty(0));
            }
        }
    }
}
