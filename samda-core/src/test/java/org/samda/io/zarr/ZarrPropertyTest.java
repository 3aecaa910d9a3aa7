// SPDX-License-Identifier: Apache-2.0
package org.samda.io.zarr;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.samda.image.GreyBlock;
import org.samda.image.PixelType;
import org.samda.image.VoxelBox;
import org.samda.io.VolumeReader;

/** Whatever an array is like, boxes of it are what an array in memory has there. */
class ZarrPropertyTest {
    private static final int ROUNDS = 60;
    private static final List<String> CODECS2 = List.of(
            "null",
            "{'id': 'zlib', 'level': 1}",
            "{'id': 'gzip', 'level': 9}",
            "{'id': 'zstd', 'level': -5}",
            "{'id': 'blosc', 'cname': 'lz4', 'clevel': 5, 'shuffle': 1, 'blocksize': 0}",
            "{'id': 'blosc', 'cname': 'blosclz', 'clevel': 9, 'shuffle': -1, 'blocksize': 128}");
    private static final List<String> CODECS3 = List.of(
            "",
            ", {'name': 'gzip', 'configuration': {'level': 5}}",
            ", {'name': 'zstd', 'configuration': {'level': 3, 'checksum': true}}, {'name': 'crc32c'}",
            ", {'name': 'blosc', 'configuration': {'cname': 'zstd', 'clevel': 5, 'shuffle': 'bitshuffle', 'typesize': 2, 'blocksize': 0}}",
            ", {'name': 'blosc', 'configuration': {'cname': 'zlib', 'clevel': 1, 'shuffle': 'noshuffle', 'blocksize': 0}}, {'name': 'gzip'}");
    private static final List<String> CODECS5 = List.of(
            "{'type': 'raw'}",
            "{'type': 'gzip', 'level': -1}",
            "{'type': 'gzip', 'level': 4, 'useZlib': true}",
            "{'type': 'zstd', 'level': 3}",
            "{'type': 'blosc', 'cname': 'lz4hc', 'clevel': 6, 'shuffle': 2, 'blocksize': 0, 'nthreads': 1}");

    @TempDir
    private Path folder;

    private Random random;
    private int[] size;
    private int[] chunk;
    private PixelType type;
    private float[] expected;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void boxesAreWhatWasWrittenThere(long seed) throws IOException {
        random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            ZarrArray array = randomArray(folder.resolve(String.valueOf(round)));
            writeSome(array);
            try (VolumeReader reader = array.reader()) {
                for (int i = 0; i < 6; i++) {
                    VoxelBox box = randomBox();
                    float[] there = cut(box);
                    assertArrayEquals(there, array.read(box).values(), () -> "seed " + seed + ": " + box);
                    assertArrayEquals(there, reader.read(box).values(), () -> "seed " + seed + ": " + box);
                }
                int z = random.nextInt(size[2]);
                VoxelBox section = new VoxelBox(0, 0, z, size[0], size[1], 1);
                assertArrayEquals(cut(section), reader.read(z).pixels(), "seed " + seed);
            }
        }
    }

    private ZarrArray randomArray(Path place) throws IOException {
        size = new int[] {1 + random.nextInt(13), 1 + random.nextInt(13), 1 + random.nextInt(13)};
        chunk = new int[] {1 + random.nextInt(7), 1 + random.nextInt(7), 1 + random.nextInt(16)};
        type = any(List.of(PixelType.values()));
        expected = new float[size[0] * size[1] * size[2]];
        String name = NumberType.of(type).title();
        switch (random.nextInt(3)) {
            case 0 -> TestZarr.json(place.resolve(".zarray"), zarr2());
            case 1 -> TestZarr.json(place.resolve("zarr.json"), zarr3(name));
            default ->
                TestZarr.json(
                        place.resolve("attributes.json"),
                        "{'dimensions': %s, 'blockSize': %s, 'dataType': '%s', 'compression': %s}"
                                .formatted(Arrays.toString(size), Arrays.toString(chunk), name, any(CODECS5)));
        }
        return ZarrArray.open(place);
    }

    private String zarr2() {
        int fill = random.nextInt(200);
        Arrays.fill(expected, fill);
        return "{'zarr_format': 2, 'shape': %s, 'chunks': %s, 'dtype': '%s', 'compressor': %s, 'fill_value': %d, 'order': '%s', 'dimension_separator': '%s'}"
                .formatted(
                        reversed(size),
                        reversed(chunk),
                        any(List.of("<", ">")) + NumberType.of(type).code(),
                        any(CODECS2),
                        fill,
                        any(List.of("C", "F")),
                        any(List.of(".", "/")));
    }

    private String zarr3(String name) {
        int fill = random.nextInt(200);
        Arrays.fill(expected, fill);
        String transpose = "{'name': 'transpose', 'configuration': {'order': %s}}, "
                .formatted(any(List.of("[0, 1, 2]", "[2, 1, 0]", "[1, 2, 0]", "[2, 0, 1]")));
        String codecs = "[%s{'name': 'bytes', 'configuration': {'endian': '%s'}}%s]"
                .formatted(random.nextBoolean() ? transpose : "", any(List.of("little", "big")), any(CODECS3));
        return TestZarr.zarr3(reversed(size), reversed(chunk), codecs)
                .replace("uint8", name)
                .replace("'fill_value': 9", "'fill_value': " + fill);
    }

    private void writeSome(ZarrArray array) {
        for (int cz = 0; cz * chunk[2] < size[2]; cz++) {
            for (int cy = 0; cy * chunk[1] < size[1]; cy++) {
                for (int cx = 0; cx * chunk[0] < size[0]; cx++) {
                    if (random.nextInt(4) > 0) {
                        array.write(cx, cy, cz, randomBlock(array.box(cx, cy, cz)));
                    }
                }
            }
        }
    }

    private GreyBlock randomBlock(VoxelBox box) {
        float[] values = new float[(int) box.voxels()];
        for (int i = 0; i < values.length; i++) {
            values[i] =
                    type == PixelType.FLOAT32 ? random.nextFloat() - 0.5f : random.nextInt((int) type.maximum() + 1);
            int x = (int) box.x() + i % box.width();
            int y = (int) box.y() + i / box.width() % box.height();
            int z = (int) box.z() + i / box.width() / box.height();
            expected[(z * size[1] + y) * size[0] + x] = values[i];
        }
        return new GreyBlock(box.width(), box.height(), box.depth(), values);
    }

    private VoxelBox randomBox() {
        int x = random.nextInt(size[0]);
        int y = random.nextInt(size[1]);
        int z = random.nextInt(size[2]);
        return new VoxelBox(
                x,
                y,
                z,
                1 + random.nextInt(size[0] - x),
                1 + random.nextInt(size[1] - y),
                1 + random.nextInt(size[2] - z));
    }

    private float[] cut(VoxelBox box) {
        float[] values = new float[(int) box.voxels()];
        for (int i = 0; i < values.length; i++) {
            int x = (int) box.x() + i % box.width();
            int y = (int) box.y() + i / box.width() % box.height();
            int z = (int) box.z() + i / box.width() / box.height();
            values[i] = expected[(z * size[1] + y) * size[0] + x];
        }
        return values;
    }

    private static String reversed(int[] lengths) {
        return Arrays.toString(new int[] {lengths[2], lengths[1], lengths[0]});
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
