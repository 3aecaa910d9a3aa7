// SPDX-License-Identifier: Apache-2.0
package org.samda.study;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that a study found, as far as it has got.
 *
 * @param name    of the study
 * @param pairs   source-target pairs in the order of the tables
 * @param methods in the order of the tables
 * @param shots   numbers of annotated target images, ascending
 * @param seeds   of the runs
 * @param scores  all figures
 * @param runs    the run directory that each figure comes from
 */
public record StudyOutcome(
        String name,
        List<Pair> pairs,
        List<Method> methods,
        List<Integer> shots,
        List<Long> seeds,
        List<StudyScore> scores,
        Map<StudyScore.Place, Path> runs) {

    /**
     * A source and a target.
     *
     * @param name   such as {@code VNC->EPFL}
     * @param source data set
     * @param target data set that the shots are from
     * @param test   data set that is scored on, where it is not the target's own test images
     */
    public record Pair(String name, Path source, Path target, Optional<Path> test) {}

    /**
     * A method.
     *
     * @param name  short, such as {@code samda}
     * @param title for tables
     * @param paper the row of the paper's table that it corresponds to, if any
     */
    public record Method(String name, String title, Optional<String> paper) {}

    public StudyOutcome {
        pairs = List.copyOf(pairs);
        methods = List.copyOf(methods);
        shots = List.copyOf(shots);
        seeds = List.copyOf(seeds);
        scores = List.copyOf(scores);
        runs = Map.copyOf(runs);
    }

    /** The first seed that a pair has runs with. */
    Optional<Long> firstSeed(Pair pair) {
        return seeds.stream()
                .filter(seed -> runs.keySet().stream()
                        .anyMatch(place -> place.seed() == seed && place.pair().equals(pair.name())))
                .findFirst();
    }
}
