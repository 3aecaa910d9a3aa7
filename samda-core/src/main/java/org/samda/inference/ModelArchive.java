// SPDX-License-Identifier: Apache-2.0
package org.samda.inference;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.samda.SamdaException;
import org.samda.torch.SafeTensors;
import org.samda.torch.TensorFile;

/** The ZIP archive that a model file is, open for reading. Entries are read in memory, never to the disk. */
final class ModelArchive implements AutoCloseable {
    static final String DESCRIPTION = "model.json";
    static final String WEIGHTS = "weights.safetensors";
    static final String CARD = "MODEL_CARD.md";

    private static final int LARGEST_DESCRIPTION = 1 << 20;

    private final Path file;
    private final ZipFile zip;

    private ModelArchive(Path file, ZipFile zip) {
        this.file = file;
        this.zip = zip;
    }

    /** @throws SamdaException if the file is missing or no model */
    static ModelArchive open(Path file) {
        try {
            return new ModelArchive(file, new ZipFile(file.toFile()));
        } catch (ZipException e) {
            throw new SamdaException(
                    "'%s' is not a model file, or it is truncated: %s. Expected the model.samda that 'samda train' writes."
                            .formatted(file, e.getMessage()),
                    e);
        } catch (NoSuchFileException e) {
            throw new SamdaException("Model file '%s' does not exist. Check the path.".formatted(file), e);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** The description as text. */
    String description() {
        ZipEntry entry = entry(DESCRIPTION);
        CRC32 checksum = new CRC32();
        try (InputStream in = new CheckedInputStream(zip.getInputStream(entry), checksum)) {
            byte[] bytes = in.readNBytes(LARGEST_DESCRIPTION + 1);
            if (bytes.length > LARGEST_DESCRIPTION) {
                throw damaged("'" + DESCRIPTION + "' is longer than " + LARGEST_DESCRIPTION + " bytes");
            }
            requireChecksum(entry, checksum);
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** Bytes of the weights. They are stored, not compressed, so that they cannot be more than the file has. */
    long weightsSize() {
        ZipEntry entry = entry(WEIGHTS);
        try {
            if (entry.getMethod() != ZipEntry.STORED || entry.getSize() > Files.size(file)) {
                throw new SamdaException(
                        ("In model file '%s', '%s' is compressed or longer than the file, expected it to be"
                                        + " stored. Was it packed again? Use the original file.")
                                .formatted(file, WEIGHTS));
            }
            return entry.getSize();
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** The weights; they belong to the caller's scope. */
    TensorFile weights() {
        long size = weightsSize();
        ZipEntry entry = entry(WEIGHTS);
        CRC32 checksum = new CRC32();
        try (InputStream in =
                new CheckedInputStream(new BufferedInputStream(zip.getInputStream(entry), 1 << 16), checksum)) {
            TensorFile weights = SafeTensors.read(in, size, file + ", " + WEIGHTS);
            requireChecksum(entry, checksum);
            return weights;
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    @Override
    public void close() {
        try {
            zip.close();
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private ZipEntry entry(String name) {
        return Optional.ofNullable(zip.getEntry(name))
                .orElseThrow(
                        () -> new SamdaException(("'%s' is not a model file: the entry '%s' is missing. Expected the"
                                        + " model.samda that 'samda train' writes.")
                                .formatted(file, name)));
    }

    /** Java does not compare it itself when it reads a ZIP file this way. */
    private void requireChecksum(ZipEntry entry, CRC32 read) {
        if (entry.getCrc() != read.getValue()) {
            throw damaged("the checksum of '" + entry.getName() + "' is wrong");
        }
    }

    private SamdaException damaged(String what) {
        return new SamdaException(
                "Model file '%s' is damaged: %s. Copy it again or train again.".formatted(file, what));
    }

    private static SamdaException unreadable(Path file, IOException e) {
        return new SamdaException(
                "Model file '%s' cannot be read: %s. Copy it again or check the disk.".formatted(file, e.getMessage()),
                e);
    }
}
