// SPDX-License-Identifier: Apache-2.0
package org.samda.io.hdf5;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.samda.SamdaException;
import org.samda.image.PixelType;
import org.samda.image.VolumeSize;
import org.samda.image.VoxelBox;
import org.samda.image.VoxelSize;
import org.samda.io.VolumeReader;
import org.samda.io.Volumes;

/** Files that h5py wrote (h5py_write.py), each with the volume 100 z + 10 y + x in many layouts. */
class Hdf5ReaderTest {
    private static final VolumeSize SIZE = new VolumeSize(7, 5, 3);

    @TempDir
    private Path folder;

    @BeforeEach
    void copyFiles() throws IOException {
        for (String name : List.of("old.h5", "latest.h5", "block.h5")) {
            try (InputStream in = Hdf5ReaderTest.class.getResourceAsStream("/golden/hdf5/" + name)) {
                Files.copy(Objects.requireNonNull(in), folder.resolve(name));
            }
        }
    }

    static Stream<String> volumes() {
        Stream<String> types = Stream.of(
                        "little_u2 big_u2 little_i2 big_i4 little_u4 little_i8 big_u8 little_f2 big_f2 little_f4 big_f4"
                                + " little_f8 big_f8 uint8 compact")
                .flatMap(names -> Stream.of(names.split(" ")))
                .map(name -> "contiguous/" + name);
        Stream<String> chunks = Stream.of(
                        "plain gzip shuffled checksum lzf ones single growing growing_packed growing_all")
                .flatMap(names -> Stream.of(names.split(" ")))
                .map(name -> "chunked/" + name);
        Stream<String> axes = Stream.of("axes/four", "axes/five", "axes/behind", "axes/tagged");
        return Stream.of(types, chunks, axes)
                .flatMap(names -> names)
                .flatMap(name -> Stream.of("old.h5/" + name, "latest.h5/" + name));
    }

    @ParameterizedTest
    @MethodSource("volumes")
    void readsEveryTypeLayoutFilterAndIndex(String path) {
        try (VolumeReader reader = Volumes.open(folder.resolve(path))) {
            assertEquals(SIZE, reader.info().size());
            for (int z = 0; z < 3; z++) {
                assertArrayEquals(
                        expected(new VoxelBox(0, 0, z, 7, 5, 1)), reader.read(z).pixels());
            }
            VoxelBox box = new VoxelBox(1, 1, 1, 5, 3, 2);
            assertArrayEquals(expected(box), reader.read(box).values());
        }
    }

    @ParameterizedTest
    @CsvSource({"uint8, UINT8", "big_u2, UINT16", "little_i2, FLOAT32", "big_f8, FLOAT32"})
    void onlyWholeNumbersOf8And16BitsKeepTheirType(String name, PixelType type) {
        try (VolumeReader reader = Volumes.open(folder.resolve("old.h5/contiguous/" + name))) {
            assertEquals(type, reader.info().type());
        }
    }

    @Test
    void tellsTheChunkThatTheFileKeepsTogether() {
        try (VolumeReader chunked = Volumes.open(folder.resolve("old.h5/chunked/gzip"));
                VolumeReader contiguous = Volumes.open(folder.resolve("old.h5/contiguous/uint8"))) {
            assertEquals(new VolumeSize(3, 2, 2), chunked.chunk());
            assertEquals(new VolumeSize(7, 5, 1), contiguous.chunk());
        }
    }

    /** A chunk that LZF could not make smaller is stored as it is, and its index says so. */
    @ParameterizedTest
    @CsvSource({"old.h5", "latest.h5"})
    void readsChunksThatAFilterWasSkippedFor(String name) {
        try (VolumeReader reader = Volumes.open(folder.resolve(name).resolve("noise/lzf"))) {
            float[] pixels = reader.read(2).pixels();
            for (int i = 0; i < pixels.length; i++) {
                long seed = 2 * 7919L + i / 7 * 104729L + i % 7 * 1299709L;
                assertEquals((float) (seed * 2654435761L % (1L << 32) >> 24), pixels[i]);
            }
        }
    }

    @Test
    void chunksThatWereNeverWrittenHaveTheFillValue() {
        try (VolumeReader reader = Volumes.open(folder.resolve("old.h5/sparse/filled"))) {
            assertEquals(9, reader.read(0).at(3, 3));
            assertEquals(133, reader.read(1).at(3, 3));
            assertEquals(9, reader.read(2).at(0, 0));
        }
    }

    @Test
    void readsImagesAndMasks() {
        try (VolumeReader image = Volumes.open(folder.resolve("old.h5/section/image"));
                VolumeReader mask = Volumes.open(folder.resolve("latest.h5/mask/bool"))) {
            assertEquals(new VolumeSize(7, 5, 1), image.info().size());
            assertEquals(46, image.read(0).at(6, 4));
            assertEquals(0, mask.read(1).at(0, 5 - 1));
            assertEquals(1, mask.read(2).at(0, 0));
        }
    }

    @Test
    void readsTheVoxelSizeInMicrometresOrNanometres() {
        try (VolumeReader fiji = Volumes.open(folder.resolve("old.h5/mask/bool"));
                VolumeReader cremi = Volumes.open(folder.resolve("latest.h5/size/cremi"))) {
            assertEquals(Optional.of(new VoxelSize(4, 8, 50)), fiji.info().voxelSize());
            assertEquals(Optional.of(new VoxelSize(4, 4, 40)), cremi.info().voxelSize());
        }
    }

    @Test
    void takesTheOnlyDatasetOfAFileWithAUserBlock() {
        Path file = folder.resolve("block.h5");
        for (Path path : List.of(file, file.resolve("only/one"))) {
            try (VolumeReader reader = Volumes.open(path)) {
                assertEquals(246, reader.read(2).at(6, 4));
            }
        }
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                arguments("refused/channels", "has 2 x 3 x 5 x 7 values, expected one volume or image of one channel"),
                arguments("refused/turned", "has 3 x 5 x 7 values in the order xyz, expected"),
                arguments("refused/row", "has 7 values, expected"),
                arguments("refused/text", "holds values of the kind StringData, expected"),
                arguments("refused/unwritten", "has no data in this file"),
                arguments("refused/soft", "'soft' is a link to '/contiguous/uint8', expected a dataset"),
                arguments("refused/away", "'away' is a link to 'other.h5:/data', expected a dataset"),
                arguments("refused/scaled", "is packed with scaleoffset (filter 6), expected"),
                arguments("refused", "it is a group, expected a dataset"),
                arguments("strange/external", "its HDF5 structure cannot be read (Encountered External Data Files"),
                arguments("chunked/gone", "there is no 'gone' in it, expected a dataset"),
                arguments("chunked/gzip/more", "there is no 'more' in it, expected a dataset"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void refusesWhatIsNoGreyVolume(String dataset, String reason) {
        for (String name : List.of("old.h5", "latest.h5")) {
            String message = refusal(folder.resolve(name).resolve(dataset));
            assertTrue(message.contains(reason), message);
        }
    }

    @Test
    void refusesVirtualDatasets() {
        String message = refusal(folder.resolve("latest.h5/strange/virtual"));
        assertTrue(message.contains("latest.h5"), message);
    }

    @Test
    void listsTheDatasetsThereAreIfThePathNamesNone() {
        Path file = folder.resolve("old.h5");
        String message = refusal(file);
        assertTrue(message.startsWith("'" + file + "' holds 3"), message);
        assertTrue(message.contains("and what cannot be read in '/strange/' ("), message);
        assertTrue(message.contains("Name one of them: "), message);
        assertTrue(message.contains(file + "/axes/five (1 x 1 x 3 x 5 x 7), "), message);
        assertTrue(message.endsWith(" and more."), message);
    }

    /** 4 x 10^9 voxels of zeros that the file need not have: it is longer than it takes room on the disk. */
    @Test
    void readsContiguousDatasetsBeyondTheReachOf32Bits() throws IOException {
        Path file = folder.resolve("large.h5");
        ContiguousFile.write(file, 1000, 2000, 2000);
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(bytes.length() - 2);
            bytes.write(new byte[] {3, 4});
        }
        try (VolumeReader reader = Volumes.open(file)) {
            assertEquals(new VolumeSize(2000, 2000, 1000), reader.info().size());
            VoxelBox corner = new VoxelBox(1997, 1998, 999, 3, 2, 1);
            assertArrayEquals(
                    new float[] {0, 0, 0, 0, 3, 4}, reader.read(corner).values());
            assertEquals(4, reader.read(999).at(1999, 1999));
        }
    }

    private static float[] expected(VoxelBox box) {
        float[] values = new float[(int) box.voxels()];
        for (int i = 0; i < values.length; i++) {
            int row = i / box.width();
            long z = box.z() + row / box.height();
            values[i] = 100 * z + 10 * (box.y() + row % box.height()) + box.x() + i % box.width();
        }
        return values;
    }

    private static String refusal(Path path) {
        return assertThrows(SamdaException.class, () -> {
                    try (VolumeReader reader = Volumes.open(path)) {
                        reader.read(0);
                    }
                })
                .getMessage();
    }
}
