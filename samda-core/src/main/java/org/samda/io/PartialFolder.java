// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import java.util.function.Predicate;
import org.samda.SamdaException;

/**
 * A folder that is being filled: hidden beside its target as {@code .<name>.<random>.part} until it is complete.
 *
 * <p>{@link #commit} moves it to its name, and an older folder away; closing it without that removes it. Only a process
 * that is killed can leave the hidden folder behind.
 */
public final class PartialFolder implements AutoCloseable {
    private final Path target;
    private final Predicate<Path> replaceable;
    private final Path part;
    private boolean committed;

    private PartialFolder(Path target, Predicate<Path> replaceable) throws IOException {
        this.target = target;
        this.replaceable = replaceable;
        Path place = place();
        requireFree(place);
        PartialFile.createFolder(place.getParent());
        part = Files.createDirectory(hidden(place, "part"));
    }

    /**
     * Begins a folder; folders that are missing above it are made.
     *
     * @param replaceable tells of a folder that has the name already whether it may go; of an empty one it is not asked
     * @throws SamdaException if the name is that of a file or of another folder, or the place cannot be written to
     */
    public static PartialFolder beside(Path target, Predicate<Path> replaceable) {
        try {
            return new PartialFolder(target, replaceable);
        } catch (IOException e) {
            throw FileProblem.writing(target, e);
        }
    }

    /** Where to put what belongs into it. */
    public Path folder() {
        return part;
    }

    /** The problem as users know it: with the folder's name to be instead of the present one. */
    public SamdaException named(SamdaException problem) {
        return new SamdaException(problem.getMessage().replace(part.toString(), target.toString()), problem);
    }

    /** Gives the folder its name; what had it before is removed then. */
    public void commit() {
        Path place = place();
        Path old = hidden(place, "old");
        try {
            requireFree(place);
            boolean replaces = Files.exists(place);
            if (replaces) {
                Files.move(place, old, StandardCopyOption.ATOMIC_MOVE);
            }
            Files.move(part, place, StandardCopyOption.ATOMIC_MOVE);
            committed = true;
            PartialFile.syncFolder(place.getParent());
            if (replaces) {
                FolderTree.remove(old);
            }
        } catch (IOException e) {
            throw FileProblem.writing(target, e);
        }
    }

    /** Removes the folder with all that is in it if it was not committed. */
    @Override
    public void close() {
        try {
            if (!committed && Files.exists(part)) {
                FolderTree.remove(part);
            }
        } catch (IOException e) {
            throw FileProblem.writing(part, e);
        }
    }

    private Path place() {
        return target.toAbsolutePath().normalize();
    }

    private void requireFree(Path place) throws IOException {
        if (Files.exists(place) && !Files.isDirectory(place)) {
            throw new SamdaException(
                    "Cannot write '%s': it is a file, expected a new folder. Choose another name or delete it."
                            .formatted(target));
        }
        if (Files.isDirectory(place) && !isEmpty(place) && !replaceable.test(place)) {
            throw new SamdaException(
                    "Cannot write '%s': it is a folder with other things in it, which would be lost. Choose another name."
                            .formatted(target));
        }
    }

    private static Path hidden(Path place, String ending) {
        String random = UUID.randomUUID().toString().substring(0, 8);
        return place.resolveSibling("." + place.getFileName() + "." + random + "." + ending);
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            return !entries.iterator().hasNext();
        }
    }
}
