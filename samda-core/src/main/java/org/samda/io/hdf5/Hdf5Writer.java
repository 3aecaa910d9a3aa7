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
import org.samda.io.SectionCount;
import org.samda.io.StoredNumbers;
import org.samda.io.VolumeWriter;

/**
 * Writes a volume as the only dataset of an HDF5 file, {@value #DATASET} as ilastik calls it: axes z, y, x, the voxel
 * size as attribute {@code element_size_um}, packed with deflate in chunks of one section and at most
 * {@value #TILE} x {@value #TILE} px. Memory does not grow with the volume.
 */
public final class Hdf5Writer implements VolumeWriter {
    static final String DATASET = "exported_data";
    private static final int TILE = 256;
    private static final int LEVEL = 2;

    private final Path target;
    private final VolumeInfo info;
    private final SectionCount sections;
    private final int width;
    private final int height;
    private final Hdf5OutputHeader header;
    private final PartialFile part;
    private final RandomAccessFile file;
    private final ChunkTreeWriter index;
    private final Deflater deflater = new Deflater(LEVEL);
    private final byte[] packed = new byte[1 << 16];

    /** @throws SamdaException if the file cannot be written */
    public Hdf5Writer(Path target, VolumeInfo info) {
        this.target = target;
        this.info = info;
        sections = new SectionCount(target, info.size());
        width = (int) Math.min(TILE, info.size().x());
        height = (int) Math.min(TILE, info.size().y());
        header = new Hdf5OutputHeader(info, LEVEL, 1, height, width);
        part = PartialFile.beside(target);
        file = part.file();
        index = new ChunkTreeWriter(file);
    }

    @Override
    public void write(GreyImage section) {
        sections.requireNext(section);
        try {
            if (sections.written() == 0) {
                file.write(new byte[header.length()]);
            }
            for (int y = 0; y < section.height(); y += height) {
                for (int x = 0; x < section.width(); x += width) {
                    writeChunk(section, y, x);
                }
            }
            sections.add();
        } catch (IOException e) {
            throw FileProblem.writing(target, e);
        }
    }

    @Override
    public void commit() {
        sections.requireAll();
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

    private void writeChunk(GreyImage section, int fromY, int fromX) throws IOException {
        long address = file.getFilePointer();
        deflater.reset();
        deflater.setInput(shuffled(tile(section, fromY, fromX)));
        deflater.finish();
        while (!deflater.finished()) {
            file.write(packed, 0, deflater.deflate(packed));
        }
        index.add(key((int) (file.getFilePointer() - address), sections.written(), fromY, fromX), address);
    }

    /** A chunk is always whole: what of it is outside the section is zero. */
    private byte[] tile(GreyImage section, int fromY, int fromX) {
        int bytes = StoredNumbers.bytesPerPixel(info.type());
        ByteBuffer tile = ByteBuffer.allocate(width * height * bytes).order(ByteOrder.LITTLE_ENDIAN);
        int count = Math.min(width, section.width() - fromX);
        for (int y = fromY; y < Math.min(fromY + height, section.height()); y++) {
            tile.position((y - fromY) * width * bytes);
            float[] row = new float[count];
            System.arraycopy(section.pixels(), y * section.width() + fromX, row, 0, count);
            StoredNumbers.putRow(new GreyImage(count, 1, row), 0, info.type(), tile);
        }
        return tile.array();
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
