// SPDX-License-Identifier: Apache-2.0
package org.samda.cli;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.samda.Progress;
import org.samda.catalog.DownloadConfig;
import org.samda.catalog.DownloadRequest;
import org.samda.catalog.EncoderDescriptor;
import org.samda.catalog.FetchedFile;
import org.samda.catalog.WeightsCache;
import org.samda.catalog.WeightsDownload;
import org.samda.catalog.WeightsOrder;
import org.samda.config.Configs;
import org.samda.io.Sha256;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code samda models get}: fetches an encoder's weights, or checks those that are there. */
@Command(
        name = "get",
        description = {
            "Fetches the published weights of an encoder, or checks those that are there.",
            "An interrupted download goes on where it was. A file put into the folder by hand, under its authors' name,"
                    + " counts like one that was fetched."
        },
        footer = {"", "Example: samda models get mobile-sam"})
final class ModelsGetCommand implements Runnable {
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

    private Optional<URI> url = Optional.empty();

    private Optional<Sha256> sha256 = Optional.empty();

    @Option(
            names = "--proxy",
            paramLabel = "HOST:PORT",
            converter = ProxyAddress.class,
            description = "Proxy to go through (default: Java's own settings, such as -Dhttps.proxyHost).")
    private Optional<InetSocketAddress> proxy = Optional.empty();

    @Option(names = "--overwrite", description = "Fetch the file again if it exists.")
    private boolean overwrite;

    @Option(names = "--quiet", description = "Show no progress.")
    private boolean quiet;

    ModelsGetCommand(WeightsCache cache) {
        this.cache = cache;
    }

    @Option(names = "--url", paramLabel = "URL", description = "Address of the same file elsewhere.")
    void setUrl(URI address) {
        if (!DownloadRequest.isFetchable(address)) {
            throw wrong("--url", "an address that begins with https:// or http://", address.toString());
        }
        url = Optional.of(address);
    }

    @Option(
            names = "--sha256",
            paramLabel = "HEX",
            description = "Checksum the file must have, for files whose checksum is not in the catalogue.")
    void setSha256(String hex) {
        try {
            sha256 = Optional.of(new Sha256(hex));
        } catch (IllegalArgumentException e) {
            throw wrong("--sha256", "64 hexadecimal digits", hex);
        }
    }

    /**
     * What came of it.
     *
     * @param encoder    its name
     * @param path       of its weights
     * @param bytes      their size
     * @param sha256     their checksum
     * @param checked    whether that is the published one, or the one of {@code --sha256}
     * @param downloaded whether they were fetched just now
     */
    private record Outcome(String encoder, Path path, long bytes, String sha256, boolean checked, boolean downloaded) {}

    @Override
    public void run() {
        if (encoder.file().isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "encoder '" + encoder.name() + "' has no published weights to fetch");
        }
        report(cache.get(order(), download()));
    }

    private WeightsOrder order() {
        try {
            return new WeightsOrder(encoder, url, sha256, overwrite);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--sha256: " + e.getMessage(), e);
        }
    }

    private WeightsDownload download() {
        Progress progress = quiet
                ? Progress.NONE
                : Terminal.ofThisProcess().progress(spec.commandLine().getErr());
        return new WeightsDownload(DownloadConfig.standard(proxy), progress, line -> json.say(spec, line));
    }

    private void report(FetchedFile file) {
        boolean checked =
                sha256.isPresent() || encoder.file().orElseThrow().sha256().isPresent();
        var out = spec.commandLine().getOut();
        if (json.isGiven()) {
            out.print(Configs.toJson(new Outcome(
                    encoder.name(), file.file(), file.bytes(), file.sha256().hex(), checked, file.downloaded())));
        } else {
            out.printf(
                    "%s '%s' (%d bytes, SHA-256 %s): %s.%n",
                    file.downloaded() ? "Fetched" : "Already there:",
                    file.file(),
                    file.bytes(),
                    file.sha256(),
                    checked ? "the checksum is right" : "no checksum is known to compare it with");
        }
        out.flush();
    }

    private ParameterException wrong(String option, String expected, String found) {
        return new ParameterException(
                spec.commandLine(),
                "Invalid value for option '%s': expected %s, found '%s'".formatted(option, expected, found));
    }
}
