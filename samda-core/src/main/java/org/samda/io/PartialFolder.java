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
    private final Path part;
    private boolean committed;

    private PartialFolder(Path target, Path part) {
        this.target = target;
        this.part = part;
    }

    /**
     * Begins a folder; folders that are missing above it are made.
     *
     * @param replaceable tells of a folder that has the name already whether it may go; of an empty one it is not asked
     * @throws SamdaException if the name is that of a file or of another folder, or the place cannot be written to
     */
    public static PartialFolder beside(Path target, Predicate<Path> replaceable) {
        Path absolute = target.toAbsolutePath().normalize();
        if (Files.exists(absolute) && !Files.isDirectory(absolute)) {
            throw new SamdaException(
                    "Cannot write '%s': it is a file, expected a new folder. Choose another name or delete it."
                            .formatted(target));
        }
        try {
            if (Files.isDirectory(absolute) && !isEmpty(absolute) && !replaceable.test(absolute)) {
                throw new SamdaException(
                        "Cannot write '%s': it is a folder with other things in it, which would be lost. Choose another name."
                                .formatted(target));
            }
            PartialFile.createFolder(absolute.getParent());
            return new PartialFolder(target, Files.createDirectory(hidden(absolute, "part")));
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
        Path place = target.toAbsolutePath().normalize();
        Path old = hidden(place, "old");
        try {
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
