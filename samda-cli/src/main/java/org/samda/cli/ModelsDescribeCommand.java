// SPDX-License-Identifier: Apache-2.0
package org.samda.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.samda.catalog.EncoderDescriptor;
import org.samda.catalog.EncoderNetwork;
import org.samda.catalog.Presence;
import org.samda.catalog.Publication;
import org.samda.catalog.WeightsCache;
import org.samda.catalog.WeightsFile;
import org.samda.config.Configs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code samda models describe}: all that is known of one encoder. */
@Command(
        name = "describe",
        description = "Shows an encoder's network and preprocessing, and where its weights come from.",
        footer = {"", "Example: samda models describe med-sam"})
final class ModelsDescribeCommand implements Runnable {
    private final WeightsCache cache;

    @Spec
    private CommandSpec spec;

    @Mixin
    private JsonOption json;

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
     */
    private record Description(EncoderDescriptor encoder, Presence presence, Optional<Path> path) {}

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        if (json.isGiven()) {
            out.print(Configs.toJson(new Description(encoder, cache.presence(encoder), cache.file(encoder))));
        } else {
            out.printf("%s: %s%n", encoder.name(), encoder.title());
            encoder.network().ifPresent(network -> print(network, out));
            encoder.publication().ifPresent(publication -> print(publication, out));
            encoder.file().ifPresent(file -> print(file, out));
            line(out, "cached", cache.presence(encoder).words());
            cache.file(encoder).ifPresent(path -> line(out, "path", path.toString()));
        }
        out.flush();
    }

    private static void print(EncoderNetwork network, PrintWriter out) {
        int side = network.inputPx() / network.stridePx();
        line(
                out,
                "network",
                String.format(
                        Locale.ROOT,
                        "%s, %,d parameters",
                        Configs.nameOf(network.architecture()),
                        network.parameters()));
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
