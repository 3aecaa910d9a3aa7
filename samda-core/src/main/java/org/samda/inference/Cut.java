// SPDX-License-Identifier: Apache-2.0
package org.samda.inference;

import java.util.List;
import java.util.Optional;
import org.samda.image.SliceAxis;
import org.samda.image.VolumeRegion;

/**
 * Which part of a volume is segmented, and along which axes it is cut into sections.
 *
 * @param region a part of it; all of it if empty
 * @param axes   probabilities are averaged over several; at least one
 */
public record Cut(Optional<VolumeRegion> region, List<SliceAxis> axes) {
    /** All of it, section by section as it is stored. */
    public static final Cut AS_STORED = new Cut(Optional.empty(), List.of(SliceAxis.Z));

    public Cut {
        axes = axes.stream().distinct().sorted().toList();
        if (axes.isEmpty()) {
            throw new IllegalArgumentException("a volume must be cut along at least one axis");
        }
    }

    /** Whether images one by one are all that is asked for. */
    boolean isAsStored() {
        return equals(AS_STORED);
    }
}
