// SPDX-License-Identifier: Apache-2.0
package org.samda.io.zarr;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samda.SamdaException;
import org.samda.image.PixelType;
import org.samda.image.VolumeSize;
import org.samda.image.VoxelBox;

/** Arrays whose every byte is written out here, as the specifications have them. */
class ZarrFixturesTest {

    @TempDir
    private Path folder;

    @Test
    void zarr2HasItsChunksInRowsAndMissingOnesAreTheFillValue() throws IOException {
        TestZarr.json(folder.resolve(".zarray"), TestZarr.zarr2("[1, 3, 4]", "[1, 2, 2]"));
        TestZarr.bytes(folder.resolve("0.0.0"), "01 02 03 04");
        TestZarr.bytes(folder.resolve("0.1.1"), "05 06 ff ff");
        ZarrArray array = ZarrArray.open(folder);
        assertEquals(new VolumeSize(4, 3, 1), array.info().size());
        assertEquals(PixelType.UINT8, array.info().type());
        assertArrayEquals(new float[] {1, 2, 9, 9, 3, 4, 9, 9, 9, 9, 5, 6}, TestZarr.all(array));
        assertTrue(array.has(1, 1, 0));
        assertTrue(!array.has(1, 0, 0));
    }

    @Test
    void zarr2InOrderFHasItsSlowestDimensionFastest() throws IOException {
        TestZarr.json(
                folder.resolve(".zarray"),
                TestZarr.zarr2("[2, 2, 3]", "[2, 2, 3]")
                        .replace("'order': 'C'", "'order': 'F', 'dimension_separator': '/'"));
        TestZarr.bytes(folder.resolve("0/0/0"), "00 01 02 03 04 05 06 07 08 09 0a 0b");
        // Element (z, y, x) is number z + 2 y + 4 x.
        assertArrayEquals(new float[] {0, 4, 8, 2, 6, 10, 1, 5, 9, 3, 7, 11}, TestZarr.all(ZarrArray.open(folder)));
    }

    @ParameterizedTest
    @CsvSource({
        "|b1, 00 02, 0, 1, UINT8",
        "|i1, 80 7f, -128, 127, FLOAT32",
        "<i2, 00 80 ff 7f, -32768, 32767, FLOAT32",
        ">u2, 01 02 ff fe, 258, 65534, UINT16",
        "<i4, ff ff ff ff 00 01 00 00, -1, 256, FLOAT32",
        ">u4, ff ff ff 00 00 00 00 07, 4294967040, 7, FLOAT32",
        "<i8, 00 00 00 00 00 00 00 80 05 00 00 00 00 00 00 00, -9223372036854775808, 5, FLOAT32",
        "<u8, 00 00 00 00 00 00 00 80 05 00 00 00 00 00 00 00, 9223372036854775808, 5, FLOAT32",
        "<f2, 00 3c 01 80, 1, -5.9604645E-8, FLOAT32",
        ">f4, 3f c0 00 00 c0 00 00 00, 1.5, -2, FLOAT32",
        "<f8, 00 00 00 00 00 00 f8 3f 00 00 00 00 00 00 00 c0, 1.5, -2, FLOAT32"
    })
    void everyNumberTypeIsReadByValue(String dtype, String bytes, float first, float second, PixelType type)
            throws IOException {
        TestZarr.json(
                folder.resolve(".zarray"), TestZarr.zarr2("[1, 2]", "[1, 2]").replace("|u1", dtype));
        TestZarr.bytes(folder.resolve("0.0"), bytes);
        ZarrArray array = ZarrArray.open(folder);
        assertEquals(type, array.info().type());
        assertArrayEquals(new float[] {first, second}, TestZarr.all(array));
    }

    @Test
    void zarr3HasItsChunksBelowTheLetterC() throws IOException {
        String codecs = "[{'name': 'bytes', 'configuration': {'endian': 'big'}}]";
        TestZarr.json(
                folder.resolve("zarr.json"),
                TestZarr.zarr3("[1, 2, 2]", "[1, 2, 1]", codecs).replace("uint8", "uint16"));
        TestZarr.bytes(folder.resolve("c/0/0/1"), "01 00 02 00");
        assertArrayEquals(new float[] {9, 256, 9, 512}, TestZarr.all(ZarrArray.open(folder)));
    }

    @ParameterizedTest
    @CsvSource({
        "default, '.', c.0.1",
        "default, '/', c/0/1",
        "v2, '.', 0.1",
        "v2, '/', 0/1",
    })
    void zarr3KnowsFourWaysToNameChunks(String encoding, String separator, String key) throws IOException {
        TestZarr.json(
                folder.resolve("zarr.json"),
                TestZarr.zarr3("[1, 2]", "[1, 1]", "['bytes']")
                        .replace(
                                "{'name': 'default'}",
                                "{'name': '%s', 'configuration': {'separator': '%s'}}".formatted(encoding, separator)));
        TestZarr.bytes(folder.resolve(key), "07");
        assertArrayEquals(new float[] {9, 7}, TestZarr.all(ZarrArray.open(folder)));
    }

    @Test
    void aTransposedChunkOfZarr3IsTurnedBack() throws IOException {
        String codecs = "[{'name': 'transpose', 'configuration': {'order': [1, 2, 0]}}, {'name': 'bytes'}]";
        TestZarr.json(folder.resolve("zarr.json"), TestZarr.zarr3("[2, 1, 3]", "[2, 1, 3]", codecs));
        // Stored are y, x, z: element (z, 0, x) is number 2 x + z.
        TestZarr.bytes(folder.resolve("c/0/0/0"), "00 01 02 03 04 05");
        assertArrayEquals(new float[] {0, 2, 4, 1, 3, 5}, TestZarr.all(ZarrArray.open(folder)));
    }

    @Test
    void theChecksumOfZarr3IsCrc32c() throws IOException {
        // The check value of CRC-32C: that of "123456789" is e3069283.
        assertArrayEquals(
                "123456789".getBytes(StandardCharsets.US_ASCII),
                new Crc32cCodec().decode(HexFormat.of().parseHex("313233343536373839" + "839206e3"), 9));
        String codecs = "[{'name': 'bytes'}, {'name': 'crc32c'}]";
        TestZarr.json(folder.resolve("zarr.json"), TestZarr.zarr3("[3, 3]", "[3, 3]", codecs));
        Path chunk = TestZarr.bytes(folder.resolve("c/0/0"), "31 32 33 34 35 36 37 38 39 83 92 06 e3");
        assertEquals('5', TestZarr.all(ZarrArray.open(folder))[4]);
        TestZarr.bytes(chunk, "31 32 33 34 35 36 37 38 38 83 92 06 e3");
        SamdaException problem = assertThrows(SamdaException.class, () -> TestZarr.all(ZarrArray.open(folder)));
        assertTrue(
                problem.getMessage().startsWith("'" + chunk + "' is damaged: its checksum (crc32c) is"),
                problem.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"end", "start"})
    void aShardSaysWhereItsChunksAre(String location) throws IOException {
        String sharding = ("[{'name': 'sharding_indexed', 'configuration': {'chunk_shape': [1, 2], 'codecs': ['bytes'],"
                        + " 'index_codecs': [{'name': 'bytes', 'configuration': {'endian': 'little'}}],"
                        + " 'index_location': '%s'}}]")
                .formatted(location);
        TestZarr.json(folder.resolve("zarr.json"), TestZarr.zarr3("[2, 7]", "[2, 4]", sharding));
        // Of the second shard's chunks (0, 2), (0, 3), (1, 2), (1, 3) the first and the last are there.
        boolean atEnd = location.equals("end");
        String data = "05 06 07 08 ";
        String index = "%s 00 00 00 00 00 00 00 02 00 00 00 00 00 00 00 ".formatted(atEnd ? "02" : "42")
                + "ff ".repeat(32)
                + "%s 00 00 00 00 00 00 00 02 00 00 00 00 00 00 00 ".formatted(atEnd ? "00" : "40");
        TestZarr.bytes(folder.resolve("c/0/1"), atEnd ? data + index : index + data);
        ZarrArray array = ZarrArray.open(folder);
        assertEquals(new VolumeSize(2, 1, 1), array.chunk());
        assertArrayEquals(new float[] {9, 9, 9, 9, 7, 8, 9, 9, 9, 9, 9, 9, 9, 5}, TestZarr.all(array));
        assertTrue(array.has(2, 0, 0));
        assertTrue(!array.has(3, 0, 0));
        assertTrue(!array.has(0, 0, 0));
    }

    @Test
    void n5HasXFirstAndBlocksWithAHeader() throws IOException {
        TestZarr.json(
                folder.resolve("attributes.json"),
                "{'n5': '2.0.0', 'dimensions': [3, 2, 2], 'blockSize': [2, 2, 2], 'dataType': 'uint16', 'compression': {'type': 'raw'}}");
        TestZarr.bytes(
                folder.resolve("1/0/0"), "00 00 00 03 00 00 00 01 00 00 00 02 00 00 00 02  00 01 00 02 00 03 01 00");
        ZarrArray array = ZarrArray.open(folder);
        assertEquals(new VolumeSize(3, 2, 2), array.info().size());
        assertArrayEquals(new float[] {0, 0, 1, 0, 0, 2, 0, 0, 3, 0, 0, 256}, TestZarr.all(array));
    }

    @Test
    void aBlockOfN5SmallerThanItsPlaceIsDamaged() throws IOException {
        TestZarr.json(
                folder.resolve("attributes.json"),
                "{'dimensions': [4, 1], 'blockSize': [2, 1], 'dataType': 'uint8', 'compressionType': 'raw'}");
        Path block = TestZarr.bytes(folder.resolve("0/0"), "00 00 00 02 00 00 00 01 00 00 00 01  05");
        SamdaException problem = assertThrows(SamdaException.class, () -> TestZarr.all(ZarrArray.open(folder)));
        assertTrue(problem.getMessage().contains("'" + block + "' is damaged: it is a block of 1 x 1 x 1 voxels"));
    }

    @Test
    void aBoxIsReadWhereOnlyItsChunksAreSound() throws IOException {
        TestZarr.json(folder.resolve(".zarray"), TestZarr.zarr2("[1, 1, 4]", "[1, 1, 2]"));
        TestZarr.bytes(folder.resolve("0.0.0"), "01 02");
        Path broken = TestZarr.bytes(folder.resolve("0.0.1"), "01");
        ZarrArray array = ZarrArray.open(folder);
        assertArrayEquals(new float[] {1, 2}, TestZarr.values(array, new VoxelBox(0, 0, 0, 2, 1, 1)));
        SamdaException problem = assertThrows(SamdaException.class, () -> TestZarr.all(array));
        assertTrue(
                problem.getMessage().startsWith("'" + broken + "' is damaged: it holds 1 bytes of numbers, expected 2"),
                problem.getMessage());
    }

    @Test
    void whatIsNoNumberIsRefusedWithItsVoxel() throws IOException {
        TestZarr.json(
                folder.resolve(".zarray"),
                TestZarr.zarr2("[1, 2]", "[1, 1]")
                        .replace("|u1", "<f4")
                        .replace("'fill_value': 9", "'fill_value': 'NaN'"));
        TestZarr.bytes(folder.resolve("0.0"), "00 00 80 3f");
        ZarrArray array = ZarrArray.open(folder);
        assertArrayEquals(new float[] {1}, TestZarr.values(array, new VoxelBox(0, 0, 0, 1, 1, 1)));
        SamdaException problem = assertThrows(SamdaException.class, () -> TestZarr.all(array));
        assertTrue(problem.getMessage().contains("the value NaN at voxel (1, 0, 0)"), problem.getMessage());
    }
}
