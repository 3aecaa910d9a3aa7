// SPDX-License-Identifier: Apache-2.0
package org.samda.training;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.samda.data.Batch;
import org.samda.torch.Scoped;

/**
 * Sees whether the target's features still tell as much as they did before step 2 (PAPER row 11), always on the same
 * patches.
 */
final class CollapseWatch {
    private final AdaptedFeatures features;
    private final Supplier<List<Batch>> patches;
    private final Ratios least;
    private Optional<FeatureSpread> before = Optional.empty();

    /**
     * @param patches what is looked at; asked for at every measurement, always with the same answer
     * @param least   what counts as sound; 0 for anything
     */
    CollapseWatch(AdaptedFeatures features, Supplier<List<Batch>> patches, Ratios least) {
        this.features = features;
        this.patches = patches;
        this.least = least;
    }

    /**
     * The features' {@link FeatureSpread} as parts of what it was before step 2.
     *
     * @param variance not a number where nothing varied before
     * @param rank     likewise
     */
    record Ratios(double variance, double rank) {}

    /** Whether anything is asked of the features. */
    boolean isOn() {
        return least.variance() > 0 || least.rank() > 0;
    }

    /** Computes the features of all patches as they are now; the first time also as they were before. */
    Ratios measure() {
        FeatureSpread was = before.orElseGet(() -> spread(features::before));
        before = Optional.of(was);
        FeatureSpread is = spread(features::now);
        return new Ratios(is.variance() / was.variance(), is.effectiveRank() / was.effectiveRank());
    }

    /** Whether features are not sound; what is no number is not, where anything is asked of it. */
    boolean isCollapse(Ratios ratios) {
        return (least.variance() > 0 && !(ratios.variance() >= least.variance()))
                || (least.rank() > 0 && !(ratios.rank() >= least.rank()));
    }

    private FeatureSpread spread(Function<Tensor, AdaptedFeatures.Features> side) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard()) {
            return FeatureSpread.of(patches.get().stream()
                    .map(patch -> Scoped.result(
                            () -> side.apply(features.input(patch)).aligned()))
                    .toList());
        }
    }
}
