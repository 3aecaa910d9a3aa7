// SPDX-License-Identifier: Apache-2.0
package org.samda.io.zarr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samda.Node;
import org.samda.Python;
import org.samda.image.GreyImage;
import org.samda.image.PixelType;
import org.samda.image.VolumeInfo;
import org.samda.image.VolumeSize;
import org.samda.image.VoxelSize;
import org.samda.io.VolumeReader;
import org.samda.io.VolumeWriter;
import org.samda.io.Volumes;

/** What Python's zarr and JavaScript's zarrita write is read with the same values, and they find ours as we meant it. */
class ZarrOracleTest {
    private static final VolumeSize OURS = new VolumeSize(300, 20, 9);
    private static final VolumeSize THEIRS = new VolumeSize(33, 20, 9);

    @TempDir
    private Path folder;

    @Test
    void readsWhatZarrPythonWrites() throws IOException {
        Path theirs = Files.createDirectory(folder.resolve("theirs"));
        Python.withZarr(folder).run(ZarrOracleTest.class, "zarr_write.py", theirs);
        List<Path> volumes = folders(theirs);
        assertEquals(19 + 22 + 3, volumes.size());
        for (Path volume : volumes) {
            String name = volume.getFileName().toString();
            if (name.equals("missing.zarr")) {
                assertMissing(volume);
            } else if (!name.endsWith(".n5")) {
                assertFormula(volume, name.matches("[if]\\d.*") ? -128 : 0);
            }
        }
        for (String codec : List.of("raw", "gzip", "blosc")) {
            assertFormula(theirs.resolve("group.n5/volumes").resolve(codec), 0);
        }
    }

    @Test
    void zarrPythonReadsOurs() throws IOException {
        Python python = Python.withZarr(folder);
        Path ours = writeOurs(".zarr", ".n5");
        python.run(ZarrOracleTest.class, "zarr_check.py", ours);
    }

    @Test
    void zarritaReadsOursAndIsRead() throws IOException {
        Node node = Node.withZarrita(folder);
        Path ours = writeOurs(".zarr", ".v3.zarr");
        writeShards(ours.resolve("shards"));
        Path theirs = Files.createDirectory(folder.resolve("theirs"));
        node.run(ZarrOracleTest.class, "zarrita.mjs", ours, theirs);
        List<Path> arrays = folders(theirs);
        assertEquals(15, arrays.size());
        for (Path array : arrays) {
            assertFormula(array, 0);
        }
        try (VolumeReader reader = Volumes.open(ours.resolve("shards"))) {
            assertEquals(new VolumeSize(4, 2, 2), reader.chunk());
            assertEquals(value(7, 6, 5), reader.read(5).at(7, 6));
        }
    }

    private static float value(long x, long y, long z) {
        return (3 * x + 37 * y + 11 * z) % 256;
    }

    private static void assertFormula(Path volume, int offset) {
        try (VolumeReader reader = Volumes.open(volume)) {
            assertEquals(THEIRS, reader.info().size());
            for (int z = 0; z < THEIRS.z(); z++) {
                GreyImage section = reader.read(z);
                for (int i = 0; i < section.pixels().length; i++) {
                    assertEquals(value(i % 33, i / 33, z) + offset, section.pixels()[i], volume.toString());
                }
            }
        }
    }

    private static void assertMissing(Path volume) {
        try (VolumeReader reader = Volumes.open(volume)) {
            GreyImage section = reader.read(8);
            assertEquals(7, section.at(10, 19));
            assertEquals(value(11, 19, 8), section.at(11, 19));
            assertEquals(7, section.at(22, 0));
        }
    }

    private Path writeOurs(String... endings) {
        Path ours = folder.resolve("ours");
        for (PixelType type : PixelType.values()) {
            for (String ending : endings) {
                VolumeInfo info = TestZarr.info(OURS, type, new VoxelSize(4, 5, 30));
                try (VolumeWriter writer =
                        Volumes.create(ours.resolve(NumberType.of(type).code() + ending), info)) {
                    for (long z = 0; z < OURS.z(); z++) {
                        writer.write(section(z));
                    }
                    writer.commit();
                }
            }
        }
        return ours;
    }

    private static GreyImage section(long z) {
        float[] pixels = new float[(int) (OURS.x() * OURS.y())];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = value(i % OURS.x(), i / OURS.x(), z);
        }
        return new GreyImage((int) OURS.x(), (int) OURS.y(), pixels);
    }

    /** An array of 8 x 8 x 8 voxels in shards of 4 x 8 x 4 (z, y, x) with chunks of 2 x 2 x 4, gzipped, the index checked. */
    private static void writeShards(Path folder) throws IOException {
        TestZarr.json(
                folder.resolve("zarr.json"),
                TestZarr.zarr3(
                        "[8, 8, 8]",
                        "[4, 8, 4]",
                        "[{'name': 'sharding_indexed', 'configuration': {'chunk_shape': [2, 2, 4],"
                                + " 'codecs': [{'name': 'bytes'}, {'name': 'gzip', 'configuration': {'level': 5}}],"
                                + " 'index_codecs': [{'name': 'bytes', 'configuration': {'endian': 'little'}}, {'name': 'crc32c'}],"
                                + " 'index_location': 'end'}}]"));
        for (int shard = 0; shard < 4; shard++) {
            Path file = folder.resolve("c/%d/0/%d".formatted(shard / 2, shard % 2));
            Files.createDirectories(file.getParent());
            Files.write(file, shard(4 * (shard / 2), 4 * (shard % 2)));
        }
    }

    private static byte[] shard(int z0, int x0) throws IOException {
        ByteBuffer file = ByteBuffer.allocate(10_000);
        ByteBuffer index = ByteBuffer.allocate(8 * 16).order(ByteOrder.LITTLE_ENDIAN);
        for (int chunk = 0; chunk < 8; chunk++) {
            byte[] values = new byte[16];
            for (int i = 0; i < values.length; i++) {
                values[i] = (byte) value(x0 + i % 4, 2 * (chunk % 4) + i / 4 % 2, z0 + 2 * (chunk / 4) + i / 8);
            }
            byte[] encoded = Codecs.GZIP.encode(values);
            index.putLong(file.position()).putLong(encoded.length);
            file.put(encoded);
        }
        file.put(new Crc32cCodec().encode(index.array()));
        return Arrays.copyOf(file.array(), file.position());
    }

    private static List<Path> folders(Path parent) throws IOException {
        try (Stream<Path> entries = Files.list(parent)) {
            List<Path> folders = entries.filter(Files::isDirectory).sorted().toList();
            assertTrue(!folders.isEmpty());
            return folders;
        }
    }
}
