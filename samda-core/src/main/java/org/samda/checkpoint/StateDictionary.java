// SPDX-License-Identifier: Apache-2.0
package org.samda.checkpoint;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.samda.checkpoint.Value.Dictionary;

/** Finds the weights in what a checkpoint holds: alone, or beside the state of a training. */
final class StateDictionary {
    /** Where training programs put the weights (SAM-Med2D and MedSAM, many others, nnU-Net). */
    private static final List<String> WRAPPERS = List.of("model", "state_dict", "network_weights");

    private StateDictionary() {}

    /**
     * @param root what the pickle builds
     * @return the tensors by name, in the order of the file
     * @throws org.samda.SamdaException if there are none
     */
    static Map<String, StoredTensor> of(Value root, Path file) {
        if (!(root instanceof Dictionary dictionary)) {
            throw Refusal.unsupported(file, "it holds no dictionary of tensors");
        }
        Map<String, StoredTensor> tensors = WRAPPERS.stream()
                .filter(dictionary.entries()::containsKey)
                .map(dictionary.entries()::get)
                .map(StateDictionary::tensors)
                .filter(wrapped -> !wrapped.isEmpty())
                .findFirst()
                .orElseGet(() -> tensors(dictionary));
        if (tensors.isEmpty()) {
            throw Refusal.unsupported(
                    file, "its dictionary holds no tensors, neither directly nor under one of " + WRAPPERS);
        }
        return tensors;
    }

    private static Map<String, StoredTensor> tensors(Value value) {
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        if (value instanceof Dictionary dictionary) {
            dictionary.entries().forEach((name, entry) -> {
                if (entry instanceof StoredTensor tensor) {
                    tensors.put(name, tensor);
                }
            });
        }
        return tensors;
    }
}
