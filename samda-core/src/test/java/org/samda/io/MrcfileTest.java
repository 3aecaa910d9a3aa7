// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samda.Python;
import org.samda.image.GreyImage;
import org.samda.image.PixelType;
import org.samda.image.VolumeInfo;
import org.samda.image.VolumeSize;
import org.samda.image.VoxelSize;

/** What Python's mrcfile writes is read with the same values, and it finds ours valid and as we meant them. */
class MrcfileTest {

    @TempDir
    private Path folder;

    @Test
    void readsWhatMrcfileWritesAndIsReadByIt() throws IOException {
        Python python = Python.withMrcfile(folder);
        Path theirs = Files.createDirectory(folder.resolve("theirs"));
        Path ours = Files.createDirectory(folder.resolve("ours"));
        python.run(MrcfileTest.class, "mrcfile_write.py", theirs);
        List<Path> files = Volumes.list(theirs);
        assertFalse(files.isEmpty());
        for (Path file : files) {
            compare(file);
        }
        for (PixelType type : PixelType.values()) {
            write(ours.resolve(type + ".mrc"), type);
        }
        python.run(MrcfileTest.class, "mrcfile_check.py", ours);
    }

    /** Beside every file lies what mrcfile makes of it, as little-endian float64, x fastest. */
    private static void compare(Path file) throws IOException {
        byte[] values = Files.readAllBytes(file.resolveSibling(file.getFileName() + ".f64"));
        ByteBuffer expected = ByteBuffer.wrap(values).order(ByteOrder.LITTLE_ENDIAN);
        try (VolumeReader reader = Volumes.open(file)) {
            for (long z = 0; z < reader.info().size().z(); z++) {
                for (float value : reader.read(z).pixels()) {
                    assertEquals((float) expected.getDouble(), value, file.toString());
                }
            }
            VoxelSize size = reader.info().voxelSize().orElseThrow();
            assertEquals(0.8, size.xNm(), 1e-6);
            assertEquals(1.6, size.yNm(), 1e-6);
            assertEquals(5.0, size.zNm(), 1e-6);
        }
        assertEquals(0, expected.remaining(), file.toString());
    }

    /** The value is 100 z + 10 y + x, and 255 at the last voxel. */
    private static void write(Path file, PixelType type) {
        VolumeInfo info = new VolumeInfo(new VolumeSize(4, 3, 2), type, Optional.of(new VoxelSize(5, 8, 50)));
        try (VolumeWriter writer = Volumes.create(file, info)) {
            for (int z = 0; z < 2; z++) {
                float[] values = new float[12];
                for (int i = 0; i < values.length; i++) {
                    values[i] = 100 * z + 10 * (i / 4) + i % 4;
                }
                values[11] = z == 1 ? 255 : values[11];
                writer.write(new GreyImage(4, 3, values));
            }
            writer.commit();
        }
    }
}
