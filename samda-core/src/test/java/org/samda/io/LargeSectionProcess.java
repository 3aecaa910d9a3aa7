// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.samda.image.GreyBlock;
import org.samda.image.GreyImage;
import org.samda.image.PixelType;
import org.samda.image.VolumeInfo;
import org.samda.image.VolumeSize;
import org.samda.image.VoxelBox;

/** Writes a section that is far larger than its heap, band by band, and reads it back. */
final class LargeSectionProcess {
    private static final int EDGE = 12_000;
    private static final int BAND = 480;

    private LargeSectionProcess() {}

    /** @param arguments the file */
    public static void main(String... arguments) {
        Path file = Path.of(arguments[0]);
        write(file);
        try (VolumeReader reader = Volumes.open(file)) {
            check(reader, new VoxelBox(EDGE - 1, 0, 0, 1, EDGE, 1));
            check(reader, new VoxelBox(EDGE - 700, EDGE - 301, 0, 700, 301, 1));
            check(reader, new VoxelBox(0, EDGE - BAND, 0, EDGE, BAND, 1));
        }
    }

    private static void write(Path file) {
        VolumeInfo info = new VolumeInfo(new VolumeSize(EDGE, EDGE, 1), PixelType.UINT8, Optional.empty());
        try (VolumeWriter writer = Volumes.create(file, info)) {
            float[] pixels = new float[EDGE * BAND];
            for (int y = 0; y < EDGE; y += BAND) {
                for (int row = 0; row < BAND; row++) {
                    Arrays.fill(pixels, row * EDGE, (row + 1) * EDGE, value(y + row));
                }
                writer.write(new GreyImage(EDGE, BAND, pixels));
            }
            writer.commit();
        }
    }

    private static void check(VolumeReader reader, VoxelBox box) {
        GreyBlock block = reader.read(box);
        for (int i = 0; i < block.values().length; i++) {
            float expected = value((int) box.y() + i / box.width());
            if (block.values()[i] != expected) {
                throw new IllegalStateException(block.values()[i] + " in " + box + ", expected " + expected);
            }
        }
    }

    /** The same along a row, so that it is cheap to pack. */
    private static float value(int y) {
        return y / 7 % 251;
    }
}
