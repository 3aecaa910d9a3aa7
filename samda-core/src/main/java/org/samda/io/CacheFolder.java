// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.samda.SamdaException;

/**
 * A folder of files that can be made again: which it has, when they were last used, and what must go for a new one. Several
 * threads and several processes may use it at once; files with other endings are not touched.
 */
public final class CacheFolder {
    private static final String PART = ".part";
    private static final Duration LONGEST_WRITING = Duration.ofDays(1);

    private final Path folder;
    private final long limitBytes;
    private final Kind kind;

    /**
     * @param folder     need not exist
     * @param limitBytes what its files may take together
     */
    public CacheFolder(Path folder, long limitBytes, Kind kind) {
        this.folder = folder;
        this.limitBytes = limitBytes;
        this.kind = kind;
    }

    /**
     * What the files are.
     *
     * @param ending   of their names, beginning with a dot
     * @param contents for messages, in the plural
     */
    public record Kind(String ending, String contents) {}

    private record Entry(Path file, long bytes, FileTime used) {

        boolean isPart() {
            return file.toString().endsWith(PART);
        }

        boolean isAbandoned() {
            return isPart() && used.toInstant().isBefore(Instant.now().minus(LONGEST_WRITING));
        }
    }

    /** Where the file of this key, 64 hexadecimal digits, is or would be. */
    public Path file(String key) {
        return folder.resolve(new Sha256(key).hex() + kind.ending());
    }

    /** Notes that a file is used now; one that may only be read keeps its time. */
    public void touch(Path file) {
        try {
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
        } catch (IOException mayOnlyBeRead) {
            return;
        }
    }

    /** What all its files take, also those that are being written. */
    public long bytes() {
        return entries().stream().mapToLong(Entry::bytes).sum();
    }

    /**
     * Deletes files until a new one fits into the limit and on the disk, the least recently used first. Files that cannot
     * be deleted stay, and so do those that are being written, unless they are a day old.
     *
     * @param needed size of the new one
     * @param inUse  files that must stay
     * @return by how many bytes the limit will be exceeded, 0 if it will not
     */
    public long makeRoom(long needed, Set<Path> inUse) {
        List<Entry> entries = entries();
        long bytes = entries.stream().mapToLong(Entry::bytes).sum();
        for (Entry entry : entries) {
            boolean full = bytes + needed > limitBytes || isFull(needed);
            boolean unused = full && !entry.isPart() && !inUse.contains(entry.file());
            if ((unused || entry.isAbandoned()) && delete(entry.file())) {
                bytes -= entry.bytes();
            }
        }
        return Math.max(0, bytes + needed - limitBytes);
    }

    /** Whether the disk has less room than this. */
    public boolean isFull(long needed) {
        long free = FileProblem.freeBytes(folder);
        return free >= 0 && free < needed;
    }

    /**
     * @param needed size of a new file
     * @throws SamdaException if the disk has less room
     */
    public void requireFree(long needed) {
        if (isFull(needed)) {
            throw new SamdaException(
                    "Cannot write %s to '%s': they need %s, but only %s are free. Make room on its disk, or let the environment variable SAMDA_HOME name a folder on another one."
                            .formatted(
                                    kind.contents(),
                                    folder,
                                    Bytes.readable(needed),
                                    Bytes.readable(FileProblem.freeBytes(folder))));
        }
    }

    /** The least recently used first. */
    private List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(folder, "*{" + kind.ending() + "," + kind.ending() + ".*" + PART + "}")) {
            for (Path file : files) {
                add(file, entries);
            }
        } catch (NoSuchFileException notYetMade) {
            return List.of();
        } catch (DirectoryIteratorException e) {
            throw FileProblem.reading(folder, e.getCause());
        } catch (IOException e) {
            throw FileProblem.reading(folder, e);
        }
        entries.sort(Comparator.comparing(Entry::used).thenComparing(Entry::file));
        return entries;
    }

    private static void add(Path file, List<Entry> entries) throws IOException {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            entries.add(new Entry(file, now.size(), now.lastModifiedTime()));
        } catch (NoSuchFileException deletedMeanwhile) {
            return;
        }
    }

    private static boolean delete(Path file) {
        try {
            Files.deleteIfExists(file);
            return true;
        } catch (IOException isInUse) {
            return false;
        }
    }
}
