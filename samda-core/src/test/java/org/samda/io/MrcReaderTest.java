// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.samda.SamdaException;
import org.samda.image.PixelType;
import org.samda.image.VolumeSize;
import org.samda.image.VoxelBox;
import org.samda.image.VoxelSize;

class MrcReaderTest {

    @TempDir
    private Path folder;

    /** Two voxels as hexadecimal digits, the most significant first, and their values. */
    static Stream<Arguments> modes() {
        return Stream.of(
                arguments(0, "07ff", PixelType.FLOAT32, new float[] {7, -1}),
                arguments(1, "0107ff00", PixelType.FLOAT32, new float[] {263, -256}),
                arguments(2, "3f800000c0200000", PixelType.FLOAT32, new float[] {1, -2.5f}),
                arguments(6, "0107ff00", PixelType.UINT16, new float[] {263, 65280}),
                arguments(12, "3c00c100", PixelType.FLOAT32, new float[] {1, -2.5f}),
                arguments(12, "00017bff", PixelType.FLOAT32, new float[] {0x1p-24f, 65504}));
    }

    @ParameterizedTest
    @MethodSource("modes")
    void readsEveryModeInBothByteOrders(int mode, String hex, PixelType type, float[] expected) throws IOException {
        for (ByteOrder order : List.of(BIG_ENDIAN, LITTLE_ENDIAN)) {
            byte[] voxels = TestPng.hex(hex);
            if (order.equals(LITTLE_ENDIAN)) {
                reverse(voxels, 0, voxels.length / 2);
                reverse(voxels, voxels.length / 2, voxels.length);
            }
            try (VolumeReader reader = open(TestMrc.file(TestMrc.header(order, mode, 2, 1, 1), voxels))) {
                assertEquals(type, reader.info().type());
                assertArrayEquals(expected, reader.read(0).pixels());
            }
        }
    }

    @Test
    void bytesAreUnsignedWhereImodSaysSo() throws IOException {
        ByteBuffer header = TestMrc.header(LITTLE_ENDIAN, 0, 2, 1, 1).putInt(152, 1146047817);
        try (VolumeReader reader = open(TestMrc.file(header, new byte[] {7, -1}))) {
            assertEquals(PixelType.UINT8, reader.info().type());
            assertArrayEquals(new float[] {7, 255}, reader.read(0).pixels());
        }
        header.putInt(156, 1);
        try (VolumeReader reader = open(TestMrc.file(header, new byte[] {7, -1}))) {
            assertArrayEquals(new float[] {7, -1}, reader.read(0).pixels());
        }
    }

    @Test
    void skipsTheExtendedHeader() throws IOException {
        ByteBuffer header = TestMrc.header(LITTLE_ENDIAN, 0, 2, 1, 1).putInt(92, 3);
        try (VolumeReader reader = open(TestMrc.file(header, new byte[] {9, 9, 9, 1, 2}))) {
            assertArrayEquals(new float[] {1, 2}, reader.read(0).pixels());
        }
    }

    @Test
    void sectionsAreStoredOneAfterAnotherWithXFastest() throws IOException {
        byte[] voxels = new byte[24];
        for (int i = 0; i < voxels.length; i++) {
            voxels[i] = (byte) i;
        }
        try (VolumeReader reader = open(TestMrc.file(TestMrc.header(LITTLE_ENDIAN, 0, 2, 3, 4), voxels))) {
            assertEquals(new VolumeSize(2, 3, 4), reader.info().size());
            assertArrayEquals(
                    new float[] {12, 13, 14, 15, 16, 17}, reader.read(2).pixels());
            assertArrayEquals(
                    new float[] {9, 11, 15, 17, 21, 23},
                    reader.read(new VoxelBox(1, 1, 1, 1, 2, 3)).values());
            assertArrayEquals(
                    new float[] {8, 9, 10, 11, 14, 15, 16, 17},
                    reader.read(new VoxelBox(0, 1, 1, 2, 2, 2)).values());
        }
    }

    /** A cell of 40 x 60 x 200 angstroms of 2 x 3 x 4 intervals: 2 nm, 2 nm, 5 nm. */
    @Test
    void theVoxelSizeIsTheCellOverItsIntervals() throws IOException {
        ByteBuffer header = TestMrc.header(LITTLE_ENDIAN, 0, 2, 3, 4);
        byte[] voxels = new byte[24];
        try (VolumeReader reader = open(TestMrc.file(header, voxels))) {
            assertEquals(Optional.empty(), reader.info().voxelSize());
        }
        header.putFloat(40, 40).putFloat(44, 60).putFloat(48, 200);
        try (VolumeReader reader = open(TestMrc.file(header, voxels))) {
            assertEquals(Optional.of(new VoxelSize(2, 2, 5)), reader.info().voxelSize());
        }
        header.putFloat(40, 2).putFloat(44, 3).putFloat(48, 4);
        try (VolumeReader reader = open(TestMrc.file(header, voxels))) {
            assertEquals(Optional.empty(), reader.info().voxelSize(), "IMOD's 1 A of an unknown size");
        }
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                refusal(header -> header.putInt(12, 4), "holds complex numbers (MRC's mode 4), expected"),
                refusal(header -> header.putInt(12, 101), "holds numbers of 4 bits (MRC's mode 101), expected"),
                refusal(header -> header.putInt(64, 3).putInt(72, 1), "axes in the order 3, 2, 1 (columns"),
                refusal(header -> header.putInt(88, 401).putInt(36, 2), "is a stack of volumes (4 sections, 2 in"),
                refusal(header -> header.putInt(0, -2), "is damaged: its header claims a volume of -2 x 3 x 4"),
                refusal(header -> header.putInt(92, -1), "is damaged: its header claims an extended header of -1"),
                refusal(header -> header.putInt(8, 5), "claims 2 x 3 x 5 voxels, 30 bytes of data, which the file"),
                refusal(header -> header.putInt(0, Integer.MAX_VALUE).putInt(4, Integer.MAX_VALUE), "too short for"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void refusesWhatItCannotRead(Consumer<ByteBuffer> change, String reason) {
        ByteBuffer header = TestMrc.header(LITTLE_ENDIAN, 0, 2, 3, 4);
        change.accept(header);
        SamdaException problem = assertThrows(SamdaException.class, () -> open(TestMrc.file(header, new byte[24])));
        assertTrue(problem.getMessage().contains(reason), problem.getMessage());
    }

    @Test
    void refusesValuesThatAreNotFinite() {
        ByteBuffer header = TestMrc.header(BIG_ENDIAN, 2, 1, 2, 1);
        SamdaException problem = assertThrows(SamdaException.class, () -> {
            try (VolumeReader reader = open(TestMrc.file(header, TestPng.hex("3f8000007fc00000")))) {
                reader.read(0);
            }
        });
        assertTrue(problem.getMessage().contains("value NaN at voxel (0, 1, 0)"), problem.getMessage());
    }

    /** 5 x 10^9 voxels that take no room on the disk; the last is at byte 5 x 10^9 + 1023. */
    @Test
    void readsBeyondTheReachOf32Bits() throws IOException {
        Path file = folder.resolve("large.mrc");
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.write(TestMrc.file(TestMrc.header(LITTLE_ENDIAN, 0, 100_000, 50_000, 1), new byte[0]));
            bytes.setLength(1024 + 5_000_000_000L);
            bytes.seek(1024 + 5_000_000_000L - 2);
            bytes.write(new byte[] {3, 4});
        }
        try (VolumeReader reader = Volumes.open(file)) {
            VoxelBox corner = new VoxelBox(99_997, 49_998, 0, 3, 2, 1);
            assertArrayEquals(
                    new float[] {0, 0, 0, 0, 3, 4}, reader.read(corner).values());
        }
    }

    @Test
    @Timeout(60)
    void aBrokenHeaderIsRefusedOrReadWithFiniteValues() throws IOException {
        Random random = new Random(1);
        int refused = 0;
        for (int round = 0; round < 500; round++) {
            byte[] bytes = TestMrc.file(TestMrc.header(LITTLE_ENDIAN, round % 3, 3, 2, 2), new byte[48]);
            bytes[random.nextInt(16)] = (byte) random.nextInt();
            bytes[random.nextInt(230)] = (byte) random.nextInt();
            try (VolumeReader reader = open(bytes)) {
                for (float value : reader.read(0).pixels()) {
                    assertTrue(Float.isFinite(value));
                }
            } catch (SamdaException e) {
                refused++;
                assertTrue(e.getMessage().contains("a.mrc"), e.getMessage());
            }
        }
        assertTrue(refused > 100 && refused < 500, "refused " + refused);
    }

    private VolumeReader open(byte[] bytes) throws IOException {
        return Volumes.open(Files.write(folder.resolve("a.mrc"), bytes));
    }

    private static Arguments refusal(Consumer<ByteBuffer> change, String reason) {
        return arguments(change, reason);
    }

    private static void reverse(byte[] bytes, int from, int to) {
        for (int i = from, j = to - 1; i < j; i++, j--) {
            byte first = bytes[i];
            bytes[i] = bytes[j];
            bytes[j] = first;
        }
    }
}
