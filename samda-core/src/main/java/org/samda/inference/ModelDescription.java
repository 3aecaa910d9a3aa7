// SPDX-License-Identifier: Apache-2.0
package org.samda.inference;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.samda.data.Classes;
import org.samda.data.Plan;
import org.samda.image.LargestComponent;
import org.samda.model.SamdaModelConfig;

/**
 * What a model file says of its model: all that is needed to use it, and where it comes from.
 *
 * @param formatVersion {@link ModelFile#FORMAT_VERSION}, or that of an older file
 * @param createdWith   the programs that made it
 * @param model         shape of the network
 * @param plan          preprocessing, pixel size and tile it was trained at
 * @param classes       what it segments
 * @param encoder       the generic encoder; empty for the plain U-Net
 * @param postProcessing what is done to a segmentation
 * @param provenance    data, settings, seed and whatever else tells how it came about
 * @param metrics       scores it reached; those that are no finite numbers are left out
 */
public record ModelDescription(
        int formatVersion,
        CreatedWith createdWith,
        SamdaModelConfig model,
        Plan plan,
        Classes classes,
        Optional<EncoderDescription> encoder,
        LargestComponent postProcessing,
        Map<String, String> provenance,
        Map<String, Double> metrics) {
    /** A tile's class scores must fit into one Java array, also for 255 classes. */
    private static final long LARGEST_TILE = 1L << 23;

    /**
     * Versions of the programs that made a model.
     *
     * @param samda    this program
     * @param libtorch such as {@code 2.10.0-1.5.13}
     * @param java     such as {@code 17.0.15}
     */
    public record CreatedWith(String samda, String libtorch, String java) {}

    public ModelDescription {
        if (model.expert().classes() != classes.count()) {
            throw new IllegalArgumentException("model.expert.classes must be the number of classes with background = "
                    + classes.count() + ", got " + model.expert().classes());
        }
        if (model.generic().isPresent() != encoder.isPresent()) {
            throw new IllegalArgumentException("encoder must be there exactly where model.generic is");
        }
        if (model.expert().inputChannels() != 1) {
            throw new IllegalArgumentException("model.expert.inputChannels must be 1, got "
                    + model.expert().inputChannels());
        }
        requireTileFits(model, plan);
        provenance = Collections.unmodifiableMap(new TreeMap<>(provenance));
        Map<String, Double> finite = new TreeMap<>(metrics);
        finite.values().removeIf(value -> !Double.isFinite(value));
        metrics = Collections.unmodifiableMap(finite);
    }

    private static void requireTileFits(SamdaModelConfig model, Plan plan) {
        int strideX = model.expert().totalStride().x();
        int strideY = model.expert().totalStride().y();
        if ((long) plan.patchWidth() * plan.patchHeight() > LARGEST_TILE
                || plan.patchWidth() % strideX != 0
                || plan.patchHeight() % strideY != 0) {
            throw new IllegalArgumentException(
                    "plan's patch must have at most %d px and sides that are multiples of %d and %d, got %d x %d"
                            .formatted(LARGEST_TILE, strideX, strideY, plan.patchWidth(), plan.patchHeight()));
        }
    }
}
