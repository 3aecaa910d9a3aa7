// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import java.util.Optional;

/**
 * Where a training patch comes from.
 *
 * @param image     from which image
 * @param placement from where in it
 * @param onLattice which embedding belongs to it; empty if it lies anywhere
 */
record DrawnPatch(TrainingImage image, PatchPlacement placement, Optional<LatticePatch> onLattice) {

    static DrawnPatch anywhere(TrainingImage image, PatchPlacement placement) {
        return new DrawnPatch(image, placement, Optional.empty());
    }

    static DrawnPatch of(LatticePatch patch) {
        return new DrawnPatch(patch.image(), patch.placement(), Optional.of(patch));
    }
}
