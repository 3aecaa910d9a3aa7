// SPDX-License-Identifier: Apache-2.0
package org.samda.io.zarr;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.samda.image.GreyBlock;
import org.samda.image.GreyImage;
import org.samda.image.VolumeSize;
import org.samda.image.VoxelBox;
import org.samda.io.RowCount;
import org.samda.io.StoredNumbers;

/**
 * Writes layers of an array's chunks band by band: keeps the sections of one layer of chunks, or one row of chunks where they are one section
 * thick, as numbers of the array's type.
 */
public final class LayerWriter {
    private final ZarrArray array;
    private final long firstLayer;
    private final NumberType type;
    private final RowCount rows;
    /** Counted from the first that is written. */
    private final long lastSection;

    private final int keptRows;
    private final ByteBuffer[] sections;

    /**
     * @param target     of the volume, for messages
     * @param firstLayer of chunks that is written
     * @param endLayer   the one after the last
     */
    LayerWriter(ZarrArray array, Path target, long firstLayer, long endLayer) {
        VolumeSize size = array.info().size();
        VolumeSize chunk = array.chunk();
        this.array = array;
        this.firstLayer = firstLayer;
        type = NumberType.of(array.info().type());
        lastSection = Math.min(size.z(), endLayer * chunk.z()) - firstLayer * chunk.z() - 1;
        rows = new RowCount(target, new VolumeSize(size.x(), size.y(), lastSection + 1));
        keptRows = Math.toIntExact(chunk.z() > 1 ? size.y() : chunk.y());
        sections = new ByteBuffer[(int) chunk.z()];
        for (int z = 0; z < sections.length; z++) {
            int bytes = Math.toIntExact(keptRows * size.x() * type.bytes());
            sections[z] = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        }
    }

    /** Appends rows as {@link org.samda.io.VolumeWriter#write} does; chunks that are complete with them are written. */
    public void add(GreyImage band) {
        rows.requireNext(band);
        for (int y = 0; y < band.height(); y++) {
            int z = (int) (rows.section() % sections.length);
            StoredNumbers.putRow(band, y, array.info().type(), sections[z]);
            if (!sections[z].hasRemaining() || rows.endsSection()) {
                if (z == sections.length - 1 || rows.section() == lastSection) {
                    writeChunks(rows.row() / keptRows * keptRows, firstLayer + rows.section() / sections.length);
                }
                sections[z].clear();
            }
            rows.add();
        }
    }

    /** Refuses to end before all rows were added. */
    public void requireAll() {
        rows.requireAll();
    }

    /** @param firstRow of what is kept */
    private void writeChunks(long firstRow, long cz) {
        VolumeSize size = array.info().size();
        VolumeSize chunk = array.chunk();
        for (long y = firstRow; y < Math.min(firstRow + keptRows, size.y()); y += chunk.y()) {
            for (long cx = 0; cx * chunk.x() < size.x(); cx++) {
                long cy = y / chunk.y();
                array.write(cx, cy, cz, block(array.box(cx, cy, cz), firstRow));
            }
        }
    }

    private GreyBlock block(VoxelBox box, long firstRow) {
        float[] values = new float[Math.toIntExact(box.voxels())];
        int width = (int) array.info().size().x();
        int at = 0;
        for (int z = 0; z < box.depth(); z++) {
            for (int y = 0; y < box.height(); y++) {
                int from = (int) ((box.y() - firstRow + y) * width + box.x());
                for (int x = 0; x < box.width(); x++) {
                    values[at++] = type.value(sections[z], (from + x) * type.bytes());
                }
            }
        }
        return new GreyBlock(box.width(), box.height(), box.depth(), values);
    }
}
