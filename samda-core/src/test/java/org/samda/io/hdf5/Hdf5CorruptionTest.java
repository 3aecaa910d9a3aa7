// SPDX-License-Identifier: Apache-2.0
package org.samda.io.hdf5;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samda.SamdaException;
import org.samda.image.GreyBlock;
import org.samda.image.VolumeSize;
import org.samda.image.VoxelBox;
import org.samda.io.VolumeReader;
import org.samda.io.Volumes;

/** Files that are broken at random: read, or refused as damaged, and nothing else. */
class Hdf5CorruptionTest {

    @TempDir
    private Path folder;

    private int refused;

    @ParameterizedTest
    @CsvSource({
        "block.h5, '', 1500",
        "old.h5, contiguous/uint8, 300",
        "old.h5, contiguous/compact, 300",
        "old.h5, chunked/checksum, 300",
        "latest.h5, chunked/growing_all, 300",
        "latest.h5, chunked/lzf, 300"
    })
    @Timeout(120)
    void aBrokenFileIsRefusedOrReadWithFiniteValues(String name, String dataset, int rounds) throws IOException {
        byte[] sound = golden(name);
        Random random = new Random(1);
        for (int round = 0; round < rounds; round++) {
            byte[] broken = sound.clone();
            for (int i = random.nextInt(8); i >= 0; i--) {
                int at = random.nextInt(broken.length);
                broken[at] = random.nextBoolean() ? (byte) random.nextInt() : (byte) (random.nextBoolean() ? -1 : 0x7F);
            }
            Path file = Files.write(folder.resolve(name), broken);
            read(dataset.isEmpty() ? file : file.resolve(dataset), round);
        }
        assertTrue(refused > 0 && refused < rounds, "refused " + refused);
    }

    @ParameterizedTest
    @CsvSource({"block.h5, ''", "old.h5, chunked/checksum", "latest.h5, chunked/growing_all"})
    @Timeout(120)
    void aFileThatEndsTooEarlyIsRefused(String name, String dataset) throws IOException {
        byte[] sound = golden(name);
        for (int part = 1; part < 100; part++) {
            byte[] beginning = Arrays.copyOf(sound, 9 + (sound.length - 9) * part / 100);
            Path file = Files.write(folder.resolve(name), beginning);
            read(dataset.isEmpty() ? file : file.resolve(dataset), part);
        }
        assertTrue(refused > 50, "refused " + refused);
    }

    private void read(Path path, int round) {
        try (VolumeReader reader = Volumes.open(path)) {
            VolumeSize size = reader.info().size();
            VoxelBox box = new VoxelBox(
                    0, 0, 0, (int) Math.min(9, size.x()), (int) Math.min(9, size.y()), (int) Math.min(9, size.z()));
            GreyBlock block = reader.read(box);
            assertEquals(box.width(), block.width());
            for (float value : block.values()) {
                assertTrue(Float.isFinite(value), "round " + round);
            }
        } catch (SamdaException e) {
            refused++;
            assertTrue(e.getMessage().contains(".h5"), e.getMessage());
        }
    }

    private static byte[] golden(String name) throws IOException {
        try (InputStream in = Hdf5CorruptionTest.class.getResourceAsStream("/golden/hdf5/" + name)) {
            return Objects.requireNonNull(in).readAllBytes();
        }
    }
}
