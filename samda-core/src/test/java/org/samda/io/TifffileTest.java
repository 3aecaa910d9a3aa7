// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

/** TIFF, BigTIFF and ImageJ's stacks as Python's tifffile writes and reads them. */
class TifffileTest {

    @TempDir
    private Path folder;

    @Test
    void readsWhatTifffileWritesAndIsReadByIt() throws IOException {
        Python python = Python.withTifffile(folder);
        Path theirs = Files.createDirectory(folder.resolve("theirs"));
        Path ours = Files.createDirectory(folder.resolve("ours"));
        python.run(TifffileTest.class, "tifffile_write.py", theirs);
        List<Path> files = Volumes.list(theirs);
        assertFalse(files.isEmpty());
        for (Path file : files) {
            compare(file);
        }
        for (PixelType type : PixelType.values()) {
            write(ours.resolve(type + "_classic.tif"), type, false);
            write(ours.resolve(type + "_big.tif"), type, true);
        }
        python.run(TifffileTest.class, "tifffile_check.py", ours);
    }

    /** Beside every file lies what tifffile makes of it, as little-endian float64, x fastest. */
    private static void compare(Path file) throws IOException {
        byte[] values = Files.readAllBytes(file.resolveSibling(file.getFileName() + ".f64"));
        ByteBuffer expected = ByteBuffer.wrap(values).order(ByteOrder.LITTLE_ENDIAN);
        try (VolumeReader reader = Volumes.open(file)) {
            assertEquals(new VolumeSize(5, 4, 3), reader.info().size(), file.toString());
            for (long z = 0; z < 3; z++) {
                for (float value : reader.read(z).pixels()) {
                    assertEquals((float) expected.getDouble(), value, file.toString());
                }
            }
            if (file.toString().contains("imagej")) {
                VoxelSize size = reader.info().voxelSize().orElseThrow();
                assertEquals(50, size.zNm(), 1e-6);
                assertEquals(4, size.xNm(), 1e-4);
            }
        }
        assertTrue(!expected.hasRemaining(), file.toString());
    }

    private static void write(Path file, PixelType type, boolean big) {
        VolumeInfo info = new VolumeInfo(new VolumeSize(4, 3, 2), type, Optional.of(new VoxelSize(5, 8, 50)));
        try (VolumeWriter writer = new TiffWriter(file, info, big)) {
            for (int z = 0; z < 2; z++) {
                float[] values = new float[12];
                for (int i = 0; i < values.length; i++) {
                    values[i] = 100 * z + 10 * (i / 4) + i % 4;
                }
                writer.write(new GreyImage(4, 3, values));
            }
            writer.commit();
        }
    }
}
