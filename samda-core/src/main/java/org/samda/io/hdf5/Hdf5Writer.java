// SPDX-License-Identifier: Apache-2.0
package org.samda.io.hdf5;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.zip.Deflater;
import org.samda.SamdaException;
import org.samda.image.GreyImage;
import org.samda.image.VolumeInfo;
import org.samda.image.VolumeSize;
import org.samda.io.FileProblem;
import org.samda.io.PartialFile;
import org.samda.io.RowCount;
import org.samda.io.StoredNumbers;
import org.samda.io.VolumeWriter;

/**
 * Writes a volume as the only dataset of an HDF5 file, {@value #DATASET} as ilastik calls it: axes z, y, x, the voxel
 * size as attribute {@code element_size_um}, packed with deflate in chunks of one section and at most
 * {@value #TILE} x {@value #TILE} px. One row of chunks is in memory.
 */
public final class Hdf5Writer implements VolumeWriter {
    static final String DATASET = "exported_data";
    private static final int TILE = 256;
    private static final int LEVEL = 2;

    private final Path target;
    private final VolumeInfo info;
    private final RowCount rows;
    private final int width;
    private final int height;
    private final Hdf5OutputHeader header;
    private final PartialFile part;
    private final RandomAccessFile file;
    private final ChunkTreeWriter index;
    private final Deflater deflater = new Deflater(LEVEL);
    private final byte[] packed = new byte[1 << 16];
    private final ByteBuffer chunks;

    /** @throws SamdaException if the file cannot be written */
    public Hdf5Writer(Path target, VolumeInfo info) {
        this.target = target;
        this.info = info;
        rows = new RowCount(target, info.size());
        width = (int) Math.min(TILE, info.size().x());
        height = (int) Math.min(TILE, info.size().y());
        header = new Hdf5OutputHeader(info, LEVEL, 1, height, width);
        long bytes = info.size().x() * height * StoredNumbers.bytesPerPixel(info.type());
        chunks = ByteBuffer.allocate(Math.toIntExact(bytes)).order(ByteOrder.LITTLE_ENDIAN);
        part = PartialFile.beside(target);
        file = part.file();
        index = new ChunkTreeWriter(file);
    }

    @Override
    public void write(GreyImage band) {
        rows.requireNext(band);
        try {
            if (rows.isFirst()) {
                file.write(new byte[header.length()]);
            }
            for (int y = 0; y < band.height(); y++) {
                StoredNumbers.putRow(band, y, info.type(), chunks);
                if (!chunks.hasRemaining() || rows.endsSection()) {
                    writeChunks(rows.row() / height * height);
                }
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
            VolumeSize size = info.size();
            long root = index.finish(key(0, size.z(), size.y(), size.x()));
            long end = file.getFilePointer();
            file.seek(0);
            file.write(header.bytes(DATASET, root, end));
        } catch (IOException e) {
            throw FileProblem.writing(target, e);
        }
        part.commit();
    }

    @Override
    public void close() {
        deflater.end();
        part.close();
    }

    private void writeChunks(long fromY) throws IOException {
        for (int x = 0; x < info.size().x(); x += width) {
            writeChunk(fromY, x);
        }
        chunks.clear();
    }

    private void writeChunk(long fromY, int fromX) throws IOException {
        long address = file.getFilePointer();
        deflater.reset();
        deflater.setInput(shuffled(tile(fromX)));
        deflater.finish();
        while (!deflater.finished()) {
            file.write(packed, 0, deflater.deflate(packed));
        }
        index.add(key((int) (file.getFilePointer() - address), rows.section(), fromY, fromX), address);
    }

    /** A chunk is always whole: what of it is outside the section is zero. */
    private byte[] tile(int fromX) {
        int bytes = StoredNumbers.bytesPerPixel(info.type());
        byte[] tile = new byte[width * height * bytes];
        int row = (int) info.size().x() * bytes;
        int count = (int) Math.min(width, info.size().x() - fromX) * bytes;
        for (int y = 0; y * row < chunks.position(); y++) {
            System.arraycopy(chunks.array(), y * row + fromX * bytes, tile, y * width * bytes, count);
        }
        return tile;
    }

    private byte[] shuffled(byte[] tile) {
        int bytes = StoredNumbers.bytesPerPixel(info.type());
        return bytes == 1 ? tile : ChunkBytes.shuffle(tile, bytes);
    }

    /** A chunk's bytes in the file, no filter skipped, and its first voxel. */
    private static byte[] key(int bytes, long z, long y, long x) {
        ByteBuffer key = ByteBuffer.allocate(2 * Integer.BYTES + 4 * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        return key.putInt(bytes)
                .putInt(0)
                .putLong(z)
                .putLong(y)
                .putLong(x)
                .putLong(0)
                .array();
    }
}
