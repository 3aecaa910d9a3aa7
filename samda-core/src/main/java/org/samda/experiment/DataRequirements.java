// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import java.util.List;
import java.util.Optional;
import org.samda.SamdaException;
import org.samda.data.Dataset;
import org.samda.data.FewShotSplit;

/** What the steps of a run need of its data; each violation is told with what to do about it. */
final class DataRequirements {

    private DataRequirements() {}

    static void check(RunConfig config, Optional<Dataset> source, Optional<Dataset> target) {
        List<Integer> steps = config.method().steps();
        require(
                source.isPresent() || !(steps.contains(1) || steps.contains(2)),
                "Steps 1 and 2 need an annotated source data set: add --source, or --steps 3 to train on shots alone.");
        require(
                target.isPresent() || steps.equals(List.of(1)),
                "Steps 2 and 3 need a target data set: add --target, or --steps 1 to train on the source alone.");
        checkStart(config);
        source.ifPresent(DataRequirements::checkTraining);
        target.ifPresent(DataRequirements::checkTraining);
        checkLabels(source, steps);
        checkClasses(source, target);
    }

    static void checkShots(FewShotSplit split, RunConfig config) {
        require(
                !config.method().steps().equals(List.of(3))
                        || !split.shots().isEmpty()
                        || config.selfTrainsWithoutShots(),
                "Step 3 alone needs annotated target images, found none: annotate at least one, ask for more than 0 shots, or"
                        + " name --source and --from for self-training (training.selfTraining above 0).");
    }

    /** A split may put all images into the test set. */
    private static void checkTraining(Dataset dataset) {
        require(
                !dataset.training().isEmpty(),
                "Data set '%s' has no training images, expected at least one: its split puts all %d into the test set. Take some out of it."
                        .formatted(dataset.name(), dataset.images().size()));
    }

    /** Step 2 changes what step 1 learnt; without a generic encoder that is nothing, as a rule. */
    private static void checkStart(RunConfig config) {
        List<Integer> steps = config.method().steps();
        require(
                !steps.contains(2)
                        || steps.contains(1)
                        || config.inputs().from().isPresent(),
                "Step 2 adapts what step 1 has learnt: add step 1 to --steps, or --from with a run that did it.");
        require(
                !steps.equals(List.of(2))
                        || config.method().encoder() != EncoderKind.NONE
                        || config.settings().training().adaptation().bottleneck(),
                "Step 2 alone has nothing to train with --encoder none: choose an encoder or other --steps, or --set"
                        + " training.adaptation.bottleneck=true to adapt the U-Net's encoder.");
    }

    private static void checkLabels(Optional<Dataset> source, List<Integer> steps) {
        source.filter(s ->
                        steps.contains(1) && TrainingData.labelled(s.training()).isEmpty())
                .ifPresent(s -> {
                    throw new SamdaException(
                            "The source '%s' has no annotated training images: step 1 needs labels/ or masks/ beside images/."
                                    .formatted(s.name()));
                });
    }

    private static void checkClasses(Optional<Dataset> source, Optional<Dataset> target) {
        if (source.isEmpty() || target.isEmpty() || target.get().labelled().isEmpty()) {
            return;
        }
        int sourceClasses = source.get().classes().count() - 1;
        int targetClasses = target.get().classes().count() - 1;
        require(
                sourceClasses == targetClasses,
                "Source '%s' has %d classes but target '%s' has %d; expected the same. Name matching classes in a dataset.yaml."
                        .formatted(
                                source.get().name(), sourceClasses, target.get().name(), targetClasses));
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new SamdaException(message);
        }
    }
}
