// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.samda.SamdaException;
import org.samda.image.GreyImage;
import org.samda.image.PixelType;
import org.samda.image.VolumeInfo;
import org.samda.image.VolumeSize;

/**
 * Writes a volume as a folder of images, {@code section_0000.png} and so on, TIFF where values are floats; hidden beside
 * its name until it is complete.
 *
 * <p>TIFF sections keep the voxel size, PNG ones do not.
 */
final class StackWriter implements VolumeWriter {
    private static final int FEWEST_DIGITS = 4;

    private final Path target;
    private final VolumeInfo info;
    private final RowCount rows;
    private final Path part;
    private final String name;
    private Optional<VolumeWriter> section = Optional.empty();

    /** @throws SamdaException if there is something of this name that is not an empty folder */
    StackWriter(Path target, VolumeInfo info) {
        this.target = target;
        this.info = info;
        rows = new RowCount(target, info.size());
        int digits = Math.max(FEWEST_DIGITS, String.valueOf(info.size().z() - 1).length());
        name = "section_%0" + digits + "d" + (info.type() == PixelType.FLOAT32 ? ".tif" : ".png");
        Path absolute = target.toAbsolutePath();
        String random = UUID.randomUUID().toString().substring(0, 8);
        part = absolute.resolveSibling("." + absolute.getFileName() + "." + random + ".part");
        try {
            requireFree();
            Files.createDirectories(part);
        } catch (IOException e) {
            throw FileProblem.writing(target, e);
        }
    }

    @Override
    public void write(GreyImage band) {
        rows.requireNext(band);
        VolumeWriter writer = section.orElseGet(this::next);
        section = Optional.of(writer);
        writer.write(band);
        for (int y = 0; y < band.height(); y++) {
            rows.add();
        }
        if (rows.row() == 0) {
            writer.commit();
            closeSection();
        }
    }

    @Override
    public void commit() {
        rows.requireAll();
        try {
            requireFree();
            Files.deleteIfExists(target);
            Files.move(part, target.toAbsolutePath(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw FileProblem.writing(target, e);
        }
    }

    /** Removes the sections if they were not committed. */
    @Override
    public void close() {
        closeSection();
        if (!Files.exists(part)) {
            return;
        }
        try (Stream<Path> files = Files.list(part)) {
            for (Path section : files.toList()) {
                Files.delete(section);
            }
            Files.delete(part);
        } catch (IOException e) {
            throw FileProblem.writing(part, e);
        }
    }

    private VolumeWriter next() {
        VolumeSize one = new VolumeSize(info.size().x(), info.size().y(), 1);
        return Volumes.create(
                part.resolve(name.formatted(rows.section())), new VolumeInfo(one, info.type(), info.voxelSize()));
    }

    private void closeSection() {
        section.ifPresent(VolumeWriter::close);
        section = Optional.empty();
    }

    private void requireFree() throws IOException {
        if (Files.isDirectory(target)) {
            List<String> names;
            try (Stream<Path> entries = Files.list(target)) {
                names = entries.map(entry -> entry.getFileName().toString())
                        .limit(1)
                        .toList();
            }
            if (names.isEmpty()) {
                return;
            }
            throw new SamdaException(
                    "Cannot write '%s': the folder holds files ('%s'), expected a new or empty one. Choose another name."
                            .formatted(target, names.get(0)));
        }
        if (Files.exists(target)) {
            throw new SamdaException(
                    "Cannot write '%s': it is a file, expected a new folder for sections. Choose another name, or add an extension such as .tif."
                            .formatted(target));
        }
    }
}
