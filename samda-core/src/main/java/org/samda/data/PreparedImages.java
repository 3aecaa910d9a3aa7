// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
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
     * As {@link TrainingImage#read}, each of them.
     *
     * @throws SamdaException if one is constant, or its labels do not fit it
     */
    public List<TrainingImage> labelled(List<DatasetImage> images, Classes classes, Preparation preparation) {
        return images.stream()
                .map(image -> one(
                        keys.of(List.of(image), Optional.of(classes), preparation),
                        () -> TrainingImage.read(image, classes, preparation)))
                .toList();
    }

    /**
     * As {@link TrainingImage#readRaw}, each of them.
     *
     * @throws SamdaException if one is constant
     */
    public List<TrainingImage> raw(List<DatasetImage> images, Preparation preparation) {
        return images.stream()
                .map(image -> one(
                        keys.of(List.of(image), Optional.empty(), preparation),
                        () -> TrainingImage.readRaw(image, preparation)))
                .toList();
    }

    private TrainingImage one(String key, Supplier<TrainingImage> make) {
        Interruptions.check();
        return store.of(key, () -> List.of(make.get())).get(0);
    }
}
