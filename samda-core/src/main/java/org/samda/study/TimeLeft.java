// SPDX-License-Identifier: Apache-2.0
package org.samda.study;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.samda.experiment.FinishedRun;

/** An estimate of how long the rest of a study takes: runs of one kind take about as long as those that are done. */
final class TimeLeft {
    private static final int MINUTE = 60;
    private static final int HOUR = 3600;

    private TimeLeft() {}

    /** A few words for the log, such as {@code 0 h 12 min in runs so far, about 1 h 40 min left}. */
    static String note(Map<PlannedRun, FinishedRun> finished, Collection<PlannedRun> all) {
        double spent =
                finished.values().stream().mapToDouble(FinishedRun::seconds).sum();
        List<PlannedRun> left =
                all.stream().filter(run -> !finished.containsKey(run)).toList();
        String rest = seconds(finished, left).isPresent()
                ? "about " + inWords(seconds(finished, left).getAsDouble()) + " left"
                : "the rest is estimated after the first run";
        return "%s in runs so far, %s".formatted(inWords(spent), rest);
    }

    /** Of a kind that has not run yet, the mean of all runs is taken; empty where none has run. */
    static OptionalDouble seconds(Map<PlannedRun, FinishedRun> finished, List<PlannedRun> left) {
        OptionalDouble usual =
                finished.values().stream().mapToDouble(FinishedRun::seconds).average();
        Map<String, Double> byKind = new HashMap<>();
        for (PlannedRun run : finished.keySet()) {
            byKind.computeIfAbsent(run.kind(), kind -> mean(finished, kind));
        }
        return usual.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(left.stream()
                        .mapToDouble(run -> byKind.getOrDefault(run.kind(), usual.getAsDouble()))
                        .sum());
    }

    private static double mean(Map<PlannedRun, FinishedRun> finished, String kind) {
        return finished.entrySet().stream()
                .filter(entry -> entry.getKey().kind().equals(kind))
                .mapToDouble(entry -> entry.getValue().seconds())
                .average()
                .orElseThrow();
    }

    private static String inWords(double seconds) {
        long whole = Math.round(seconds);
        return whole < HOUR
                ? "%d min %d s".formatted(whole / MINUTE, whole % MINUTE)
                : "%d h %d min".formatted(whole / HOUR, whole % HOUR / MINUTE);
    }
}
