// SPDX-License-Identifier: Apache-2.0
package org.samda.torch;

import java.util.List;

/**
 * What a file says about a tensor before its values are read.
 *
 * @param type  number format
 * @param shape sizes of the axes, each at least 0; empty for a single number
 */
public record TensorInfo(TensorType type, List<Long> shape) {

    public TensorInfo {
        shape = List.copyOf(shape);
    }
}
