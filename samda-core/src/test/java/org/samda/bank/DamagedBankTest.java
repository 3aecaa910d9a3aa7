// SPDX-License-Identifier: Apache-2.0
package org.samda.bank;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.samda.data.TrainingImage;

class DamagedBankTest {
    private static final long PLENTY = 1 << 24;

    @TempDir
    private Path folder;

    private final List<String> log = new ArrayList<>();

    /** Head: magic, version, shape, key. Record: slot, sums. Then the entry itself. */
    @ParameterizedTest
    @CsvSource({
        "0, it is no file of embeddings",
        "8, it has version",
        "16, it holds embeddings of something else",
        "40, it holds embeddings of something else",
        "176, the record of entry 3 is damaged",
        "179, the record of entry 3 is damaged",
        "183, the record of entry 3 is damaged",
        "184, the record of entry 3 is damaged",
        "191, the record of entry 3 is damaged",
        "512, the checksum of entry 3 is wrong",
        "527, the checksum of entry 3 is wrong"
    })
    void aFlippedBitIsFoundToldAndMended(int at, String problem) throws IOException {
        TrainingImage image = TestEntries.image(1);
        get(bank(PLENTY), image, 1, 3);
        byte[] file = Files.readAllBytes(onlyFile());
        file[at] ^= 64;
        Files.write(onlyFile(), file);
        assertEquals(TestEntries.entry(1, 3), get(bank(PLENTY), image, 1, 3));
        assertEquals(1, log.size());
        assertTrue(log.get(0).contains(problem) && log.get(0).endsWith("computed anew"), log.get(0));
        found(bank(PLENTY), image, 3);
        assertEquals(1, log.size());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 127, 128, 511, 512, 513, 527})
    void aFileThatEndsTooEarlyIsMended(int length) throws IOException {
        TrainingImage image = TestEntries.image(1);
        get(bank(PLENTY), image, 1, 3);
        Files.write(onlyFile(), Arrays.copyOf(Files.readAllBytes(onlyFile()), length));
        assertEquals(TestEntries.entry(1, 3), get(bank(PLENTY), image, 1, 3));
        assertEquals(1, log.size(), log.toString());
        assertEquals(TestEntries.entry(1, 4), get(bank(PLENTY), image, 1, 4));
        found(bank(PLENTY), image, 3);
    }

    @Test
    void theFileOfAnotherImageUnderThisNameIsMadeAnew() throws IOException {
        get(bank(PLENTY), TestEntries.image(1), 1, 0);
        Path first = onlyFile();
        byte[] foreign = Files.readAllBytes(first);
        Files.delete(first);
        get(bank(PLENTY), TestEntries.image(2), 2, 0);
        Files.write(onlyFile(), foreign);
        assertEquals(TestEntries.entry(2, 0), get(bank(PLENTY), TestEntries.image(2), 2, 0));
        assertTrue(log.get(0).contains("it holds embeddings of something else"), log.toString());
        found(bank(PLENTY), TestEntries.image(2), 0);
    }

    @Test
    void aSlotFarBeyondTheEndTakesNoMemoryAndIsMended() throws IOException {
        TrainingImage image = TestEntries.image(1);
        get(bank(PLENTY), image, 1, 3);
        ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(onlyFile())).order(ByteOrder.LITTLE_ENDIAN);
        String key = onlyFile().getFileName().toString().substring(0, 64);
        BankLayout layout = new BankLayout(key, TestEntries.SHAPE, TestEntries.PLACES);
        file.position(128 + 3 * 16).put(layout.record(3, Long.MAX_VALUE / 64, 7));
        Files.write(onlyFile(), file.array());
        assertEquals(TestEntries.entry(1, 3), get(bank(PLENTY), image, 1, 3));
        assertTrue(log.get(0).contains("it ends before an entry"), log.toString());
    }

    @Test
    void anEmptyFileIsOneThatIsJustBeingMade() throws IOException {
        TrainingImage image = TestEntries.image(1);
        get(bank(PLENTY), image, 1, 3);
        Files.write(onlyFile(), new byte[0]);
        assertEquals(TestEntries.entry(1, 3), get(bank(PLENTY), image, 1, 3));
        found(bank(PLENTY), image, 3);
        assertEquals(List.of(), log);
    }

    private EmbeddingBank bank(long limit) {
        return TestEntries.bank(folder, limit, log::add);
    }

    private static ByteBuffer get(EmbeddingBank bank, TrainingImage image, int seed, int place) {
        return bank.of(TestEntries.patch(image, place), () -> TestEntries.entry(seed, place));
    }

    private static ByteBuffer found(EmbeddingBank bank, TrainingImage image, int place) {
        return bank.of(TestEntries.patch(image, place), () -> fail("it was computed again"));
    }

    private Path onlyFile() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.toList();
            assertEquals(1, all.size());
            return all.get(0);
        }
    }
}
