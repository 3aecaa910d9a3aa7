// SPDX-License-Identifier: Apache-2.0
package org.samda.io.zarr;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.samda.SamdaException;
import org.samda.image.GreyImage;
import org.samda.image.PixelType;
import org.samda.image.VolumeInfo;
import org.samda.image.VolumeSize;
import org.samda.image.VoxelBox;
import org.samda.image.VoxelSize;
import org.samda.io.VolumeReader;
import org.samda.io.VolumeWriter;
import org.samda.io.Volumes;

class ZarrWriterTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"v.zarr", "v.v3.zarr", "v.n5"})
    void sectionsOfSeveralLayersOfChunksComeBack(String name) {
        VolumeInfo info = TestZarr.info(new VolumeSize(150, 9, 70), PixelType.UINT16, new VoxelSize(4, 5.5, 30));
        write(name, info);
        try (VolumeReader reader = Volumes.open(folder.resolve(name))) {
            assertEquals(info, reader.info());
            for (int z : new int[] {0, 63, 64, 69}) {
                assertArrayEquals(
                        section(info.size(), z).pixels(), reader.read(z).pixels());
            }
            assertEquals(
                    section(info.size(), 64).at(149, 8),
                    reader.read(new VoxelBox(148, 8, 63, 2, 1, 2)).values()[3]);
        }
    }

    /** Two sections of chunks one section thick: 5 rows of chunks, the last of them of 3 rows. */
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 259})
    void thinChunksAreWrittenRowByRow(int rows) {
        VolumeSize size = new VolumeSize(100, 259, 2);
        ZarrArray array = ZarrArray.create(
                folder.resolve("thin"),
                new ArrayLayout(ArrayFormat.ZARR2, TestZarr.info(size, PixelType.UINT16), new VolumeSize(64, 64, 1)));
        LayerWriter writer = new LayerWriter(array, folder, 0, 2);
        for (int z = 0; z < 2; z++) {
            float[] pixels = section(size, z).pixels();
            for (int y = 0; y < 259; y += rows) {
                int end = Math.min(259, y + rows);
                writer.add(new GreyImage(100, end - y, Arrays.copyOfRange(pixels, y * 100, end * 100)));
            }
            assertTrue(array.has(1, 4, z), "as soon as it is complete");
        }
        writer.requireAll();
        for (int z = 0; z < 2; z++) {
            assertArrayEquals(section(size, z).pixels(), TestZarr.values(array, VoxelBox.section(size, z)));
        }
    }

    @Test
    void coarserLevelsAreEverySecondVoxel() {
        VolumeInfo info = TestZarr.info(new VolumeSize(1030, 5, 3), PixelType.UINT16, new VoxelSize(8, 8, 8));
        write("v.zarr", info);
        ZarrArray full = ZarrArray.open(folder.resolve("v.zarr/0"));
        ZarrArray last = ZarrArray.open(folder.resolve("v.zarr/3"));
        assertEquals(new VolumeSize(129, 1, 1), last.info().size());
        assertEquals(new VoxelSize(64, 64, 32), last.info().voxelSize().orElseThrow());
        assertArrayEquals(
                TestZarr.values(full, new VoxelBox(1024, 0, 0, 1, 1, 1)),
                TestZarr.values(last, new VoxelBox(128, 0, 0, 1, 1, 1)));
        ZarrArray first = ZarrArray.open(folder.resolve("v.zarr/1"));
        assertEquals(new VolumeSize(515, 3, 2), first.info().size());
        assertArrayEquals(
                TestZarr.values(full, new VoxelBox(1028, 4, 2, 1, 1, 1)),
                TestZarr.values(first, new VoxelBox(514, 2, 1, 1, 1, 1)));
        assertFalse(Files.exists(folder.resolve("v.zarr/4")));
    }

    @Test
    void thickSectionsAreNotThinnedOut() {
        write("v.v3.zarr", TestZarr.info(new VolumeSize(1030, 5, 6), PixelType.UINT8, new VoxelSize(4, 4, 16)));
        List<Long> depths = List.of(0, 1, 2, 3).stream()
                .map(level -> ZarrArray.open(folder.resolve("v.v3.zarr/" + level))
                        .info()
                        .size()
                        .z())
                .toList();
        assertEquals(List.of(6L, 6L, 6L, 3L), depths, "voxels of 4, 8 and 16 nm, then 32");
    }

    @Test
    void aVolumeOfUnknownVoxelSizeStatesNone() {
        write("v.zarr", TestZarr.info(new VolumeSize(5, 4, 3), PixelType.FLOAT32));
        try (VolumeReader reader = Volumes.open(folder.resolve("v.zarr"))) {
            assertTrue(reader.info().voxelSize().isEmpty());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"data", "data.zarr", "data.n5"})
    void aFolderWithOtherThingsInItIsNotReplaced(String name) throws IOException {
        Path precious = Files.createDirectories(folder.resolve(name));
        Files.writeString(precious.resolve("thesis.txt"), "...");
        SamdaException problem = assertThrows(
                SamdaException.class,
                () -> new ZarrWriter(precious, TestZarr.info(new VolumeSize(5, 4, 3), PixelType.UINT8)));
        assertTrue(problem.getMessage().contains("other things in it"), problem.getMessage());
        Path file = Files.writeString(folder.resolve("v.n5"), "...");
        assertThrows(
                SamdaException.class,
                () -> Volumes.create(file, TestZarr.info(new VolumeSize(5, 4, 3), PixelType.UINT8)));
        assertEquals("...", Files.readString(file));
    }

    @Test
    void anEmptyFolderIsReplaced() throws IOException {
        Files.createDirectories(folder.resolve("v.zarr"));
        write("v.zarr", TestZarr.info(new VolumeSize(5, 4, 3), PixelType.UINT8));
        assertEquals(
                new VolumeSize(5, 4, 3),
                ZarrArray.open(folder.resolve("v.zarr")).info().size());
    }

    @ParameterizedTest
    @CsvSource({
        "1000, 1000, 500, UINT8, 128 x 128 x 64",
        "4096, 4096, 500, UINT8, 256 x 256 x 8",
        "60000, 60000, 500, UINT8, 1024 x 1024 x 1",
        "4096, 4096, 1, UINT16, 1024 x 1024 x 1",
        "300, 200, 20, FLOAT32, 128 x 128 x 20",
        "10, 20, 30, UINT8, 10 x 20 x 30"
    })
    void chunksHoldAboutAMillionVoxels(long x, long y, long z, PixelType type, String chunk) {
        VolumeInfo info = TestZarr.info(new VolumeSize(x, y, z), type);
        assertEquals(chunk, ChunkSizes.of(info, 128 << 20).toString());
    }

    /** A row of chunks of 1024 px would be 240 MB, one of 512 px is 120 MB. */
    @Test
    void aRowOfChunksFitsWhereALayerDoesNot() {
        VolumeInfo info = TestZarr.info(new VolumeSize(60_000, 60_000, 1), PixelType.FLOAT32);
        assertEquals("512 x 512 x 1", ChunkSizes.of(info, 128 << 20).toString());
        assertEquals("128 x 128 x 1", ChunkSizes.of(info, 1 << 20).toString());
    }

    private void write(String name, VolumeInfo info) {
        try (VolumeWriter writer = Volumes.create(folder.resolve(name), info)) {
            for (int z = 0; z < info.size().z(); z++) {
                writer.write(section(info.size(), z));
            }
            writer.commit();
        }
    }

    /** A value for every voxel that tells its place. */
    private static GreyImage section(VolumeSize size, int z) {
        float[] pixels = new float[(int) (size.x() * size.y())];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (i % size.x() * 3 + i / size.x() * 37 + z * 11L) % 256;
        }
        return new GreyImage((int) size.x(), (int) size.y(), pixels);
    }
}
