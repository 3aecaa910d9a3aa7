// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.samda.SamdaException;

/**
 * A file that is being written: hidden beside its target as {@code .<name>.<random>.part} until it is complete.
 *
 * <p>{@link #commit} moves it to its name in one step; closing it without that removes it. A target that is a
 * symbolic link is replaced itself. Only a process that is killed can leave the hidden file behind.
 */
public final class PartialFile implements AutoCloseable {
    private final Path target;
    private final Path part;
    private final RandomAccessFile file;

    private PartialFile(Path target, Path part) throws IOException {
        this.target = target;
        this.part = part;
        this.file = new RandomAccessFile(part.toFile(), "rw");
    }

    /**
     * Begins a file; folders that are missing are made.
     *
     * @throws SamdaException if the target is a folder or its folder cannot be written to
     */
    public static PartialFile beside(Path target) {
        Path absolute = target.toAbsolutePath();
        if (Files.isDirectory(absolute)) {
            throw new SamdaException("Cannot write '%s': it is a folder, expected the name of a file. Add a file name."
                    .formatted(target));
        }
        try {
            createFolder(absolute.getParent());
            String random = UUID.randomUUID().toString().substring(0, 8);
            Path part = absolute.resolveSibling("." + absolute.getFileName() + "." + random + ".part");
            return new PartialFile(target, Files.createFile(part));
        } catch (FileAlreadyExistsException e) {
            throw new SamdaException(
                    "Cannot write '%s': '%s' is a file, expected a folder. Choose another folder."
                            .formatted(target, e.getFile()),
                    e);
        } catch (IOException e) {
            throw FileProblem.writing(target, e);
        }
    }

    /** The open file, for reading, writing and seeking; stays owned by this object. */
    public RandomAccessFile file() {
        return file;
    }

    /** Appends to the file at its present position; closing the stream does nothing. Not buffered. */
    public OutputStream output() {
        return new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                file.write(value);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                file.write(bytes, offset, length);
            }
        };
    }

    /** Flushes everything to the disk and gives the file its name, replacing what had it. */
    public void commit() {
        try {
            file.getFD().sync();
            file.close();
            Files.move(part, target.toAbsolutePath(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw FileProblem.writing(target, e);
        }
        syncFolder(part.getParent());
    }

    /** Removes the file if it was not committed. */
    @Override
    public void close() {
        try {
            file.close();
            Files.deleteIfExists(part);
        } catch (IOException e) {
            throw FileProblem.writing(part, e);
        }
    }

    /** A link to a folder counts as one; {@link Files#createDirectories} alone would refuse it. */
    static void createFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
        }
    }

    /** Makes the new name survive a power cut. Not all systems can do it, and the file is complete either way. */
    static void syncFolder(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException cannotBeSynced) {
            return;
        }
    }
}
