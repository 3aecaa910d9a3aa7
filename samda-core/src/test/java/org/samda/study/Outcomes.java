// SPDX-License-Identifier: Apache-2.0
package org.samda.study;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Outcomes of studies that nobody ran. */
final class Outcomes {
    static final StudyOutcome.Pair PAIR =
            new StudyOutcome.Pair("VNC->EPFL", Path.of("vnc"), Path.of("epfl"), Optional.empty());

    private Outcomes() {}

    static StudyOutcome.Method method(String name, String title, String... paper) {
        return new StudyOutcome.Method(name, title, Optional.ofNullable(paper.length == 0 ? null : paper[0]));
    }

    static StudyScore score(String method, int shots, long seed, double dice) {
        return new StudyScore(
                new StudyScore.Place(PAIR.name(), method, shots, seed), StudyScore.UNION, dice, dice - 0.01, 60);
    }

    static StudyOutcome of(List<StudyOutcome.Method> methods, List<Integer> shots, List<StudyScore> scores) {
        List<Long> seeds = scores.stream()
                .map(score -> score.place().seed())
                .distinct()
                .sorted()
                .toList();
        return new StudyOutcome("a study", List.of(PAIR), methods, shots, seeds, scores, Map.of());
    }

    /** Much like the paper's Table 1, with three seeds. */
    static StudyOutcome likeThePaper() {
        List<StudyOutcome.Method> methods = List.of(
                method("unet", "nnU-Net alone", "nnUNet"),
                method("mobile", "MobileSAM + U-Net", "MobileSAM+UNet"),
                method("med", "MedSAM + U-Net", "MedSAM+UNet"),
                method("alone", "shots alone, without a source domain"));
        List<Integer> shots = List.of(0, 1, 2, 4, 8, 10, 20);
        double[][] dice = {
            {.745, .764, .79, .8, .832, .842, .88},
            {.751, .798, .812, .838, .869, .873, .889},
            {.758, .81, .83, .855, .88, .89, .901},
            {Double.NaN, .45, .56, .66, .78, .8, .87}
        };
        List<StudyScore> scores = new ArrayList<>();
        for (int m = 0; m < dice.length; m++) {
            for (int k = 0; k < dice[m].length; k++) {
                for (int seed = 0; seed < 3; seed++) {
                    double away = (seed - 1) * .05 / (1 + shots.get(k)) + .004 * ((seed * 7 + k * 3 + m) % 5 - 2);
                    if (!Double.isNaN(dice[m][k])) {
                        scores.add(score(methods.get(m).name(), shots.get(k), seed, dice[m][k] + away));
                    }
                }
            }
        }
        return of(methods, shots, scores);
    }

    static PaperCurves paper() {
        return new PaperCurves(
                "Kasthuri++ to EPFL",
                Map.of(
                        "nnUNet",
                        Map.of(0, .808, 1, .817, 2, .824, 4, .827, 8, .843, 10, .856, 20, .897),
                        "MedSAM+UNet",
                        Map.of(0, .835, 1, .873, 2, .876, 4, .893, 8, .910, 10, .914, 20, .916)));
    }
}
