// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.samda.SamdaException;
import org.samda.SmallDisk;
import org.samda.image.GreyImage;
import org.samda.image.PixelType;
import org.samda.image.VolumeInfo;
import org.samda.image.VolumeSize;

/** Writing to a real disk of 64 kB, which only root on Linux can make. */
class FullDiskTest {

    @TempDir
    private Path folder;

    private SmallDisk small;
    private Path disk;

    @BeforeEach
    void mountASmallDisk() {
        small = SmallDisk.mount(folder, "64k");
        disk = small.folder();
    }

    @AfterEach
    void unmount() {
        if (small != null) {
            small.close();
        }
    }

    @Test
    void bytesThatDoNotFitLeaveNothingBehind() throws IOException {
        Path target = disk.resolve("a.bin");
        assertFullDisk(target, () -> AtomicFiles.write(target, new byte[200_000]));
    }

    @Test
    void bytesThatDoNotFitKeepTheOldFile() throws IOException {
        Path target = disk.resolve("a.bin");
        AtomicFiles.write(target, new byte[5000]);
        assertThrows(SamdaException.class, () -> AtomicFiles.write(target, new byte[200_000]));
        assertEquals(5000, Files.size(target));
        assertEquals(List.of("a.bin"), Folders.names(disk));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.png", "a.tif", "a.nii", "a.nii.gz", "a.mrc", "a.h5", "a.zarr", "a.v3.zarr", "a.n5"})
    void aVolumeThatDoesNotFitLeavesNothingBehind(String name) throws IOException {
        Path target = disk.resolve(name);
        assertFullDisk(target, () -> writeNoise(target));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.png", "a.tif", "a.nii", "a.nii.gz", "a.mrc", "a.h5", "a.zarr", "a.v3.zarr", "a.n5"})
    void aReadOnlyDiskIsNamedAsSuch(String name) throws IOException {
        small.remount("ro");
        Path target = disk.resolve(name);
        SamdaException problem = assertThrows(SamdaException.class, () -> writeNoise(target));
        assertTrue(
                problem.getMessage().startsWith("Cannot write '" + target + "': Read-only file system"),
                () -> problem.getMessage());
        assertEquals(List.of(), Folders.names(disk));
    }

    private void assertFullDisk(Path target, Runnable write) throws IOException {
        SamdaException problem = assertThrows(SamdaException.class, write::run);
        String pattern =
                "Cannot write '%s[^']*': the disk is full \\(0 bytes free\\). Make room or choose another folder.";
        assertTrue(problem.getMessage().matches(pattern.formatted(target)), () -> problem.getMessage());
        assertEquals(List.of(), Folders.names(disk));
    }

    private static void writeNoise(Path target) {
        Random random = new Random(1);
        float[] noise = new float[400 * 500];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = random.nextInt(256);
        }
        VolumeInfo info = new VolumeInfo(new VolumeSize(400, 500, 1), PixelType.UINT8, Optional.empty());
        try (VolumeWriter writer = Volumes.create(target, info)) {
            writer.write(new GreyImage(400, 500, noise));
            writer.commit();
        }
    }
}
