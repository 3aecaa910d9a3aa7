// SPDX-License-Identifier: Apache-2.0
package org.samda.study;

import java.util.List;
import java.util.Map;
import org.samda.experiment.EncoderKind;

/**
 * Which of a method's settings a single step depends on: two methods share a step's run where they differ only in what
 * the step has no use for.
 */
final class StepSettings {
    /** Beginnings of keys, and the steps that read them; what is not here counts for all. */
    private static final Map<String, List<Integer>> STEPS = Map.of(
            "training.source.", List.of(1),
            "training.validation.", List.of(1),
            "training.adaptation.", List.of(2),
            "training.fewShot.", List.of(3),
            "training.fromScratchLearningRate", List.of(3),
            "training.selfTraining", List.of(3));

    private StepSettings() {}

    /**
     * @param settings {@code key=value}
     * @param step     1 to 3
     */
    static List<String> relevant(List<String> settings, int step, EncoderKind encoder) {
        return settings.stream()
                .filter(setting -> isRead(setting.strip(), step) && concerns(setting.strip(), encoder))
                .toList();
    }

    private static boolean isRead(String setting, int step) {
        return STEPS.entrySet().stream()
                .filter(entry -> setting.startsWith(entry.getKey()))
                .allMatch(entry -> entry.getValue().contains(step));
    }

    private static boolean concerns(String setting, EncoderKind encoder) {
        if (setting.startsWith("tiny.")) {
            return encoder == EncoderKind.TINY;
        }
        return !setting.startsWith("encoder.") || encoder.published().isPresent();
    }
}
