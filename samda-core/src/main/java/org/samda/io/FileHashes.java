// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The SHA-256 of files, each read once as long as neither its size nor its time changes; for several threads. */
public final class FileHashes {
    private final Map<State, Sha256> known = new ConcurrentHashMap<>();

    private record State(Path file, long bytes, FileTime modified) {}

    /**
     * Reads a whole file if it was not yet read as it is now.
     *
     * @throws org.samda.SamdaException if it cannot be read
     */
    public Sha256 of(Path file) {
        return known.computeIfAbsent(state(file), state -> Sha256.of(file));
    }

    private static State state(Path file) {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            return new State(file.toAbsolutePath().normalize(), now.size(), now.lastModifiedTime());
        } catch (IOException e) {
            throw FileProblem.reading(file, e);
        }
    }
}
