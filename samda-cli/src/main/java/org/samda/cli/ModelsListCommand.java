// SPDX-License-Identifier: Apache-2.0
package org.samda.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.samda.catalog.EncoderCatalog;
import org.samda.catalog.EncoderDescriptor;
import org.samda.catalog.Presence;
import org.samda.catalog.Publication;
import org.samda.catalog.WeightsCache;
import org.samda.config.Configs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code samda models list}: one line for each encoder. */
@Command(
        name = "list",
        description = "Lists the generic encoders, and which weights are cached.",
        footer = {"", "Example: samda models list --json"})
final class ModelsListCommand implements Runnable {
    private static final String ROW = "%-11s %12s %8s  %-11s %s%n";

    private final WeightsCache cache;

    @Spec
    private CommandSpec spec;

    @Mixin
    private JsonOption json;

    ModelsListCommand(WeightsCache cache) {
        this.cache = cache;
    }

    /**
     * The whole list.
     *
     * @param folder   with the cached weights
     * @param encoders in the catalogue's order
     */
    private record Listing(Path folder, List<Row> encoders) {}

    /**
     * An encoder; what only published ones have is absent from the others.
     *
     * @param name       as users type it
     * @param title      as people call it
     * @param parameters of its network
     * @param inputPx    side of its input
     * @param licence    of its weights
     * @param file       name of its weights
     * @param bytes      their size, if known
     * @param presence   whether they are cached
     */
    private record Row(
            String name,
            String title,
            Optional<Long> parameters,
            Optional<Integer> inputPx,
            Optional<String> licence,
            Optional<String> file,
            Optional<Long> bytes,
            Presence presence) {}

    @Override
    public void run() {
        Listing listing = new Listing(
                cache.folder(),
                EncoderCatalog.load().encoders().stream().map(this::row).toList());
        PrintWriter out = spec.commandLine().getOut();
        if (json.isGiven()) {
            out.print(Configs.toJson(listing));
        } else {
            print(listing, out);
        }
        out.flush();
    }

    private Row row(EncoderDescriptor encoder) {
        return new Row(
                encoder.name(),
                encoder.title(),
                encoder.network().map(network -> network.parameters()),
                encoder.network().map(network -> network.inputPx()),
                encoder.publication().map(Publication::licence),
                encoder.file().map(file -> file.name()),
                encoder.file().flatMap(file -> file.bytes()),
                cache.presence(encoder));
    }

    private static void print(Listing listing, PrintWriter out) {
        out.printf(ROW, "encoder", "parameters", "input", "licence", "weights");
        for (Row row : listing.encoders()) {
            out.printf(
                    ROW,
                    row.name(),
                    row.parameters()
                            .map(count -> String.format(Locale.ROOT, "%.1f M", count / 1e6))
                            .orElse("-"),
                    row.inputPx().map(px -> px + " px").orElse("-"),
                    row.licence().orElse("-"),
                    row.presence().words());
        }
        out.printf("Weights are kept in '%s'.%n", listing.folder());
    }
}
