// SPDX-License-Identifier: Apache-2.0
package org.samda.io.hdf5;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samda.Python;
import org.samda.image.GreyImage;
import org.samda.image.PixelType;
import org.samda.image.VolumeInfo;
import org.samda.image.VolumeSize;
import org.samda.image.VoxelBox;
import org.samda.image.VoxelSize;
import org.samda.io.VolumeReader;
import org.samda.io.VolumeWriter;
import org.samda.io.Volumes;

/** What is written here is read here and by Python's h5py: one level of the chunks' index, two, and three. */
class H5pyTest {
    private static final VoxelSize VOXEL = new VoxelSize(4, 8, 50);
    private static final List<VolumeSize> SIZES = List.of(
            new VolumeSize(7, 5, 3),
            new VolumeSize(300, 258, 70),
            new VolumeSize(2, 3, 4200),
            new VolumeSize(3, 2, 64),
            new VolumeSize(600, 1, 1));
    private static final List<PixelType> TYPES =
            List.of(PixelType.UINT8, PixelType.UINT16, PixelType.FLOAT32, PixelType.UINT8, PixelType.UINT16);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"0", "1", "2", "3", "4"})
    void readsWhatItWrote(int number) {
        VolumeSize size = SIZES.get(number);
        Path file = write(folder, number);
        try (VolumeReader reader = Volumes.open(file)) {
            assertEquals(size, reader.info().size());
            assertEquals(TYPES.get(number), reader.info().type());
            assertEquals(Optional.of(VOXEL), reader.info().voxelSize());
            for (long z = 0; z < size.z(); z += 13) {
                assertArrayEquals(section(number, z), reader.read(z).pixels());
            }
            VoxelBox last = new VoxelBox(size.x() - 1, size.y() - 1, size.z() - 1, 1, 1, 1);
            float[] values = section(number, size.z() - 1);
            assertEquals(values[values.length - 1], reader.read(last).values()[0]);
        }
    }

    @Test
    void isReadByH5py() throws IOException {
        Python python = Python.withH5py(folder);
        Path ours = Files.createDirectory(folder.resolve("ours"));
        for (int number = 0; number < SIZES.size(); number++) {
            write(ours, number);
        }
        python.run(H5pyTest.class, "h5py_check.py", ours);
    }

    private static Path write(Path folder, int number) {
        VolumeSize size = SIZES.get(number);
        PixelType type = TYPES.get(number);
        String name =
                "%s_%dx%dx%d.h5".formatted(type.toString().toLowerCase(Locale.ROOT), size.z(), size.y(), size.x());
        Path file = folder.resolve(name);
        try (VolumeWriter writer = Volumes.create(file, new VolumeInfo(size, type, Optional.of(VOXEL)))) {
            for (long z = 0; z < size.z(); z++) {
                writer.write(new GreyImage((int) size.x(), (int) size.y(), section(number, z)));
            }
            writer.commit();
        }
        return file;
    }

    private static float[] section(int number, long z) {
        int width = (int) SIZES.get(number).x();
        float[] values = new float[width * (int) SIZES.get(number).y()];
        for (int i = 0; i < values.length; i++) {
            values[i] =
                    (7 * z + 3L * (i / width) + i % width) % 251 + (TYPES.get(number) == PixelType.FLOAT32 ? 0.5f : 0);
        }
        return values;
    }
}
