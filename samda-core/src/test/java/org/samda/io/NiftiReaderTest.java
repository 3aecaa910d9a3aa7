// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.samda.SamdaException;
import org.samda.image.PixelType;
import org.samda.image.StoredHeader;
import org.samda.image.VolumeSize;

class NiftiReaderTest {

    @TempDir
    private Path folder;

    /** Two voxels as hexadecimal digits, the most significant first, and their values. */
    static Stream<Arguments> types() {
        return Stream.of(
                arguments(2, "07ff", PixelType.UINT8, new float[] {7, 255}),
                arguments(256, "07ff", PixelType.FLOAT32, new float[] {7, -1}),
                arguments(512, "0107ff00", PixelType.UINT16, new float[] {263, 65280}),
                arguments(4, "0107ff00", PixelType.FLOAT32, new float[] {263, -256}),
                arguments(768, "00010000ffffff00", PixelType.FLOAT32, new float[] {65536, 4294967040f}),
                arguments(8, "00010000ffffff00", PixelType.FLOAT32, new float[] {65536, -256}),
                arguments(16, "3f800000c0200000", PixelType.FLOAT32, new float[] {1, -2.5f}),
                arguments(64, "3ff0000000000000c004000000000000", PixelType.FLOAT32, new float[] {1, -2.5f}));
    }

    @ParameterizedTest
    @MethodSource("types")
    void readsEveryTypeInBothByteOrders(int datatype, String hex, PixelType type, float[] expected) throws IOException {
        for (ByteOrder order : List.of(BIG_ENDIAN, LITTLE_ENDIAN)) {
            byte[] voxels = TestPng.hex(hex);
            if (order.equals(LITTLE_ENDIAN)) {
                reverse(voxels, 0, voxels.length / 2);
                reverse(voxels, voxels.length / 2, voxels.length);
            }
            byte[] file = TestNifti.file(TestNifti.header(order, datatype, 2, 1, 1), voxels);
            for (byte[] bytes : List.of(file, TestNifti.gzip(file))) {
                try (VolumeReader reader = open(bytes)) {
                    assertEquals(type, reader.info().type());
                    assertArrayEquals(expected, reader.read(0).pixels());
                }
            }
        }
    }

    @Test
    void sectionsAreThePlanesOfZWithXFastest() throws IOException {
        for (byte[] bytes : List.of(TestNifti.ramp(3), TestNifti.gzip(TestNifti.ramp(3)))) {
            try (VolumeReader reader = open(bytes)) {
                assertEquals(new VolumeSize(2, 3, 3), reader.info().size());
                assertEquals(1, reader.read(0).at(1, 0));
                assertEquals(2, reader.read(0).at(0, 1));
                assertEquals(6, reader.read(1).at(0, 0));
            }
        }
    }

    @Test
    void readsSectionsInAnyOrder() throws IOException {
        for (byte[] bytes : List.of(TestNifti.ramp(4), TestNifti.gzip(TestNifti.ramp(4)))) {
            try (VolumeReader reader = open(bytes)) {
                for (int z : new int[] {3, 1, 1, 2, 0, 3, 3}) {
                    assertEquals(6 * z + 5, reader.read(z).at(1, 2), "section " + z);
                }
            }
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void inflatesOnceToReadForwardAndBeginsAnewToGoBack() throws IOException {
        Path file = Files.write(folder.resolve("a.nii.gz"), TestNifti.gzip(TestNifti.ramp(3)));
        try (VolumeReader reader = Volumes.open(file)) {
            Files.delete(file);
            for (int z = 0; z < 3; z++) {
                assertEquals(6 * z, reader.read(z).at(0, 0));
            }
            assertThrows(SamdaException.class, () -> reader.read(0));
        }
    }

    @Test
    void readsAGzipFileOfSeveralMembers() throws IOException {
        byte[] whole = TestNifti.ramp(2);
        byte[] first = TestNifti.gzip(Arrays.copyOf(whole, 355));
        byte[] second = TestNifti.gzip(Arrays.copyOfRange(whole, 355, whole.length));
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        try (VolumeReader reader = open(both)) {
            assertEquals(11, reader.read(1).at(1, 2));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2, -1, FLOAT32, 13",
        "1, 0, UINT8, 7",
        "0, 5, UINT8, 7",
        "NaN, NaN, UINT8, 7",
        "Infinity, 3, UINT8, 7",
        "1, 2, FLOAT32, 9",
        "-0.5, 0, FLOAT32, -3.5"
    })
    void appliesTheScaling(float slope, float intercept, PixelType type, float expected) throws IOException {
        ByteBuffer header = TestNifti.header(LITTLE_ENDIAN, TestNifti.UINT8, 1, 1);
        header.putFloat(112, slope).putFloat(116, intercept);
        try (VolumeReader reader = open(TestNifti.file(header, (byte) 7))) {
            assertEquals(type, reader.info().type());
            assertEquals(expected, reader.read(0).at(0, 0));
        }
    }

    @Test
    void refusesAnInterceptThatIsNoNumber() throws IOException {
        ByteBuffer header = TestNifti.header(LITTLE_ENDIAN, TestNifti.UINT8, 1, 1);
        header.putFloat(112, 2).putFloat(116, Float.NaN);
        assertRefused("damaged: its header asks for a scaling by 2.0 and NaN", TestNifti.file(header, (byte) 7));
    }

    @Test
    void takesFurtherDimensionsOfOne() throws IOException {
        byte[] flat = TestNifti.file(TestNifti.header(LITTLE_ENDIAN, TestNifti.UINT8, 2, 1), new byte[2]);
        byte[] long4 = TestNifti.file(TestNifti.header(LITTLE_ENDIAN, TestNifti.UINT8, 2, 1, 1, 1, 1), new byte[2]);
        for (byte[] bytes : List.of(flat, long4)) {
            try (VolumeReader reader = open(bytes)) {
                assertEquals(new VolumeSize(2, 1, 1), reader.info().size());
            }
        }
    }

    static Stream<Arguments> shapes() {
        return Stream.of(
                arguments(new int[] {2, 3, 1, 5}, "holds 2 x 3 x 1 x 5 voxels, expected one volume of 2 or 3"),
                arguments(new int[] {2, 3, 4, 1, 3}, "holds 2 x 3 x 4 x 1 x 3 voxels, expected one volume"),
                arguments(new int[] {9}, "holds 9 voxels, expected one volume of 2 or 3 dimensions"),
                arguments(new int[] {}, "its header claims 0 dimensions"),
                arguments(new int[] {2, -1, 2}, "its header claims a volume of 2 x -1 x 2 voxels"),
                arguments(new int[] {2, 2, 2, 0}, "its header claims a volume of 2 x 2 x 2 x 0 voxels"),
                arguments(
                        new int[] {30_000, 30_000, 30_000}, "its header claims 30000 x 30000 x 30000 voxels, 27.0 TB"),
                arguments(new int[] {2, 3, 100}, "its header claims 2 x 3 x 100 voxels, 952 bytes of data"));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void refusesOtherShapesByName(int[] shape, String message) throws IOException {
        assertRefused(message, TestNifti.file(TestNifti.header(BIG_ENDIAN, TestNifti.UINT8, shape), new byte[200]));
    }

    @Test
    void refusesMoreThanAGzipFileCanExpandTo() throws IOException {
        byte[] file = TestNifti.file(TestNifti.header(BIG_ENDIAN, TestNifti.UINT8, 30_000, 30_000, 2), new byte[200]);
        assertRefused("its header claims 30000 x 30000 x 2 voxels, 1.8 GB of data", TestNifti.gzip(file));
    }

    @ParameterizedTest
    @CsvSource({
        "128, 'RGB colours (NIfTI''s data type 128)'",
        "32, 'complex numbers (NIfTI''s data type 32)'",
        "1024, 'int64 values (NIfTI''s data type 1024)'",
        "1, 'single bits (NIfTI''s data type 1)'",
        "77, 'values of an unknown type (NIfTI''s data type 77)'"
    })
    void refusesOtherTypesByName(int datatype, String name) throws IOException {
        ByteBuffer header = TestNifti.header(LITTLE_ENDIAN, datatype, 2, 2, 2);
        assertRefused("holds " + name + ", expected whole numbers of 8, 16", TestNifti.file(header, new byte[99]));
    }

    @Test
    void skipsExtensions() throws IOException {
        ByteBuffer header = TestNifti.header(LITTLE_ENDIAN, TestNifti.UINT8, 1, 1, 1);
        header.put(348, (byte) 1).putFloat(108, 368);
        byte[] rest = new byte[17];
        Arrays.fill(rest, (byte) 99);
        rest[16] = 5;
        byte[] file = TestNifti.file(header, rest);
        for (byte[] bytes : List.of(file, TestNifti.gzip(file))) {
            try (VolumeReader reader = open(bytes)) {
                assertEquals(5, reader.read(0).at(0, 0));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {0, 347, 352.5f, -1, Float.NaN, Float.POSITIVE_INFINITY, Float.MAX_VALUE, 0x1p50f})
    void refusesAnImpossibleFirstVoxel(float offset) throws IOException {
        ByteBuffer header = TestNifti.header(LITTLE_ENDIAN, TestNifti.UINT8, 1, 1, 1);
        header.putFloat(108, offset);
        assertRefused("is damaged: its header ", TestNifti.file(header, new byte[9]));
    }

    @Test
    void saysWhatToDoWithOtherFormatsOfTheFamily() throws IOException {
        byte[] pair = TestNifti.ramp(1);
        pair[345] = 'i';
        assertRefused(" is one file of a NIfTI pair (.hdr and .img), expected NIfTI-1 in a single file", pair);
        byte[] analyze = TestNifti.ramp(1);
        Arrays.fill(analyze, 344, 348, (byte) 0);
        assertRefused(" is an Analyze 7.5 header, expected NIfTI-1 in a single file (.nii, .nii.gz). Convert", analyze);
        byte[] second = Arrays.copyOf(new byte[] {0x1c, 2, 0, 0, 'n', '+', '2', 0}, 544);
        assertRefused(" is a NIfTI-2 file, expected NIfTI-1 in a single file", second);
        assertRefused(" is a NIfTI-2 file, expected NIfTI-1", TestNifti.gzip(second));
    }

    @Test
    void saysThatAGzipFileHoldsSomethingElse() throws IOException {
        assertRefused(
                "holds no NIfTI volume", TestNifti.gzip("a\tb\n".repeat(500).getBytes(UTF_8)));
        assertRefused("holds no NIfTI volume", TestNifti.gzip());
        assertRefused("it ends too early, the NIfTI header", TestNifti.gzip(Arrays.copyOf(TestNifti.ramp(1), 200)));
        assertRefused("it ends too early, the NIfTI header", Arrays.copyOf(TestNifti.ramp(1), 347));
        assertRefused("Unsupported compression method", TestPng.hex("1f8b0000000000000000"));
    }

    @Test
    void aTruncatedFileIsFoundWhenItIsOpened() throws IOException {
        byte[] whole = TestNifti.ramp(3);
        assertRefused("its header claims 2 x 3 x 3 voxels, 370 bytes", Arrays.copyOf(whole, whole.length - 1));
    }

    @Test
    void aTruncatedOrAlteredGzipFileIsFoundAtTheLatestInTheLastSection() throws IOException {
        byte[] whole = TestNifti.gzip(TestNifti.ramp(3));
        for (int length = 2; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThrows(SamdaException.class, () -> readAll(part), "of length " + length);
        }
        byte[] altered = whole.clone();
        altered[whole.length - 8] ^= 1;
        try (VolumeReader reader = open(altered)) {
            assertEquals(6, reader.read(1).at(0, 0));
            SamdaException problem = assertThrows(SamdaException.class, () -> reader.read(2));
            assertTrue(
                    problem.getMessage().contains("damaged: it cannot be inflated, its last section cannot be read"),
                    problem.getMessage());
        }
    }

    @Test
    void refusesWhatIsNoNumberAndNamesItsPlace() throws IOException {
        ByteBuffer voxels = ByteBuffer.allocate(8 * 12).order(LITTLE_ENDIAN);
        voxels.putDouble(8 * 9, 1e300);
        byte[] large = TestNifti.file(TestNifti.header(LITTLE_ENDIAN, TestNifti.FLOAT64, 2, 3, 2), voxels.array());
        try (VolumeReader reader = open(large)) {
            reader.read(0);
            String message =
                    assertThrows(SamdaException.class, () -> reader.read(1)).getMessage();
            assertTrue(message.contains("' has the value Infinity at voxel (1, 1, 1), expected"), message);
        }
        byte[] voxel = {0, 0, (byte) 0xc0, 0x7f};
        try (VolumeReader reader =
                open(TestNifti.file(TestNifti.header(LITTLE_ENDIAN, TestNifti.FLOAT32, 1, 1), voxel))) {
            String message =
                    assertThrows(SamdaException.class, () -> reader.read(0)).getMessage();
            assertTrue(message.contains("' has the value NaN at voxel (0, 0, 0), expected finite"), message);
        }
    }

    @Test
    void keepsTheHeaderAsStored() throws IOException {
        byte[] file = TestNifti.file(TestNifti.header(BIG_ENDIAN, TestNifti.INT16, 1, 1), new byte[2]);
        try (VolumeReader reader = open(file)) {
            assertEquals(
                    Optional.of(new StoredHeader(Arrays.copyOf(file, 348))),
                    reader.info().header());
        }
    }

    private VolumeReader open(byte... bytes) throws IOException {
        return Volumes.open(Files.write(folder.resolve("a.nii"), bytes));
    }

    private void readAll(byte... bytes) throws IOException {
        try (VolumeReader reader = open(bytes)) {
            for (long z = 0; z < reader.info().size().z(); z++) {
                reader.read(z);
            }
        }
    }

    private void assertRefused(String message, byte... bytes) {
        SamdaException problem = assertThrows(SamdaException.class, () -> open(bytes));
        assertTrue(problem.getMessage().contains(message), problem.getMessage());
        assertTrue(problem.getMessage().contains("a.nii"), problem.getMessage());
    }

    private static void reverse(byte[] bytes, int from, int to) {
        for (int i = 0; i < (to - from) / 2; i++) {
            byte first = bytes[from + i];
            bytes[from + i] = bytes[to - 1 - i];
            bytes[to - 1 - i] = first;
        }
    }
}
