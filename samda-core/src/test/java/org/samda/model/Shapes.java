// SPDX-License-Identifier: Apache-2.0
package org.samda.model;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Module;
import org.samda.torch.Parameters;

/** Names and shapes of a module's parameters and buffers. */
final class Shapes {

    private Shapes() {}

    static Map<String, List<Long>> of(Module module, String prefix) {
        try (PointerScope scope = new PointerScope()) {
            Map<String, List<Long>> shapes = new LinkedHashMap<>();
            Parameters.named(module)
                    .forEach((name, tensor) -> shapes.put(
                            prefix + name, Arrays.stream(tensor.shape()).boxed().toList()));
            return shapes;
        }
    }
}
