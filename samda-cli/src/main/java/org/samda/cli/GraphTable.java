// SPDX-License-Identifier: Apache-2.0
package org.samda.cli;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.samda.experiment.FusedGraph;

/**
 * A network's parts for people: what each gives, and what each of the three steps trains.
 *
 * @param graph the network
 */
record GraphTable(FusedGraph graph) {
    private static final String STEP = "  %-7s";

    Stream<String> lines() {
        String title = "%-10s %-36s %-16s %13s".formatted("module", "output", "[C, H, W]", "parameters");
        String image = "%-10s %-36s [1, %d, %d]".formatted("", "patch", graph.patchHeight(), graph.patchWidth());
        return Stream.of(
                        Stream.of("", title, image),
                        graph.parts().stream().map(GraphTable::line),
                        Stream.of("", totalsTitle()),
                        graph.modules().stream().map(this::line),
                        Stream.of(String.format(Locale.ROOT, "%-10s %,13d", "all", graph.parameters())))
                .flatMap(lines -> lines);
    }

    private static String line(FusedGraph.Part part) {
        return String.format(
                Locale.ROOT, "%-10s %-36s %-16s %,13d", part.module(), part.name(), part.shape(), part.parameters());
    }

    private String totalsTitle() {
        return "%-10s %13s".formatted("module", "parameters")
                + graph.steps().stream()
                        .map(step -> STEP.formatted("step " + step))
                        .collect(Collectors.joining())
                        .stripTrailing();
    }

    private String line(FusedGraph.ModuleTotal module) {
        return String.format(Locale.ROOT, "%-10s %,13d", module.name(), module.parameters())
                + graph.steps().stream()
                        .map(step -> STEP.formatted(module.trainedIn().contains(step) ? "trained" : "frozen"))
                        .collect(Collectors.joining())
                        .stripTrailing();
    }
}
