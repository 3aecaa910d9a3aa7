// SPDX-License-Identifier: Apache-2.0
package org.samda.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.samda.image.GreyBlock;
import org.samda.image.VolumeInfo;
import org.samda.image.VolumeSize;
import org.samda.image.VoxelBox;
import org.samda.io.VolumeReader;
import org.samda.io.Volumes;
import org.samda.io.zarr.ArrayFormat;
import org.samda.io.zarr.ZarrArray;

/**
 * Volumes that something is wrong with, given to {@code samda segment}: one line says what, nothing appears under the output's
 * name, and the same command on the mended volume gives what it gives on one that was never broken.
 */
class BadVolumeTest {
    private static final VolumeSize CHUNK = new VolumeSize(20, 18, 16);
    private static final String CRC = "[\"bytes\", \"crc32c\"]";

    @TempDir
    private static Path shared;

    private static Path model;
    private static final Map<String, Map<String, String>> SOUND = new HashMap<>();

    @TempDir
    private Path folder;

    @BeforeAll
    static void makeVolumes() throws IOException {
        model = VolumeFiles.model(shared);
        Path first = shared.resolve("v.tif");
        VolumeFiles.phantom(first, "32,30,40");
        for (String name : List.of("ome.zarr", "v.h5", "v.mrc", "v.nii.gz")) {
            VolumeFiles.copy(first, shared.resolve(name));
        }
        try (VolumeReader reader = Volumes.open(first)) {
            VolumeInfo info = reader.info();
            VolumeFiles.fill(VolumeFiles.array(shared.resolve("v2.zarr"), ArrayFormat.ZARR2, info, CHUNK), reader);
            VolumeFiles.fill(VolumeFiles.array(shared.resolve("v.n5"), ArrayFormat.N5, info, CHUNK), reader);
            for (String name : List.of("crc.v3.zarr", "shards.v3.zarr")) {
                VolumeFiles.array(shared.resolve(name), ArrayFormat.ZARR3, info, CHUNK);
                codecs(shared.resolve(name), CRC);
                VolumeFiles.fill(ZarrArray.open(shared.resolve(name)), reader);
            }
            intoShards(shared.resolve("shards.v3.zarr"));
        }
    }

    @ParameterizedTest
    @MethodSource("org.samda.cli.VolumeProblem#all")
    void whatIsWrongIsSaidAndTheSameCommandWorksWhenItIsMended(VolumeProblem problem) throws IOException {
        Path volume = copyOf(problem.volume());
        Path file = problem.file().isEmpty() ? volume : volume.resolve(problem.file());
        byte[] sound = Files.readAllBytes(file);
        byte[] spoilt = problem.spoil().apply(sound);
        assertFalse(Arrays.equals(sound, spoilt), "nothing was spoilt");
        Files.write(file, spoilt);
        Path output = Files.createDirectories(folder.resolve("out")).resolve("labels.tif");
        VolumeFiles.assertFailed(segment(volume, output), volume.toString(), problem.message());
        assertFalse(Files.exists(output));
        assertTrue(VolumeFiles.names(output.getParent()).stream()
                .allMatch(name -> name.startsWith("labels.tif.unfinished-")));
        Files.write(file, sound);
        Cli answer = segment(volume, output);
        assertEquals(0, answer.exitCode(), answer.err());
        assertEquals("", answer.err());
        assertEquals(List.of("labels.tif"), VolumeFiles.names(output.getParent()));
        assertEquals(soundLabels(problem.volume()), VolumeFiles.contents(output));
    }

    @ParameterizedTest
    @EnumSource(ArrayFormat.class)
    void aMissingChunkIsZeroAndToldOf(ArrayFormat format) throws IOException {
        String name = Map.of(ArrayFormat.ZARR2, "v2.zarr", ArrayFormat.ZARR3, "crc.v3.zarr", ArrayFormat.N5, "v.n5")
                .get(format);
        Path volume = copyOf(name);
        Path chunk =
                volume.resolve(format == ArrayFormat.N5 ? "1/0/2" : format == ArrayFormat.ZARR2 ? "2/0/1" : "c/2/0/1");
        byte[] sound = Files.readAllBytes(chunk);
        Files.delete(chunk);
        Path output = folder.resolve("labels.tif");
        Cli answer = segment(volume, output);
        assertEquals(0, answer.exitCode(), answer.err());
        assertEquals(
                "samda: warning: 1 of 12 files of chunks are not there, the first is '%s'. Their voxels are taken as 0, the array's fill value; if they were lost, copy the volume again.%n"
                        .formatted(chunk),
                answer.err());
        Map<String, String> withHole = VolumeFiles.contents(output);
        assertNotEquals(soundLabels(name), withHole);
        ZarrArray array = ZarrArray.open(volume);
        VoxelBox box = array.box(1, 0, 2);
        array.write(1, 0, 2, new GreyBlock(box.width(), box.height(), box.depth(), new float[(int) box.voxels()]));
        segment(volume, output, "--overwrite");
        assertEquals(withHole, VolumeFiles.contents(output));
        Files.write(chunk, sound);
        segment(volume, output, "--overwrite");
        assertEquals(soundLabels(name), VolumeFiles.contents(output));
    }

    @Test
    void aFolderNamedAsZarrWithOtherThingsInItIsNotReplaced() throws IOException {
        Path precious = Files.createDirectories(folder.resolve("mine.zarr"));
        Files.writeString(precious.resolve("thesis.txt"), "...");
        Cli answer = segment(shared.resolve("v.tif"), precious, "--overwrite");
        VolumeFiles.assertFailed(answer, "it is a folder with other things in it, which would be lost");
        assertEquals(List.of("mine.zarr"), VolumeFiles.names(folder));
        assertEquals(List.of("thesis.txt"), VolumeFiles.names(precious));
    }

    private static Cli segment(Path volume, Path output, Object... options) {
        return VolumeFiles.segment(model, volume, output, options);
    }

    /** What comes out where nothing is wrong. */
    private Map<String, String> soundLabels(String volume) throws IOException {
        if (!SOUND.containsKey(volume)) {
            Path output = folder.resolve("sound.tif");
            Cli answer = segment(shared.resolve(volume), output);
            assertEquals(0, answer.exitCode(), answer.err());
            SOUND.put(volume, VolumeFiles.contents(output));
        }
        return SOUND.get(volume);
    }

    private Path copyOf(String volume) throws IOException {
        try (var files = Files.walk(shared.resolve(volume))) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(shared.relativize(file).toString()));
            }
        }
        return folder.resolve(volume);
    }

    private static void codecs(Path array, String codecs) throws IOException {
        Path metadata = array.resolve("zarr.json");
        String text = Files.readString(metadata);
        Files.writeString(
                metadata,
                text.replaceFirst(
                        "(?s)\"codecs\" : .*\"dimension_names\"", "\"codecs\" : " + codecs + ", \"dimension_names\""));
    }

    /** Makes each chunk a shard of one chunk: an index of where it is, with a checksum, follows it. */
    private static void intoShards(Path array) throws IOException {
        try (var files = Files.walk(array.resolve("c"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                byte[] chunk = Files.readAllBytes(file);
                ByteBuffer index = ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN);
                index.putLong(0).putLong(chunk.length);
                CRC32C checksum = new CRC32C();
                checksum.update(index.array(), 0, 16);
                ByteArrayOutputStream shard = new ByteArrayOutputStream();
                shard.write(chunk);
                shard.write(index.putInt((int) checksum.getValue()).array());
                Files.write(file, shard.toByteArray());
            }
        }
        codecs(
                array,
                "[{\"name\": \"sharding_indexed\", \"configuration\": {\"chunk_shape\": [16, 18, 20], \"codecs\": %s, \"index_codecs\": %s}}]"
                        .formatted(CRC, CRC));
    }
}
