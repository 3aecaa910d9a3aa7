// SPDX-License-Identifier: Apache-2.0
package org.samda.model;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.samda.torch.Parameters;

/**
 * Weights of plain SAM at 1024 px, fitted to an encoder for another size, with or without adapters: how SAM-Med2D starts
 * from SAM (COMPONENTS section 5).
 *
 * <p>Position tables are interpolated to the encoder's grid; adapters, of which the checkpoint knows nothing, keep the
 * weights they have. All else is taken as it is.
 */
final class SamWeights {
    private static final String ADAPTER = ".Adapter.";
    private static final String ABSOLUTE = "pos_embed";
    private static final String RELATIVE = ".attn.rel_pos_";

    private SamWeights() {}

    /**
     * @param weights a checkpoint's tensors, without prefix
     * @return a tensor for every parameter of the encoder that the checkpoint or the encoder itself has
     */
    static Map<String, Tensor> forEncoder(SamEncoder encoder, Map<String, Tensor> weights) {
        Map<String, Tensor> own = Parameters.named(encoder);
        Map<String, Tensor> fitted = new LinkedHashMap<>(weights);
        own.forEach((name, tensor) -> {
            if (name.contains(ADAPTER)) {
                fitted.putIfAbsent(name, tensor);
            } else {
                fitted.computeIfPresent(name, (key, table) -> fitted(name, table, tensor));
            }
        });
        return fitted;
    }

    private static Tensor fitted(String name, Tensor table, Tensor own) {
        if (table.dim() != own.dim()) {
            return table;
        }
        if (name.equals(ABSOLUTE)) {
            return Positions.absolute(table, own.size(1), own.size(2));
        }
        return name.contains(RELATIVE) ? Positions.distances(table, own.size(0)) : table;
    }
}
