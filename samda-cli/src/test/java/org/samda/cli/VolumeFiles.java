// SPDX-License-Identifier: Apache-2.0
package org.samda.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.samda.image.VolumeInfo;
import org.samda.image.VolumeSize;
import org.samda.io.Sha256;
import org.samda.io.VolumeReader;
import org.samda.io.VolumeWriter;
import org.samda.io.Volumes;
import org.samda.io.zarr.ArrayFormat;
import org.samda.io.zarr.ArrayLayout;
import org.samda.io.zarr.ZarrArray;

/** Small volumes in all formats, and a model for them. */
final class VolumeFiles {

    private VolumeFiles() {}

    /** A U-Net that was trained for a moment, and finds some things. */
    static Path model(Path folder) {
        Path source = folder.resolve("source");
        Cli.phantom(source, "fib-sem", 3, 40);
        Path run = folder.resolve("run");
        List<Object> arguments = new ArrayList<>(List.of("--source", source, "--steps", 1, "--encoder", "none"));
        arguments.addAll(List.of("--set", "training.source.epochs=6", "--set", "training.source.iterationsPerEpoch=5"));
        arguments.addAll(List.of("--out", run));
        Cli answer = Cli.train(arguments.toArray());
        assertEquals(0, answer.exitCode(), answer.err());
        return run.resolve("model.samda");
    }

    static Cli segment(Path model, Path volume, Path output, Object... options) {
        List<Object> all = new ArrayList<>(List.of("segment", "--model", model, volume, output, "--quiet"));
        all.addAll(List.of("--threads", 1));
        all.addAll(List.of(options));
        return Cli.run(all.toArray());
    }

    /** @param size such as {@code 40,36,70} voxels */
    static void phantom(Path file, String size) {
        Cli made = Cli.run("phantom", "--out", file, "--size", size, "--pixel-scale", 4, "--quiet");
        assertEquals(0, made.exitCode(), made.err());
    }

    /** The same sections in the format of another name. */
    static void copy(Path from, Path to) {
        try (VolumeReader reader = Volumes.open(from);
                VolumeWriter writer = Volumes.create(to, reader.info())) {
            for (long z = 0; z < reader.info().size().z(); z++) {
                writer.write(reader.read(z));
            }
            writer.commit();
        }
    }

    /** An array without chunks, of the size of a volume. */
    static ZarrArray array(Path folder, ArrayFormat format, VolumeInfo info, VolumeSize chunk) {
        return ZarrArray.create(folder, new ArrayLayout(format, info, chunk));
    }

    /** Writes all chunks of an array. */
    static void fill(ZarrArray array, VolumeReader reader) {
        VolumeSize size = array.info().size();
        VolumeSize chunk = array.chunk();
        for (long z = 0; z * chunk.z() < size.z(); z++) {
            for (long y = 0; y * chunk.y() < size.y(); y++) {
                for (long x = 0; x * chunk.x() < size.x(); x++) {
                    array.write(x, y, z, reader.read(array.box(x, y, z)));
                }
            }
        }
    }

    /** The checksums of all files in a folder, or of the file itself, by their paths. */
    static Map<String, String> contents(Path volume) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (var files = Files.walk(volume)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(volume.relativize(file).toString(), Sha256.of(file).toString());
            }
        }
        return contents;
    }

    /** Names of all that is in a folder, hidden or not. */
    static List<String> names(Path folder) throws IOException {
        try (var entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }

    /** That a command failed with one line that has all of this. */
    static void assertFailed(Cli answer, String... parts) {
        assertEquals(1, answer.exitCode(), answer.err());
        assertEquals(1, answer.err().lines().count(), answer.err());
        for (String part : parts) {
            assertTrue(answer.err().contains(part), "expected '" + part + "' in: " + answer.err());
        }
    }
}
