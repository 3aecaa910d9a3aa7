// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.samda.SamdaException;
import org.samda.image.GreyImage;

/** Files that are broken at random: read, or refused as damaged, and nothing else. */
class NiftiCorruptionTest {
    private static final int ROUNDS = 500;

    /** What a header says something with that is read here. */
    private static final int[] TELLING = {
        0, 1, 2, 3, 40, 41, 42, 43, 44, 45, 46, 47, 48, 70, 71, 108, 109, 110, 111, 112, 115
    };

    @TempDir
    private Path folder;

    private int refused;

    @Test
    @Timeout(60)
    void aBrokenHeaderIsRefusedOrReadWithFiniteValues() throws IOException {
        Random random = new Random(1);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] file = TestNifti.ramp(4);
            for (int i = random.nextInt(3); i >= 0; i--) {
                int at = random.nextBoolean() ? TELLING[random.nextInt(TELLING.length)] : random.nextInt(352);
                file[at] = (byte) random.nextInt();
            }
            read(round, round % 2 == 0 ? file : TestNifti.gzip(file));
        }
        assertTrue(refused > ROUNDS / 10 && refused < ROUNDS, "refused " + refused);
    }

    @Test
    @Timeout(60)
    void aBrokenGzipStreamIsRefusedOrReadWithFiniteValues() throws IOException {
        Random random = new Random(2);
        byte[] sound = TestNifti.gzip(TestNifti.ramp(40));
        for (int round = 0; round < ROUNDS; round++) {
            byte[] file = sound.clone();
            file[2 + random.nextInt(file.length - 2)] ^= (byte) (1 << random.nextInt(8));
            read(round, file);
        }
        assertTrue(refused > ROUNDS / 2 && refused < ROUNDS, "refused " + refused);
    }

    private void read(int round, byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve("a.nii"), bytes);
        try (VolumeReader reader = Volumes.open(file)) {
            for (long z = 0; z < reader.info().size().z(); z++) {
                GreyImage section = reader.read(z);
                assertEquals(reader.info().size().x(), section.width());
                for (float value : section.pixels()) {
                    assertTrue(Float.isFinite(value), "round " + round);
                }
            }
        } catch (SamdaException e) {
            refused++;
            assertTrue(e.getMessage().contains("a.nii"), e.getMessage());
        }
    }
}
