// SPDX-License-Identifier: Apache-2.0
package org.samda.torch;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/**
 * What a file of named tensors holds.
 *
 * @param tensors  by name, in the order of the file; they belong to the scope that was open when they were read
 * @param metadata what the writer said about them
 */
public record TensorFile(Map<String, Tensor> tensors, Map<String, String> metadata) {

    public TensorFile {
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
        metadata = Map.copyOf(metadata);
    }
}
