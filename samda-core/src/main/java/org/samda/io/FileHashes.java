// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The SHA-256 of files, each read once as long as neither its size nor its time changes; for several threads. Of a folder
 * (Zarr, N5) it is that of the names and the SHA-256 of all files in it.
 */
public final class FileHashes {
    private final Map<State, Sha256> known = new ConcurrentHashMap<>();

    private record State(Path file, long bytes, FileTime modified) {}

    /**
     * Reads a whole file if it was not yet read as it is now.
     *
     * @throws org.samda.SamdaException if it cannot be read
     */
    public Sha256 of(Path file) {
        return known.computeIfAbsent(state(file), state -> Files.isDirectory(file) ? ofFolder(file) : Sha256.of(file));
    }

    private static Sha256 ofFolder(Path folder) {
        MessageDigest digest = Sha256.digest();
        try {
            for (Path file : FolderTree.files(folder)) {
                String line = folder.relativize(file).toString().replace('\\', '/') + " " + Sha256.of(file) + "\n";
                digest.update(line.getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw FileProblem.reading(folder, e);
        }
        return Sha256.finish(digest);
    }

    private static State state(Path file) {
        try {
            long bytes = 0;
            FileTime modified = FileTime.fromMillis(0);
            for (Path each : Files.isDirectory(file) ? FolderTree.files(file) : List.of(file)) {
                BasicFileAttributes now = Files.readAttributes(each, BasicFileAttributes.class);
                bytes += now.size();
                modified = now.lastModifiedTime().compareTo(modified) > 0 ? now.lastModifiedTime() : modified;
            }
            return new State(file.toAbsolutePath().normalize(), bytes, modified);
        } catch (IOException e) {
            throw FileProblem.reading(file, e);
        }
    }
}
