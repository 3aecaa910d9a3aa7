// SPDX-License-Identifier: Apache-2.0
package org.samda.study;

import static org.samda.experiment.HtmlText.escaped;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.samda.experiment.RunRecord;

/** The part of a study's report that its run directories tell: environment, deviations, shots and commands. */
final class ReportRuns {
    private static final String NOTHING = "<p>No run directory tells about this.</p>";

    private final StudyOutcome outcome;
    private final RunChains runs;

    ReportRuns(StudyOutcome outcome) {
        this.outcome = outcome;
        runs = new RunChains(outcome);
    }

    /** Versions, machine and times; several values where the runs differ. */
    String environment() {
        List<RunRecord> records =
                runs.all().stream().flatMap(run -> run.record().stream()).toList();
        if (records.isEmpty()) {
            return "<h2>Environment</h2>" + NOTHING;
        }
        StringBuilder table = new StringBuilder("<h2>Environment</h2><div class=\"wide\"><table>");
        row(table, "samda", records, RunRecord::samda);
        row(table, "Java", records, RunRecord::java);
        row(table, "libtorch", records, RunRecord::libtorch);
        row(table, "system", records, RunRecord::system);
        row(table, "threads", records, RunRecord::threads);
        row(table, "device", records, RunRecord::device);
        row(table, "precision", records, RunRecord::precision);
        records.stream()
                .map(RunRecord::started)
                .sorted()
                .findFirst()
                .ifPresent(first -> table.append("<tr><th>first start<td>" + escaped(first)));
        records.stream()
                .flatMap(record -> record.finishedAt().stream())
                .max(Comparator.naturalOrder())
                .ifPresent(last -> table.append("<tr><th>last end<td>" + escaped(last)));
        return table.append("</table></div>").toString();
    }

    private static void row(
            StringBuilder table, String name, Collection<RunRecord> records, Function<RunRecord, Object> value) {
        String values = records.stream()
                .map(record -> escaped(value.apply(record).toString()))
                .distinct()
                .collect(Collectors.joining("; "));
        table.append("<tr><th>").append(name).append("<td>").append(values);
    }

    /** Those of all runs, each with the methods it concerns. */
    String deviations() {
        Map<String, Set<String>> methods = new LinkedHashMap<>();
        Set<String> known = new LinkedHashSet<>();
        for (StudyScore.Place place : places()) {
            for (RunFacts run : runs.of(place)) {
                run.record().ifPresent(record -> {
                    known.add(place.method());
                    record.deviations()
                            .forEach(line -> methods.computeIfAbsent(line, l -> new LinkedHashSet<>())
                                    .add(place.method()));
                });
            }
        }
        StringBuilder list = new StringBuilder("<h2>Deviations from the paper</h2>");
        if (known.isEmpty()) {
            return list.append(NOTHING).toString();
        }
        list.append("<ul>");
        methods.forEach((line, of) -> list.append("<li>")
                .append(escaped(line))
                .append(" <small>(")
                .append(of.equals(known) ? "all methods" : escaped(titles(of)))
                .append(")</small>"));
        return list.append("</ul>").toString();
    }

    private String titles(Set<String> methods) {
        return outcome.methods().stream()
                .filter(method -> methods.contains(method.name()))
                .map(StudyOutcome.Method::title)
                .collect(Collectors.joining("; "));
    }

    private List<StudyScore.Place> places() {
        return outcome.scores().stream().map(StudyScore::place).distinct().toList();
    }

    /** The annotated target images of each pair, number and seed; named by method where methods differ. */
    String shots() {
        Map<String, Map<String, Set<String>>> shots = new LinkedHashMap<>();
        for (StudyScore.Place place : places()) {
            List<RunFacts> chain = runs.of(place);
            if (place.shots() > 0 && !chain.isEmpty()) {
                chain.get(chain.size() - 1)
                        .record()
                        .ifPresent(record -> shots.computeIfAbsent(row(place), r -> new TreeMap<>())
                                .computeIfAbsent(String.join(", ", record.shots()), s -> new LinkedHashSet<>())
                                .add(place.method()));
            }
        }
        if (shots.isEmpty()) {
            return "<h2>Shots</h2>" + NOTHING;
        }
        StringBuilder table = new StringBuilder("<h2>Shots</h2><p>The same for every method of a pair and seed, unless")
                .append(" methods are named.</p><div class=\"wide\"><table><tr><th>pair<th>shots<th>seed<th>images");
        shots.forEach((row, sets) -> table.append(row).append("<td>").append(images(sets)));
        return table.append("</table></div>").toString();
    }

    private static String row(StudyScore.Place place) {
        return "<tr><td>%s<td>%d<td>%d".formatted(escaped(place.pair()), place.shots(), place.seed());
    }

    private String images(Map<String, Set<String>> sets) {
        return sets.entrySet().stream()
                .map(set -> escaped(sets.size() == 1 ? set.getKey() : titles(set.getValue()) + ": " + set.getKey()))
                .collect(Collectors.joining("<br>"));
    }

    /** @param study the command that made the study */
    String commands(String study) {
        String each = runs.all().stream()
                .flatMap(run -> run.config().stream().map(config -> TrainCommandLine.text(config, run.folder())))
                .map(line -> "<pre>" + escaped(line) + "</pre>")
                .collect(Collectors.joining("\n"));
        return "<h2>Commands</h2><p>The whole study:</p><pre>" + escaped(study) + "</pre>"
                + (each.isEmpty()
                        ? ""
                        : "<p>Its runs one by one, each after the run it starts from. The lines are made from each run's"
                                + " <code>config.yaml</code>: its data, its method, and every setting in which it differs"
                                + " from its preset. To make a run again beside the old one, change <code>--out</code>.</p>"
                                + each);
    }
}
