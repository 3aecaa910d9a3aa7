// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.samda.image.GreyBlock;
import org.samda.image.VolumeSize;
import org.samda.image.VoxelBox;

/** Compares boxes of a volume with its whole sections. */
final class Boxes {
    private static final int RANDOM = 12;

    private Boxes() {}

    /** At random places and at the far corner: boxes, rows and columns, and the first and the last chunk. */
    static void assertArePartsOfSections(VolumeReader reader) {
        VolumeSize size = reader.info().size();
        float[] volume = new float[(int) (size.x() * size.y() * size.z())];
        int area = (int) (size.x() * size.y());
        for (int z = 0; z < size.z(); z++) {
            System.arraycopy(reader.read(z).pixels(), 0, volume, z * area, area);
        }
        GreyBlock whole = new GreyBlock((int) size.x(), (int) size.y(), (int) size.z(), volume);
        for (VoxelBox box : boxes(size, reader.chunk())) {
            assertArrayEquals(cut(whole, box), reader.read(box).values(), box::toString);
        }
    }

    private static List<VoxelBox> boxes(VolumeSize size, VolumeSize chunk) {
        int width = (int) size.x();
        int height = (int) size.y();
        int depth = (int) size.z();
        List<VoxelBox> boxes = new ArrayList<>(List.of(
                new VoxelBox(width - 1, height - 1, depth - 1, 1, 1, 1),
                new VoxelBox(0, height - 1, depth - 1, width, 1, 1),
                new VoxelBox(width - 1, 0, depth - 1, 1, height, 1),
                new VoxelBox(width / 2, height / 2, 0, width - width / 2, 1, depth),
                new VoxelBox(0, 0, 0, (int) chunk.x(), (int) chunk.y(), (int) chunk.z()),
                new VoxelBox(
                        (width - 1) / chunk.x() * chunk.x(),
                        (height - 1) / chunk.y() * chunk.y(),
                        (depth - 1) / chunk.z() * chunk.z(),
                        (int) ((width - 1) % chunk.x() + 1),
                        (int) ((height - 1) % chunk.y() + 1),
                        (int) ((depth - 1) % chunk.z() + 1))));
        Random random = new Random(7);
        for (int i = 0; i < RANDOM; i++) {
            int x = random.nextInt(width);
            int y = random.nextInt(height);
            int z = random.nextInt(depth);
            boxes.add(new VoxelBox(
                    x,
                    y,
                    z,
                    1 + random.nextInt(width - x),
                    1 + random.nextInt(height - y),
                    1 + random.nextInt(depth - z)));
        }
        return boxes;
    }

    private static float[] cut(GreyBlock whole, VoxelBox box) {
        float[] values = new float[(int) box.voxels()];
        int at = 0;
        for (long z = box.z(); z < box.z() + box.depth(); z++) {
            for (long y = box.y(); y < box.y() + box.height(); y++) {
                int from = (int) ((z * whole.height() + y) * whole.width() + box.x());
                System.arraycopy(whole.values(), from, values, at, box.width());
                at += box.width();
            }
        }
        return values;
    }
}
