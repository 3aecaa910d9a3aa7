// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import java.nio.file.Path;
import java.util.Optional;
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

    private final VolumeInfo info;
    private final RowCount rows;
    private final PartialFolder part;
    private final String name;
    private Optional<VolumeWriter> section = Optional.empty();

    /** @throws SamdaException if there is something of this name that is not an empty folder */
    StackWriter(Path target, VolumeInfo info) {
        this.info = info;
        rows = new RowCount(target, info.size());
        int digits = Math.max(FEWEST_DIGITS, String.valueOf(info.size().z() - 1).length());
        name = "section_%0" + digits + "d" + (info.type() == PixelType.FLOAT32 ? ".tif" : ".png");
        part = PartialFolder.beside(target, others -> false);
    }

    @Override
    public void write(GreyImage band) {
        rows.requireNext(band);
        try {
            writeToSection(band);
        } catch (SamdaException e) {
            throw part.named(e);
        }
    }

    private void writeToSection(GreyImage band) {
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
        part.commit();
    }

    /** Removes the sections if they were not committed. */
    @Override
    public void close() {
        closeSection();
        part.close();
    }

    private VolumeWriter next() {
        VolumeSize one = new VolumeSize(info.size().x(), info.size().y(), 1);
        return Volumes.create(
                part.folder().resolve(name.formatted(rows.section())),
                new VolumeInfo(one, info.type(), info.voxelSize()));
    }

    private void closeSection() {
        section.ifPresent(VolumeWriter::close);
        section = Optional.empty();
    }
}
