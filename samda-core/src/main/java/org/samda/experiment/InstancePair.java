// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import java.util.Optional;
import java.util.Set;
import org.samda.SamdaException;
import org.samda.evaluation.Contingency;
import org.samda.image.AxisDirections;
import org.samda.image.VolumeSize;
import org.samda.io.VolumeReader;

/**
 * Predicted and labelled instances of one image or volume.
 *
 * @param name       what it is called in the result
 * @param prediction its predicted ids
 * @param labels     its ids
 * @param sections   indices of the sections that count; empty for all
 */
record InstancePair(String name, InstanceVolume prediction, InstanceVolume labels, Optional<Set<Long>> sections) {

    InstancePair(String name, InstanceVolume prediction, InstanceVolume labels) {
        this(name, prediction, labels, Optional.empty());
    }

    /**
     * Reads both, box by box.
     *
     * @throws SamdaException if they differ in size or orientation, or hold what is no id
     */
    Contingency count() {
        Contingency contingency = new Contingency();
        try (VolumeReader predicted = prediction.open();
                VolumeReader labelled = labels.open()) {
            requireSameVolume(predicted, labelled);
            BoxGrid grid = BoxGrid.of(labelled.info().size(), predicted.chunk(), labelled.chunk());
            (sections.isPresent() ? grid.ofSections() : grid)
                    .boxes()
                    .filter(box -> sections.map(some -> some.contains(box.z())).orElse(true))
                    .forEach(box -> contingency.add(prediction.ids(predicted, box), labels.ids(labelled, box)));
        }
        return contingency;
    }

    private void requireSameVolume(VolumeReader predicted, VolumeReader labelled) {
        VolumeSize found = predicted.info().size();
        VolumeSize expected = labelled.info().size();
        if (!found.equals(expected)) {
            throw new SamdaException(
                    "Prediction '%s' of %s voxels does not fit labels '%s' of %s voxels. Compare volumes of the same size."
                            .formatted(prediction.path(), found, labels.path(), expected));
        }
        Optional<AxisDirections> foundDirections = predicted.info().directions();
        Optional<AxisDirections> expectedDirections = labelled.info().directions();
        if (foundDirections.isPresent()
                && expectedDirections.isPresent()
                && !foundDirections.equals(expectedDirections)) {
            throw new SamdaException(
                    "Prediction '%s' says that its axes run %s, labels '%s' say %s: they do not lie voxel on voxel. Save both in one orientation."
                            .formatted(
                                    prediction.path(), foundDirections.get(), labels.path(), expectedDirections.get()));
        }
    }
}
