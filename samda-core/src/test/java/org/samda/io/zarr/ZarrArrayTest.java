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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.samda.SamdaException;
import org.samda.image.GreyBlock;
import org.samda.image.PixelType;
import org.samda.image.VolumeSize;
import org.samda.image.VoxelBox;
import org.samda.image.VoxelSize;
import org.samda.io.VolumeReader;

class ZarrArrayTest {
    private static final VolumeSize CHUNK = new VolumeSize(4, 4, 4);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void tellsWhichChunksWereWritten(ArrayFormat format) {
        ZarrArray array = create(format, new VolumeSize(9, 5, 4), PixelType.UINT8);
        assertFalse(array.has(2, 1, 0));
        array.write(2, 1, 0, TestZarr.constant(array.box(2, 1, 0), 0));
        ZarrArray again = ZarrArray.open(folder.resolve("array"));
        assertTrue(again.has(2, 1, 0), "also where all values are the fill value");
        assertFalse(again.has(1, 1, 0));
        assertThrows(IndexOutOfBoundsException.class, () -> again.has(3, 0, 0));
        assertThrows(IndexOutOfBoundsException.class, () -> again.has(0, -1, 0));
    }

    @ParameterizedTest
    @EnumSource
    void chunksAtTheEdgesAreClipped(ArrayFormat format) {
        ZarrArray array = create(format, new VolumeSize(9, 5, 4), PixelType.UINT16);
        VoxelBox box = array.box(2, 1, 0);
        assertEquals(new VoxelBox(8, 4, 0, 1, 1, 4), box);
        array.write(2, 1, 0, new GreyBlock(1, 1, 4, new float[] {1, 2, 3, 70_000}));
        assertArrayEquals(new float[] {1, 2, 3, 65_535}, TestZarr.values(array, box));
        assertArrayEquals(new float[] {0, 3}, TestZarr.values(array, new VoxelBox(7, 4, 2, 2, 1, 1)));
        GreyBlock whole = TestZarr.constant(new VoxelBox(0, 0, 0, 4, 4, 4), 1);
        assertThrows(IllegalArgumentException.class, () -> array.write(2, 1, 0, whole));
    }

    @Test
    void aChunkThatIsWrittenAgainIsReplaced() {
        ZarrArray array = create(ArrayFormat.ZARR3, CHUNK, PixelType.FLOAT32);
        array.write(0, 0, 0, TestZarr.constant(array.box(0, 0, 0), 1.5f));
        array.write(0, 0, 0, TestZarr.constant(array.box(0, 0, 0), -2.25f));
        assertEquals(-2.25f, TestZarr.all(array)[63]);
    }

    @Test
    void whatAKilledWriterLeavesIsNoChunk() throws IOException {
        ZarrArray array = create(ArrayFormat.ZARR2, CHUNK, PixelType.UINT8);
        TestZarr.bytes(folder.resolve("array/0/0/.0.12345678.part"), "28 b5");
        assertFalse(array.has(0, 0, 0));
        assertEquals(0, TestZarr.all(array)[0]);
    }

    @Test
    void threadsWriteChunksSideBySide() throws InterruptedException, ExecutionException, IOException {
        ZarrArray array = create(ArrayFormat.ZARR2, new VolumeSize(20, 20, 20), PixelType.UINT8);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<?>> tasks = new ArrayList<>();
        for (int i = 0; i < 250; i++) {
            int chunk = i % 125;
            tasks.add(threads.submit(() -> writeNumbered(array, chunk)));
        }
        for (Future<?> task : tasks) {
            task.get();
        }
        threads.shutdown();
        for (int chunk = 0; chunk < 125; chunk++) {
            assertEquals(chunk, TestZarr.values(array, boxOf(array, chunk))[63]);
        }
        try (Stream<Path> files = Files.walk(folder)) {
            assertEquals(126, files.filter(Files::isRegularFile).count(), "125 chunks and the metadata");
        }
    }

    @Test
    void anArrayIsNotMadeTwice() {
        create(ArrayFormat.N5, CHUNK, PixelType.UINT8);
        SamdaException problem =
                assertThrows(SamdaException.class, () -> create(ArrayFormat.N5, CHUNK, PixelType.UINT8));
        assertTrue(problem.getMessage().contains("it is one already"));
    }

    @ParameterizedTest
    @EnumSource
    void indicesHave64Bits(ArrayFormat format) {
        VolumeSize size = new VolumeSize(4096, 4096, 1L << 40);
        ZarrArray array = ZarrArray.create(
                folder.resolve("far"),
                new ArrayLayout(format, TestZarr.info(size, PixelType.UINT8), new VolumeSize(64, 64, 64)));
        VoxelBox last = array.box(63, 63, (1L << 34) - 1);
        assertEquals((1L << 40) - 64, last.z());
        array.write(63, 63, (1L << 34) - 1, TestZarr.constant(last, 77));
        VoxelBox corner = new VoxelBox(4095, 4094, (1L << 40) - 2, 1, 2, 2);
        assertArrayEquals(new float[] {77, 77, 77, 77}, TestZarr.values(ZarrArray.open(folder.resolve("far")), corner));
        VoxelBox seam = new VoxelBox(4031, 4095, (1L << 40) - 1, 2, 1, 1);
        assertArrayEquals(new float[] {0, 77}, TestZarr.values(array, seam));
        try (VolumeReader reader = array.reader()) {
            assertEquals(77, reader.read((1L << 40) - 1).at(4095, 4095));
            assertEquals(0, reader.read(1L << 39).at(4095, 4095));
            assertThrows(IndexOutOfBoundsException.class, () -> reader.read(1L << 40));
        }
    }

    @Test
    void sectionsThatFitInNoMemoryAreReadInBoxesOnly() {
        VolumeSize size = new VolumeSize(1L << 40, 1L << 40, 1);
        ZarrArray array = ZarrArray.create(
                folder.resolve("wide"),
                new ArrayLayout(ArrayFormat.ZARR3, TestZarr.info(size, PixelType.UINT8), CHUNK));
        assertEquals(0, TestZarr.values(array, new VoxelBox((1L << 40) - 3, 1L << 39, 0, 3, 3, 1))[8]);
        try (VolumeReader reader = array.reader()) {
            SamdaException problem = assertThrows(SamdaException.class, () -> reader.read(0));
            assertTrue(
                    problem.getMessage()
                            .contains("holds an image of 1099511627776 x 1099511627776 px, expected at most"),
                    problem.getMessage());
        }
    }

    @Test
    void n5KeepsTheVoxelSize() {
        ZarrArray array = ZarrArray.create(
                folder.resolve("array"),
                new ArrayLayout(
                        ArrayFormat.N5, TestZarr.info(CHUNK, PixelType.UINT8, new VoxelSize(4, 5, 40.5)), CHUNK));
        assertEquals(new VoxelSize(4, 5, 40.5), array.info().voxelSize().orElseThrow());
    }

    private ZarrArray create(ArrayFormat format, VolumeSize size, PixelType type) {
        return ZarrArray.create(folder.resolve("array"), new ArrayLayout(format, TestZarr.info(size, type), CHUNK));
    }

    private static void writeNumbered(ZarrArray array, int chunk) {
        array.write(chunk % 5, chunk / 5 % 5, chunk / 25, TestZarr.constant(boxOf(array, chunk), chunk));
    }

    private static VoxelBox boxOf(ZarrArray array, int chunk) {
        return array.box(chunk % 5, chunk / 5 % 5, chunk / 25);
    }
}
