// SPDX-License-Identifier: Apache-2.0
package org.samda.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.samda.SamdaException;
import org.samda.io.FileProblem;

/**
 * The folder with published weights, each under the name its authors gave it; a file put there by hand counts like one
 * that was fetched.
 *
 * @param folder need not exist
 */
public record WeightsCache(Path folder) {

    /** The cache below the product's folder of this user. */
    public static WeightsCache in(Path home) {
        return new WeightsCache(home.resolve("weights"));
    }

    /** Where the encoder's file is, or would be; empty for an encoder without one. */
    public Optional<Path> file(EncoderDescriptor encoder) {
        return encoder.file().map(file -> folder.resolve(file.name()));
    }

    /** What is there, by name and size alone: quick. */
    public Presence presence(EncoderDescriptor encoder) {
        if (encoder.file().isEmpty()) {
            return Presence.NOT_NEEDED;
        }
        WeightsFile file = encoder.file().get();
        Path path = folder.resolve(file.name());
        if (!Files.isRegularFile(path)) {
            return Presence.MISSING;
        }
        boolean right = file.bytes().isEmpty() || file.bytes().get() == size(path);
        return right ? Presence.CACHED : Presence.WRONG_SIZE;
    }

    /**
     * The encoder's file, to be read.
     *
     * @throws SamdaException if it is not there or damaged; it says how to get it
     */
    public Path require(EncoderDescriptor encoder) {
        Path path = file(encoder).orElseThrow(() -> new IllegalArgumentException(encoder.name() + " has no weights"));
        String remedy =
                "Fetch it with 'samda models get %s', or name a file with --weights. ".formatted(encoder.name());
        return switch (presence(encoder)) {
            case CACHED -> path;
            case WRONG_SIZE ->
                throw new SamdaException("'%s' is not the published file: expected %d bytes, found %d. Remove it. %s"
                        .formatted(path, encoder.file().orElseThrow().bytes().orElseThrow(), size(path), remedy)
                        .strip());
            default ->
                throw new SamdaException("The weights of encoder '%s' are not here: expected '%s'. %s%s"
                        .formatted(encoder.name(), path, remedy, byHand(encoder)));
        };
    }

    /**
     * Fetches an encoder's file, or checks the one that is there.
     *
     * @throws SamdaException if it cannot be had; it says what to do by hand
     */
    public FetchedFile get(WeightsOrder order, WeightsDownload download) {
        EncoderDescriptor encoder = order.encoder();
        WeightsFile file = encoder.file().orElseThrow();
        Path target = folder.resolve(file.name());
        boolean keepsFile = Files.exists(target) && !order.overwrite();
        if (order.url().or(file::url).isEmpty() && !keepsFile) {
            throw new SamdaException("'%s' has no address for a program. %s Or give one with --url."
                    .formatted(file.name(), byHand(encoder)));
        }
        return download.fetch(new DownloadRequest(
                order.url().or(file::url).orElse(file.place()),
                target,
                file.bytes(),
                order.sha256().or(file::checksum),
                byHand(encoder),
                order.overwrite()));
    }

    /** How to do without a download, in one sentence; for an encoder with a file. */
    public String byHand(EncoderDescriptor encoder) {
        WeightsFile file = encoder.file().orElseThrow();
        Publication publication = encoder.publication().orElseThrow();
        return "By hand: fetch '%s' from %s (its authors' page: %s) and put it at '%s'."
                .formatted(file.name(), file.place(), publication.page(), folder.resolve(file.name()));
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw FileProblem.reading(file, e);
        }
    }
}
