// SPDX-License-Identifier: Apache-2.0
package org.samda.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.samda.catalog.EncoderDescriptor;
import org.samda.catalog.EncoderNetwork;
import org.samda.catalog.Presence;
import org.samda.catalog.Publication;
import org.samda.catalog.WeightsCache;
import org.samda.catalog.WeightsFile;
import org.samda.config.Configs;
import org.samda.experiment.EncoderKind;
import org.samda.experiment.FusedGraph;
import org.samda.experiment.Presets;
import org.samda.experiment.RunConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code samda models describe}: all that is known of one encoder, and the network it makes with a U-Net. */
@Command(
        name = "describe",
        description = {
            "Shows an encoder's network and preprocessing, where its weights come from,",
            "and every part of the network that 'samda train' makes of it and a U-Net."
        },
        footer = {"", "Example: samda models describe med-sam"})
final class ModelsDescribeCommand implements Runnable {
    private static final int SMALLEST_PATCH = 16;
    private static final int LARGEST_PATCH = 4096;

    private final WeightsCache cache;

    @Spec
    private CommandSpec spec;

    @Mixin
    private JsonOption json;

    @Option(
            names = "--preset",
            defaultValue = "standard",
            description = "Preset with the U-Net's size: quick, standard or full (default: ${DEFAULT-VALUE}).")
    private RunConfig.Preset preset;

    @Option(names = "--patch", paramLabel = "PX", description = "Side of the U-Net's patch (default: the preset's).")
    private Optional<Integer> patch = Optional.empty();

    @Parameters(
            index = "0",
            paramLabel = "ENCODER",
            converter = EncoderChoice.class,
            description = "Name of an encoder; 'samda models list' shows all.")
    private EncoderDescriptor encoder;

    ModelsDescribeCommand(WeightsCache cache) {
        this.cache = cache;
    }

    /**
     * All that is known.
     *
     * @param encoder  from the catalogue
     * @param presence whether its weights are cached
     * @param path     where they are, or belong
     * @param graph    what it makes with a U-Net
     */
    private record Description(EncoderDescriptor encoder, Presence presence, Optional<Path> path, FusedGraph graph) {}

    @Override
    public void run() {
        Description description = new Description(encoder, cache.presence(encoder), cache.file(encoder), graph());
        PrintWriter out = spec.commandLine().getOut();
        if (json.isGiven()) {
            out.print(Configs.toJson(description));
        } else {
            print(description, out);
        }
        out.flush();
    }

    private FusedGraph graph() {
        if (patch.filter(px -> px < SMALLEST_PATCH || px > LARGEST_PATCH).isPresent()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--patch: expected %d to %d, found %d".formatted(SMALLEST_PATCH, LARGEST_PATCH, patch.get()));
        }
        List<String> changes = patch.map(px -> "plan.patchSize=" + px).stream().toList();
        return FusedGraph.planned(
                EncoderKind.named(encoder.name()), Presets.settings(preset, RunConfig.Mode.ROBUST, changes));
    }

    private void print(Description description, PrintWriter out) {
        out.printf("%s: %s%n", encoder.name(), encoder.title());
        encoder.network().ifPresent(network -> print(network, description.graph(), out));
        encoder.publication().ifPresent(publication -> print(publication, out));
        encoder.file().ifPresent(file -> print(file, out));
        line(out, "cached", description.presence().words());
        description.path().ifPresent(path -> line(out, "path", path.toString()));
        line(out, "graph", "as 'samda train --preset %s' makes it for two classes".formatted(Configs.nameOf(preset)));
        new GraphTable(description.graph()).lines().forEach(out::println);
    }

    private static void print(EncoderNetwork network, FusedGraph graph, PrintWriter out) {
        long unused = network.parameters() - graph.encoderParameters();
        int side = network.inputPx() / network.stridePx();
        line(
                out,
                "network",
                String.format(
                                Locale.ROOT,
                                "%s, %,d parameters",
                                Configs.nameOf(network.architecture()),
                                network.parameters())
                        + (unused > 0 ? String.format(Locale.ROOT, ", %,d of which no embedding needs", unused) : ""));
        line(out, "input", network.inputPx() + " x " + network.inputPx() + " px");
        line(
                out,
                "embedding",
                "%d channels of %d x %d, one pixel for %d x %d of the input"
                        .formatted(network.channels(), side, side, network.stridePx(), network.stridePx()));
        line(
                out,
                "preprocessing",
                Configs.nameOf(network.preprocessing()) + ": "
                        + network.preprocessing().description());
    }

    private static void print(Publication publication, PrintWriter out) {
        line(out, "licence", publication.licence());
        line(out, "to be cited", publication.citation());
        line(out, "authors' page", publication.page().toString());
    }

    private static void print(WeightsFile file, PrintWriter out) {
        line(out, "weights", file.name());
        line(out, "size", file.bytes().map(bytes -> bytes + " bytes").orElse("not known for certain"));
        line(out, "SHA-256", file.sha256().orElse("not known for certain"));
        line(out, "published at", file.place().toString());
        line(out, "fetched from", file.url().map(Object::toString).orElse("nowhere: to be fetched by hand"));
    }

    private static void line(PrintWriter out, String what, String text) {
        out.printf("%-14s %s%n", what, text);
    }
}
