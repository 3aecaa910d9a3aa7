// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.samda.image.GreyImage;
import org.samda.image.VolumeInfo;

/**
 * Writes a volume as NIfTI-1 in a single file, little-endian, compressed where its name ends in {@code .gz}; memory does
 * not grow with the volume.
 *
 * <p>{@link NiftiOutputHeader} says what becomes of a header that the volume brings along.
 */
final class NiftiWriter implements VolumeWriter {
    private static final int BUFFER_BYTES = 1 << 16;

    private final Path target;
    private final VolumeInfo info;
    private final RowCount rows;
    private final byte[] header;
    private final byte[] row;
    private final PartialFile part;
    private final OutputStream out;

    NiftiWriter(Path target, VolumeInfo info) {
        this.target = target;
        this.info = info;
        rows = new RowCount(target, info.size());
        header = NiftiOutputHeader.of(info, target);
        row = new byte[Math.toIntExact(info.size().x() * StoredNumbers.bytesPerPixel(info.type()))];
        part = PartialFile.beside(target);
        out = stream();
    }

    @Override
    public void write(GreyImage band) {
        rows.requireNext(band);
        try {
            if (rows.isFirst()) {
                out.write(header);
            }
            for (int y = 0; y < band.height(); y++) {
                StoredNumbers.putRow(band, y, info.type(), ByteBuffer.wrap(row).order(ByteOrder.LITTLE_ENDIAN));
                out.write(row);
                rows.add();
            }
        } catch (IOException e) {
            throw FileProblem.writing(target, e);
        }
    }

    @Override
    public void commit() {
        rows.requireAll();
        try {
            if (out instanceof Compression compression) {
                compression.finish();
            }
            out.flush();
        } catch (IOException e) {
            throw FileProblem.writing(target, e);
        }
        part.commit();
    }

    /** The streams are not closed: one that failed would try to write its buffer once more. */
    @Override
    public void close() {
        if (out instanceof Compression compression) {
            compression.end();
        }
        part.close();
    }

    private OutputStream stream() {
        OutputStream file = new BufferedOutputStream(part.output(), BUFFER_BYTES);
        if (!target.toString().toLowerCase(Locale.ROOT).endsWith(".gz")) {
            return file;
        }
        try {
            return new Compression(file);
        } catch (IOException e) {
            part.close();
            throw FileProblem.writing(target, e);
        }
    }

    /** A gzip stream whose native memory can be freed without writing anything. */
    private static final class Compression extends GZIPOutputStream {

        Compression(OutputStream out) throws IOException {
            super(out, BUFFER_BYTES);
        }

        void end() {
            def.end();
        }
    }
}
