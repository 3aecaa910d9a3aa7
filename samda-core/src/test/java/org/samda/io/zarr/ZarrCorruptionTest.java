// SPDX-License-Identifier: Apache-2.0
package org.samda.io.zarr;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.samda.SamdaException;
import org.samda.image.GreyBlock;
import org.samda.image.VolumeSize;
import org.samda.image.VoxelBox;

/** Arrays that are broken at random, or on purpose: read, or refused, and nothing else. */
class ZarrCorruptionTest {
    private static final int ROUNDS = 400;
    private static final List<String> TELLING = List.of(
            "0",
            "-1",
            "1e99",
            "9223372036854775807",
            "4294967296",
            "1073741824",
            "null",
            "[]",
            "{}",
            "''",
            "'../..'",
            "[[[[[[[[",
            "true",
            "'x'",
            "3",
            "0.5");

    @TempDir
    private Path folder;

    private int refused;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'id': 'zlib', 'level': 1}",
                "{'id': 'gzip', 'level': 1}",
                "{'id': 'zstd', 'level': 1}",
                "{'id': 'blosc', 'cname': 'lz4', 'clevel': 5, 'shuffle': 1}",
                "{'id': 'blosc', 'cname': 'blosclz', 'clevel': 5, 'shuffle': 0}",
                "{'id': 'blosc', 'cname': 'zlib', 'clevel': 5, 'shuffle': 2}",
                "{'id': 'blosc', 'cname': 'zstd', 'clevel': 5, 'shuffle': 2}"
            })
    @Timeout(120)
    void aBrokenChunkIsRefusedOrReadInFull(String compressor) throws IOException {
        TestZarr.json(
                folder.resolve(".zarray"),
                TestZarr.zarr2("[16, 16, 16]", "[16, 16, 16]")
                        .replace("null, 'fill", compressor + ", 'fill")
                        .replace("|u1", "<u2"));
        breakChunk(folder.resolve("0.0.0"), compressor.contains("'gzip'") || compressor.contains("'id': 'zlib'"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{'name': 'bytes'}, {'name': 'gzip'}, {'name': 'crc32c'}]",
                "[{'name': 'bytes'}, {'name': 'crc32c'}, {'name': 'zstd'}]"
            })
    @Timeout(60)
    void aChunkBrokenBelowAChecksumIsRefused(String codecs) throws IOException {
        TestZarr.json(
                folder.resolve("zarr.json"),
                TestZarr.zarr3("[16, 16, 16]", "[16, 16, 16]", codecs).replace("uint8", "uint16"));
        breakChunk(folder.resolve("c/0/0/0"), true);
        assertTrue(refused > ROUNDS * 9 / 10, "refused " + refused);
    }

    @Test
    @Timeout(60)
    void aBrokenShardIsRefusedOrReadInFull() throws IOException {
        TestZarr.json(folder.resolve("zarr.json"), sharded());
        byte[] index = new byte[16 * 8];
        for (int i = 0; i < 8; i++) {
            index[16 * i] = (byte) (8 * i);
            index[16 * i + 8] = 8;
        }
        byte[] shard = Arrays.copyOf(new byte[] {1, 2, 3, 4, 5, 6, 7}, 64 + index.length);
        System.arraycopy(index, 0, shard, 64, index.length);
        Random random = new Random(3);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] broken = shard.clone();
            for (int i = random.nextInt(3); i >= 0; i--) {
                broken[64 + random.nextInt(index.length)] = (byte) random.nextInt();
            }
            Files.createDirectories(folder.resolve("c/0/0"));
            Files.write(
                    folder.resolve("c/0/0/0"),
                    random.nextInt(9) > 0 ? broken : Arrays.copyOf(broken, random.nextInt(200)));
            read(round);
        }
        assertTrue(refused > ROUNDS / 4 && refused < ROUNDS, "refused " + refused);
    }

    @ParameterizedTest
    @ValueSource(strings = {".zarray", "zarr.json", "attributes.json", "shards"})
    @Timeout(120)
    void brokenMetadataAreRefusedOrMeanAnArray(String name) throws IOException {
        String sound = switch (name) {
            case ".zarray" -> TestZarr.zarr2("[4, 4, 4]", "[4, 2, 2]");
            case "zarr.json" ->
                TestZarr.zarr3(
                        "[4, 4, 4]",
                        "[4, 2, 2]",
                        "[{'name': 'transpose', 'configuration': {'order': [2, 1, 0]}}, {'name': 'bytes'}, {'name': 'zstd', 'configuration': {'level': 1}}]");
            case "shards" -> sharded();
            default ->
                "{'n5': '2.0.0', 'dimensions': [4, 4, 4], 'blockSize': [4, 2, 2], 'dataType': 'uint8', 'compression': {'type': 'blosc', 'cname': 'lz4'}, 'pixelResolution': {'dimensions': [4, 4, 4], 'unit': 'nm'}}";
        };
        Path file = folder.resolve(name.equals("shards") ? "zarr.json" : name);
        Random random = new Random(4);
        for (int round = 0; round < ROUNDS; round++) {
            Files.writeString(file, broken(sound.replace('\'', '"'), random));
            read(round);
        }
        assertTrue(refused > ROUNDS / 4 && refused < ROUNDS, "refused " + refused);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "'compressor': null; 'compressor': {'id': 'bz2'}; codec 'bz2' cannot be read here; known are zlib, gzip, zstd, blosc",
                "'filters': null; 'filters': [{'id': 'delta'}]; filter 'delta' cannot be read here",
                "'|u1'; '<c8'; expected the type of a whole or floating-point number, such as '|u1' or '<f4', found '<c8'",
                "'|u1'; [['a', '<i4']]; expected the type of a whole or floating-point number",
                "'chunks': [4, 4, 4]; 'chunks': [4, 4]; expected 3 lengths",
                "'chunks': [4, 4, 4]; 'chunks': [65536, 65536, 65536]; a chunk takes 281.5 TB, expected at most",
                "'shape': [4, 4, 4]; 'shape': [4, 0, 4]; expected a length of at least 1",
                "'shape': [4, 4, 4]; 'shape': [4, 4, 9000000000000000000]; expected a length of at least 1 and at most 2^48",
                "'zarr_format': 2; 'zarr_format': 4; expected 2, found 4",
                "'order': 'C'; 'order': 'A'; expected C or F, found 'A'",
                "'fill_value': 9; 'fill_value': 'nine'; expected a number",
                "'fill_value': 9,; 'fill_value': 9, 'order': 'F',; doubled key",
                "{; [; Unexpected"
            })
    void metadataThatCannotBeReadSayWhatIsWrong(String sound, String broken, String expected) throws IOException {
        TestZarr.json(
                folder.resolve(".zarray"),
                TestZarr.zarr2("[4, 4, 4]", "[4, 4, 4]").replace(sound, broken));
        SamdaException problem = assertThrows(SamdaException.class, () -> ZarrArray.open(folder));
        assertTrue(
                problem.getMessage().contains(expected)
                        && problem.getMessage()
                                .contains(folder.resolve(".zarray").toString()),
                problem.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "['bytes', {'name': 'lzma'}]; codec 'lzma' cannot be read here; known are transpose, bytes, sharding_indexed, gzip, zstd, blosc, crc32c",
                "[{'name': 'vlen-utf8'}]; codec 'vlen-utf8' cannot be read here",
                "['gzip', 'bytes']; codec 'gzip' cannot stand here",
                "['bytes', 'transpose']; codec 'transpose' cannot stand here",
                "[]; expected one of the codecs bytes and sharding_indexed",
                "[{'name': 'transpose', 'configuration': {'order': [0, 0, 1]}}, 'bytes']; expected each dimension once"
            })
    void codecsOfZarr3ThatCannotBeReadAreNamed(String codecs, String expected) throws IOException {
        TestZarr.json(folder.resolve("zarr.json"), TestZarr.zarr3("[4, 4, 4]", "[4, 4, 4]", codecs));
        SamdaException problem = assertThrows(SamdaException.class, () -> ZarrArray.open(folder));
        assertTrue(problem.getMessage().contains(expected), problem.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bzip2", "xz", "lz4", "jpeg"})
    void compressionOfN5ThatCannotBeReadIsNamed(String codec) throws IOException {
        TestZarr.json(
                folder.resolve("attributes.json"),
                "{'dimensions': [4], 'blockSize': [4], 'dataType': 'uint8', 'compression': {'type': '%s'}}"
                        .formatted(codec)
                        .replace("[4]", "[4, 4]"));
        SamdaException problem = assertThrows(SamdaException.class, () -> ZarrArray.open(folder));
        assertTrue(
                problem.getMessage()
                        .contains("codec '" + codec + "' cannot be read here; known are raw, gzip, zstd, blosc"),
                problem.getMessage());
    }

    @Test
    void aChunkThatInflatesToMoreIsNotInflated() throws IOException {
        byte[] zeros = new byte[50_000_000];
        for (ChunkCodec codec : List.of(Codecs.GZIP, Codecs.ZSTD, new DeflateCodec(false, 1))) {
            byte[] bomb = codec.encode(zeros);
            assertThrows(IOException.class, () -> codec.decode(bomb, 1000));
        }
    }

    private static String sharded() {
        return TestZarr.zarr3(
                "[4, 4, 4]",
                "[4, 4, 4]",
                "[{'name': 'sharding_indexed', 'configuration': {'chunk_shape': [2, 2, 2], 'codecs': ['bytes'], 'index_codecs': ['bytes'], 'index_location': 'end'}}]");
    }

    /** @param checked whether damage that matters is always found */
    private void breakChunk(Path file, boolean checked) throws IOException {
        ZarrArray array = ZarrArray.open(folder);
        float[] values = new float[4096];
        for (int i = 0; i < values.length; i++) {
            values[i] = i * i % 5000;
        }
        array.write(0, 0, 0, new GreyBlock(16, 16, 16, values));
        byte[] sound = Files.readAllBytes(file);
        Random random = new Random(2);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] broken =
                    random.nextInt(4) > 0 ? sound.clone() : Arrays.copyOf(sound, random.nextInt(sound.length + 20));
            for (int i = random.nextInt(3); i >= 0 && broken.length > 0; i--) {
                int at = random.nextInt(random.nextBoolean() ? broken.length : Math.min(broken.length, 40));
                broken[at] ^= (byte) (1 << random.nextInt(8));
            }
            Files.write(file, broken);
            float[] read = read(round);
            if (checked && read.length > 0) {
                assertArrayEquals(values, read, "round " + round);
            }
        }
        assertTrue(refused > ROUNDS / 4, "refused " + refused);
    }

    private static String broken(String text, Random random) {
        if (random.nextInt(3) == 0) {
            int at = random.nextInt(text.length());
            return text.substring(0, at) + (char) (32 + random.nextInt(95)) + text.substring(at + random.nextInt(2));
        }
        String[] words = text.split("(?<=[ ,:\\[\\]{}])|(?=[ ,:\\[\\]{}])");
        words[random.nextInt(words.length)] =
                TELLING.get(random.nextInt(TELLING.size())).replace('\'', '"');
        return String.join("", words);
    }

    /** Arrays may have become larger, but not the box. Of one that is refused nothing is returned. */
    private float[] read(int round) {
        try {
            ZarrArray array = ZarrArray.open(folder);
            VolumeSize size = array.info().size();
            VoxelBox box = new VoxelBox(0, 0, 0, shorter(size.x()), shorter(size.y()), shorter(size.z()));
            float[] values = array.read(box).values();
            assertEquals(box.voxels(), values.length, "round " + round);
            return values;
        } catch (SamdaException e) {
            assertTrue(e.getMessage().getBytes(StandardCharsets.UTF_8).length > 20, "round " + round);
            refused++;
            return new float[0];
        }
    }

    private static int shorter(long length) {
        return (int) Math.min(16, length);
    }
}
