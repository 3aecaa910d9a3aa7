// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.zip.Deflater;
import org.samda.image.GreyImage;
import org.samda.image.PixelType;
import org.samda.image.VolumeInfo;
import org.samda.image.VoxelSize;

/**
 * Writes a volume as TIFF, a page per section, Deflate-compressed in strips; no more than a strip is in memory.
 *
 * <p>The first page carries ImageJ's description, so that Fiji shows a stack with its voxel size. What could exceed
 * 4 GB even before compression becomes a BigTIFF, which Fiji opens through Bio-Formats.
 */
final class TiffWriter implements VolumeWriter {
    private static final long LARGEST_CLASSIC_BYTES = 4_000_000_000L;
    private static final int STRIP_BYTES = 1 << 18;
    private static final int DEFLATE = 8;

    private final Path target;
    private final VolumeInfo info;
    private final RowCount rows;
    private final boolean big;
    private final PartialFile part;
    private final RandomAccessFile file;
    private final Deflater deflater = new Deflater();
    private final byte[] compressed = new byte[1 << 16];
    private final ByteBuffer strip;
    private final int rowsPerStrip;
    private final long[] offsets;
    private final long[] lengths;
    private long link;

    TiffWriter(Path target, VolumeInfo info) {
        this(target, info, needsBig(info));
    }

    TiffWriter(Path target, VolumeInfo info, boolean big) {
        this.target = target;
        this.info = info;
        rows = new RowCount(target, info.size());
        this.big = big;
        int rowBytes = Math.toIntExact(info.size().x() * StoredNumbers.bytesPerPixel(info.type()));
        rowsPerStrip =
                (int) Math.min(Math.max(1, STRIP_BYTES / rowBytes), info.size().y());
        strip = ByteBuffer.allocate(rowsPerStrip * rowBytes).order(ByteOrder.LITTLE_ENDIAN);
        offsets = new long[Math.toIntExact((info.size().y() - 1) / rowsPerStrip + 1)];
        lengths = new long[offsets.length];
        part = PartialFile.beside(target);
        file = part.file();
    }

    /** Whether the volume might not fit into a TIFF with 4-byte offsets if it does not compress at all. */
    static boolean needsBig(VolumeInfo info) {
        double bytes = (double) info.size().x() * info.size().y() * info.size().z();
        return bytes * StoredNumbers.bytesPerPixel(info.type()) > LARGEST_CLASSIC_BYTES;
    }

    @Override
    public void write(GreyImage band) {
        rows.requireNext(band);
        try {
            if (rows.isFirst()) {
                writeHeader();
            }
            for (int y = 0; y < band.height(); y++) {
                StoredNumbers.putRow(band, y, info.type(), strip);
                if (!strip.hasRemaining() || rows.endsSection()) {
                    writeStrip((int) (rows.row() / rowsPerStrip));
                }
                if (rows.endsSection()) {
                    writeDirectory(fields());
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
        part.commit();
    }

    @Override
    public void close() {
        deflater.end();
        part.close();
    }

    private void writeHeader() throws IOException {
        file.write(new TiffFields(big).header(0));
        link = big ? 8 : 4;
    }

    private TiffFields fields() {
        TiffFields fields = new TiffFields(big);
        fields.addLong(TiffTag.IMAGE_WIDTH, info.size().x());
        fields.addLong(TiffTag.IMAGE_LENGTH, info.size().y());
        fields.addShort(TiffTag.BITS_PER_SAMPLE, 8 * StoredNumbers.bytesPerPixel(info.type()));
        fields.addShort(TiffTag.COMPRESSION, DEFLATE);
        fields.addShort(TiffTag.PHOTOMETRIC, TiffTag.BLACK_IS_ZERO);
        fields.addShort(TiffTag.SAMPLES_PER_PIXEL, 1);
        fields.addLong(TiffTag.ROWS_PER_STRIP, rowsPerStrip);
        fields.addShort(TiffTag.SAMPLE_FORMAT, info.type() == PixelType.FLOAT32 ? 3 : 1);
        if (info.voxelSize().isPresent()) {
            VoxelSize voxel = info.voxelSize().get();
            fields.addInverse(TiffTag.X_RESOLUTION, voxel.xNm());
            fields.addInverse(TiffTag.Y_RESOLUTION, voxel.yNm());
            fields.addShort(TiffTag.RESOLUTION_UNIT, 1);
        }
        fields.addOffsets(TiffTag.STRIP_OFFSETS, offsets);
        fields.addOffsets(TiffTag.STRIP_BYTE_COUNTS, lengths);
        if (rows.section() == 0) {
            fields.addText(TiffTag.IMAGE_DESCRIPTION, description());
        }
        return fields;
    }

    private String description() {
        long count = info.size().z();
        String stack = "ImageJ=1.54f\nimages=" + count + "\nslices=" + count + "\n";
        return info.voxelSize()
                .map(voxel -> stack + "unit=nm\nspacing=" + voxel.zNm() + "\nloop=false\n")
                .orElse(stack + "loop=false\n");
    }

    private void writeStrip(int index) throws IOException {
        offsets[index] = file.getFilePointer();
        deflater.reset();
        deflater.setInput(strip.array(), 0, strip.position());
        deflater.finish();
        while (!deflater.finished()) {
            file.write(compressed, 0, deflater.deflate(compressed));
        }
        lengths[index] = file.getFilePointer() - offsets[index];
        strip.clear();
    }

    /** Appends the directory and links it to the page before. Directories begin at even offsets. */
    private void writeDirectory(TiffFields fields) throws IOException {
        if ((file.getFilePointer() & 1) == 1) {
            file.write(0);
        }
        long offset = file.getFilePointer();
        file.write(fields.directoryAt(offset));
        long end = file.getFilePointer();
        ByteBuffer next = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(offset);
        file.seek(link);
        file.write(next.array(), 0, big ? 8 : 4);
        file.seek(end);
        link = offset + fields.linkPosition();
    }
}
