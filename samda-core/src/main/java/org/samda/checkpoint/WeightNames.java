// SPDX-License-Identifier: Apache-2.0
package org.samda.checkpoint;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.bytedeco.pytorch.Tensor;

/**
 * The weights one wants from a checkpoint, and what one calls them.
 *
 * @param inFile the name in the file, by the name it gets
 */
record WeightNames(Map<String, String> inFile) {
    /** What PyTorch puts before all names when a network was trained on several devices. */
    private static final String PARALLEL = "module.";

    /** All weights of a file, under their names without a {@code module.} that all of them begin with. */
    static WeightNames of(CheckpointFile file) {
        Map<String, String> names = new LinkedHashMap<>();
        file.tensors().keySet().forEach(name -> names.put(name, name));
        WeightNames all = new WeightNames(names);
        return names.keySet().stream().allMatch(name -> name.startsWith(PARALLEL)) ? all.below(PARALLEL) : all;
    }

    /** Those that begin with a prefix, without it. */
    WeightNames below(String prefix) {
        Map<String, String> names = new LinkedHashMap<>();
        inFile.forEach((name, original) -> {
            if (name.startsWith(prefix)) {
                names.put(name.substring(prefix.length()), original);
            }
        });
        return new WeightNames(names);
    }

    WeightNames filter(Predicate<String> wanted) {
        Map<String, String> names = new LinkedHashMap<>(inFile);
        names.keySet().removeIf(wanted.negate());
        return new WeightNames(names);
    }

    boolean anyBeginWith(String prefix) {
        return inFile.keySet().stream().anyMatch(name -> name.startsWith(prefix));
    }

    /** For messages. */
    String first() {
        return inFile.keySet().iterator().next();
    }

    /** The values, in the caller's scope. */
    Map<String, Tensor> read(CheckpointFile file) {
        Map<String, Tensor> values = file.read(inFile.values());
        Map<String, Tensor> renamed = new LinkedHashMap<>();
        inFile.forEach((name, original) -> renamed.put(name, values.get(original)));
        return renamed;
    }
}
