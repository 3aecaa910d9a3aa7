// SPDX-License-Identifier: Apache-2.0
package org.samda.io.zarr;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.samda.image.GreyBlock;
import org.samda.image.GreyImage;
import org.samda.image.VolumeSize;
import org.samda.image.VoxelBox;

/** Writes an array section by section: keeps the sections of one layer of chunks, as numbers of the array's type. */
final class LayerWriter {
    private final ZarrArray array;
    private final NumberType type;
    private final ByteBuffer[] sections;
    private long written;

    LayerWriter(ZarrArray array) {
        this.array = array;
        this.type = NumberType.of(array.info().type());
        this.sections = new ByteBuffer[(int) array.chunk().z()];
    }

    /** How many sections were added. */
    long written() {
        return written;
    }

    /** Appends a section of the array's width and height; chunks that are complete with it are written. */
    void add(GreyImage section) {
        ByteBuffer numbers =
                ByteBuffer.allocate(section.pixels().length * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < section.pixels().length; i++) {
            type.put(numbers, i * type.bytes(), section.pixels()[i]);
        }
        int at = (int) (written % sections.length);
        sections[at] = numbers;
        written++;
        if (at == sections.length - 1 || written == array.info().size().z()) {
            writeLayer((written - 1) / sections.length);
        }
    }

    private void writeLayer(long cz) {
        VolumeSize size = array.info().size();
        VolumeSize chunk = array.chunk();
        for (long cy = 0; cy * chunk.y() < size.y(); cy++) {
            for (long cx = 0; cx * chunk.x() < size.x(); cx++) {
                array.write(cx, cy, cz, block(array.box(cx, cy, cz)));
            }
        }
    }

    private GreyBlock block(VoxelBox box) {
        float[] values = new float[Math.toIntExact(box.voxels())];
        int width = (int) array.info().size().x();
        int at = 0;
        for (int z = 0; z < box.depth(); z++) {
            for (long y = box.y(); y < box.y() + box.height(); y++) {
                int from = (int) (y * width + box.x());
                for (int x = 0; x < box.width(); x++) {
                    values[at++] = type.value(sections[z], (from + x) * type.bytes());
                }
            }
        }
        return new GreyBlock(box.width(), box.height(), box.depth(), values);
    }
}
