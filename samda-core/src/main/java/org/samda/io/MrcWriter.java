// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.samda.image.GreyImage;
import org.samda.image.PixelType;
import org.samda.image.VolumeInfo;

/**
 * Writes a volume as MRC2014, little-endian, the first row first; memory does not grow with the volume.
 *
 * <p>Whole numbers become 16-bit (mode 6), 8-bit ones too: MRC's bytes are signed for some programs and not for others,
 * while mode 6 is read alike by all that know it (IMOD, mrcfile).
 */
final class MrcWriter implements VolumeWriter {
    private static final int BUFFER_BYTES = 1 << 16;

    private final Path target;
    private final VolumeInfo info;
    private final RowCount rows;
    private final PixelType stored;
    private final byte[] row;
    private final PartialFile part;
    private final OutputStream out;
    private final GreyMoments moments = new GreyMoments();

    MrcWriter(Path target, VolumeInfo info) {
        this.target = target;
        this.info = info;
        rows = new RowCount(target, info.size());
        MrcOutputHeader.requireFits(info, target);
        stored = info.type() == PixelType.FLOAT32 ? PixelType.FLOAT32 : PixelType.UINT16;
        row = new byte[Math.toIntExact(info.size().x() * StoredNumbers.bytesPerPixel(stored))];
        part = PartialFile.beside(target);
        out = new BufferedOutputStream(part.output(), BUFFER_BYTES);
    }

    @Override
    public void write(GreyImage band) {
        rows.requireNext(band);
        try {
            if (rows.isFirst()) {
                out.write(new byte[MrcHeader.BYTES]);
            }
            for (int y = 0; y < band.height(); y++) {
                StoredNumbers.putRow(
                        asStored(band, y), 0, stored, ByteBuffer.wrap(row).order(ByteOrder.LITTLE_ENDIAN));
                out.write(row);
                rows.add();
            }
        } catch (IOException e) {
            throw FileProblem.writing(target, e);
        }
    }

    /** The header comes last, since it tells of all values. */
    @Override
    public void commit() {
        rows.requireAll();
        try {
            out.flush();
            part.file().seek(0);
            part.file().write(MrcOutputHeader.of(info, moments));
        } catch (IOException e) {
            throw FileProblem.writing(target, e);
        }
        part.commit();
    }

    @Override
    public void close() {
        part.close();
    }

    /** A row with values rounded and clamped to the volume's own type, and counted. */
    private GreyImage asStored(GreyImage band, int y) {
        float[] values = new float[band.width()];
        for (int x = 0; x < values.length; x++) {
            float value = band.at(x, y);
            values[x] = info.type() == PixelType.FLOAT32 ? value : StoredNumbers.whole(value, info.type());
            moments.add(values[x]);
        }
        return new GreyImage(band.width(), 1, values);
    }
}
