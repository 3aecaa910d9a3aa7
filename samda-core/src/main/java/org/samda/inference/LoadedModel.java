// SPDX-License-Identifier: Apache-2.0
package org.samda.inference;

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
        Parameters.free(model);
    }
}
