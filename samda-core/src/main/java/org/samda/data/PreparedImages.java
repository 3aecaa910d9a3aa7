// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import java.util.Optional;
import org.samda.Interruptions;
import org.samda.SamdaException;

/** Prepares images through a {@link PreparedStore}, one after the other, so that Java's heap holds no more than one. */
public final class PreparedImages {
    private final PreparedStore store;
    private final PreparedKey keys;

    public PreparedImages(PreparedStore store, PreparedKey keys) {
        this.store = store;
        this.keys = keys;
    }

    /**
     * As {@link TrainingCase#read}.
     *
     * @throws SamdaException if the image is constant, or its labels do not fit it
     */
    public TrainingCase labelled(DatasetImage image, Classes classes, Preparation preparation) {
        Interruptions.check();
        String key = keys.of(image, Optional.of(classes), preparation);
        return new TrainingCase(
                image.stem(),
                store.of(
                        key,
                        () -> TrainingCase.read(image, classes, preparation).sections()));
    }

    /**
     * As {@link TrainingCase#readRaw}.
     *
     * @throws SamdaException if the image is constant
     */
    public TrainingCase raw(DatasetImage image, Preparation preparation) {
        Interruptions.check();
        String key = keys.of(image, Optional.empty(), preparation);
        return new TrainingCase(
                image.stem(),
                store.of(key, () -> TrainingCase.readRaw(image, preparation).sections()));
    }
}
