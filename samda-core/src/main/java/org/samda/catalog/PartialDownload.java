// SPDX-License-Identifier: Apache-2.0
package org.samda.catalog;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import org.samda.io.AtomicFiles;
import org.samda.io.FileProblem;
import org.samda.io.Sha256;

/**
 * What has arrived of a file: {@code <name>.part} beside its target, and {@code <name>.part.origin}, two lines with the
 * address and the version it comes from. Outlives the process, so that a download can go on.
 */
final class PartialDownload implements AutoCloseable {
    private final Path target;
    private final Path part;
    private final Path origin;
    private final RandomAccessFile file;
    private final MessageDigest digest = Sha256.digest();
    private long size;

    private PartialDownload(Path target, Path part) throws IOException {
        this.target = target;
        this.part = part;
        origin = part.resolveSibling(part.getFileName() + ".origin");
        Sha256.addFile(digest, part);
        file = new RandomAccessFile(part.toFile(), "rw");
        size = file.length();
        file.seek(size);
    }

    /** Opens what there is; nothing, at first. Reads all of it for the checksum. */
    static PartialDownload beside(Path target) {
        Path part = target.resolveSibling(target.getFileName() + ".part");
        try {
            if (!Files.exists(part)) {
                Files.createFile(part);
            }
            return new PartialDownload(target, part);
        } catch (IOException e) {
            throw FileProblem.writing(part, e);
        }
    }

    /** Bytes that have arrived. */
    long size() {
        return size;
    }

    /** What the server called this version of the file, if the part comes from this address. */
    Optional<String> validator(URI url) {
        try {
            List<String> lines = Files.exists(origin) ? Files.readAllLines(origin) : List.of();
            return lines.size() == 2 && lines.get(0).equals(url.toString())
                    ? Optional.of(lines.get(1))
                    : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** Drops what there is; what follows comes from this version of the file. */
    void restart(URI url, Optional<String> validator) {
        clear();
        validator.ifPresent(
                version -> AtomicFiles.write(origin, (url + "\n" + version + "\n").getBytes(StandardCharsets.UTF_8)));
    }

    void append(ByteBuffer bytes) {
        byte[] array = new byte[bytes.remaining()];
        bytes.get(array);
        try {
            file.write(array);
        } catch (IOException e) {
            throw FileProblem.writing(part, e);
        }
        digest.update(array);
        size += array.length;
    }

    /** The checksum of the whole; nothing may be appended afterwards. */
    Sha256 finish() {
        return Sha256.finish(digest);
    }

    /** Gives the file its name in one step, replacing what had it. */
    void commit() {
        try {
            file.getFD().sync();
            file.close();
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
            Files.deleteIfExists(origin);
        } catch (IOException e) {
            throw FileProblem.writing(target, e);
        }
    }

    /** Removes it all. */
    void delete() {
        try {
            file.close();
            Files.deleteIfExists(part);
            Files.deleteIfExists(origin);
        } catch (IOException e) {
            throw FileProblem.writing(part, e);
        }
    }

    /** Keeps what has arrived; a part without a byte is removed. */
    @Override
    public void close() {
        try {
            file.close();
            if (Files.exists(part) && Files.size(part) == 0) {
                delete();
            }
        } catch (IOException e) {
            throw FileProblem.writing(part, e);
        }
    }

    /** Drops what there is. The version goes first: bytes of one must never stand beside the name of another. */
    void clear() {
        try {
            Files.deleteIfExists(origin);
            file.setLength(0);
            file.seek(0);
        } catch (IOException e) {
            throw FileProblem.writing(part, e);
        }
        digest.reset();
        size = 0;
    }
}
