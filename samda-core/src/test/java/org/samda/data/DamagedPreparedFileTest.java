// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samda.image.LabelImage;

/** Files of prepared images that are not what they should be. */
class DamagedPreparedFileTest {
    private static final String KEY = "%064x".formatted(1);
    private static final int SECTION = PreparedWriter.HEAD_BYTES;
    private static final TrainingImage IMAGE = TrainingImage.of(
            "image",
            TestImages.ramp(6, 4),
            Optional.of(new LabelImage(
                    6, 4, new int[] {1, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0})),
            Classes.foreground());

    @TempDir
    private Path folder;

    private final List<String> log = new ArrayList<>();
    private Path file;
    private byte[] whole;

    @BeforeEach
    void writeAWholeFile() throws IOException {
        file = folder.resolve(KEY + ".samda-prepared");
        store().of(KEY, () -> List.of(IMAGE));
        whole = Files.readAllBytes(file);
    }

    @Test
    void anEmptyFileIsMadeAnew() throws IOException {
        assertMadeAnew(bytes -> new byte[0], "it ends too early");
    }

    @Test
    void aFileOfAnotherKindIsMadeAnew() throws IOException {
        assertMadeAnew(
                bytes -> "These are notes, and they are mine.".getBytes(java.nio.charset.StandardCharsets.UTF_8),
                "it is no file of prepared images");
        assertMadeAnew(bytes -> new byte[bytes.length], "it is no file of prepared images");
    }

    @Test
    void aFileOfAnotherLengthIsMadeAnew() throws IOException {
        for (int length : new int[] {whole.length - 1, whole.length + 1, 2 * whole.length, SECTION}) {
            assertMadeAnew(
                    bytes -> Arrays.copyOf(bytes, length), "it has " + length + " bytes instead of " + whole.length);
        }
    }

    @Test
    void everyChangedByteIsFound() throws IOException {
        for (int i = 0; i < whole.length; i++) {
            byte[] bytes = whole.clone();
            bytes[i] ^= 4;
            Files.write(file, bytes);
            assertThrows(IOException.class, () -> PreparedReader.read(file));
        }
    }

    /** With a checksum that is right, as a malicious or a later writer would have it. */
    @ParameterizedTest
    @CsvSource({
        "8,  2,           it has version 2",
        "12, 0,           it has other sections than it should",
        "12, 2,           it",
        "12, 2147483647,  it",
        "12, -1,          it has other sections than it should",
        "24, 2147483647,  a prepared section cannot have an image of",
        "24, -6,          a prepared section cannot have an image of",
        "24, 0,           a prepared section cannot have an image of",
        "24, 60000000,    section 0 ends after the file",
        "24, 5,           it",
        "36, 2147483647,  a prepared section cannot have a name of 2147483647 bytes",
        "36, -1,          a prepared section cannot have a name of -1 bytes",
        "36, 4000,        section 0 ends after the file",
        "40, 2147483647,  it has 2147483647 classes",
        "40, -1,          it has -1 classes",
        "40, 254,         it ends too early",
        "48, 2139095040,  black must be at most white",
        "72, -1,          a prepared section cannot have -1 positions of a class",
        "72, 2147483647,  a prepared section cannot have 2147483647 positions of a class",
        "72, 9999,        section 0 ends after the file"
    })
    void sizesThatCannotBeAreRefusedBeforeAnythingIsMadeOfThem(int place, int value, String problem)
            throws IOException {
        assertMadeAnew(
                bytes -> {
                    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(place, value);
                    return withChecksum(bytes);
                },
                problem);
    }

    @Test
    void anyNumbersWithARightChecksumEndInImagesOrInARefusal() throws IOException {
        Random random = new Random(1);
        int refused = 0;
        for (int i = 0; i < 500; i++) {
            byte[] bytes = whole.clone();
            ByteBuffer.wrap(bytes).putInt(12 + random.nextInt(70), random.nextInt() >> random.nextInt(32));
            Files.write(file, withChecksum(bytes));
            refused += isRefused() ? 1 : 0;
        }
        assertTrue(refused > 200, refused + " were refused");
    }

    /** Anything but an {@link IOException} is a bug. */
    private boolean isRefused() {
        try {
            return PreparedReader.read(file).isEmpty();
        } catch (IOException e) {
            return true;
        }
    }

    private void assertMadeAnew(UnaryOperator<byte[]> damage, String problem) throws IOException {
        log.clear();
        Files.write(file, damage.apply(whole.clone()));
        assertEquals(List.of(IMAGE), store().of(KEY, () -> List.of(IMAGE)));
        assertEquals(1, log.size(), log::toString);
        assertTrue(log.get(0).startsWith("prepared images '" + file + "' cannot be used: " + problem), log.get(0));
        assertEquals(List.of(IMAGE), store().of(KEY, () -> fail("it was made twice")));
    }

    private static byte[] withChecksum(byte[] bytes) {
        CRC32 sum = new CRC32();
        sum.update(bytes, 0, bytes.length - PreparedWriter.CHECKSUM_BYTES);
        ByteBuffer.wrap(bytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(bytes.length - PreparedWriter.CHECKSUM_BYTES, sum.getValue());
        return bytes;
    }

    private PreparedStore store() {
        return new PreparedStore(new PreparedStore.Location(folder, 1 << 20), log::add);
    }
}
