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

/** What Python's nibabel writes is read with the same values, and it finds ours as we meant it. */
class NibabelTest {

    @TempDir
    private Path folder;

    @Test
    void readsWhatNibabelWritesWithItsValuesAndCarriesItsAffineOn() throws IOException {
        Python python = Python.withNibabel(folder);
        Path theirs = Files.createDirectory(folder.resolve("theirs"));
        Path ours = Files.createDirectory(folder.resolve("ours"));
        python.run(NibabelTest.class, "nibabel_write.py", theirs);
        List<Path> files = Volumes.list(theirs);
        assertFalse(files.isEmpty());
        for (Path file : files) {
            compareAndCopy(file, ours.resolve(file.getFileName()));
        }
        writeOwn(ours.resolve("own.nii.gz"));
        python.run(NibabelTest.class, "nibabel_check.py", theirs, ours);
    }

    /** Beside every file lies what nibabel makes of it, as little-endian float64, x fastest. */
    private static void compareAndCopy(Path file, Path copy) throws IOException {
        Path values = file.resolveSibling(file.getFileName() + ".f64");
        ByteBuffer expected = ByteBuffer.wrap(Files.readAllBytes(values)).order(ByteOrder.LITTLE_ENDIAN);
        try (VolumeReader reader = Volumes.open(file);
                VolumeWriter writer = Volumes.create(copy, reader.info())) {
            for (long z = 0; z < reader.info().size().z(); z++) {
                GreyImage section = reader.read(z);
                for (float value : section.pixels()) {
                    assertEquals((float) expected.getDouble(), value, file.toString());
                }
                writer.write(section);
            }
            writer.commit();
        }
        assertEquals(0, expected.remaining(), file.toString());
    }

    private static void writeOwn(Path file) {
        VolumeInfo info =
                new VolumeInfo(new VolumeSize(4, 3, 2), PixelType.FLOAT32, Optional.of(new VoxelSize(5, 8, 50)));
        try (VolumeWriter writer = Volumes.create(file, info)) {
            for (int z = 0; z < 2; z++) {
                float[] values = new float[12];
                for (int i = 0; i < values.length; i++) {
                    values[i] = 100 * z + 10 * (i / 4) + i % 4 + 0.5f;
                }
                writer.write(new GreyImage(4, 3, values));
            }
            writer.commit();
        }
    }
}
