// SPDX-License-Identifier: Apache-2.0
package org.samda.bank;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samda.data.Classes;
import org.samda.data.TrainingImage;
import org.samda.image.GreyImage;
import org.samda.image.LabelImage;

class EmbeddingBankTest {
    private static final long PLENTY = 1 << 24;
    /** 128 bytes of head and 24 records of 16, to a multiple of 64. */
    private static final int SLOTS_AT = 512;

    private static final int ENTRY = 16;

    @TempDir
    private Path folder;

    private final List<String> log = new ArrayList<>();

    @Test
    void anEntryIsComputedOnceForAllBanksOfAFolder() throws IOException {
        EmbeddingBank bank = bank(PLENTY);
        TrainingImage image = TestEntries.image(1);
        assertEquals(TestEntries.entry(1, 5), get(bank, image, 1, 5));
        assertEquals(TestEntries.entry(1, 5), found(bank, image, 5));
        EmbeddingBank other = bank(PLENTY);
        assertEquals(TestEntries.entry(1, 5), found(other, TestEntries.image(1), 5));
        assertEquals(1, bank.computed());
        assertEquals(1, bank.reused());
        assertEquals(0, other.computed());
        assertEquals(List.of(), log);
        assertEquals(SLOTS_AT + ENTRY, Files.size(onlyFile()));
        assertTrue(
                other.summary().startsWith("embedding bank: 1 reused, 0 computed (passes of the encoder);"),
                other.summary());
    }

    @Test
    void placesDoNotMixWhateverTheOrderInWhichTheyAreFilled() {
        EmbeddingBank bank = bank(PLENTY);
        TrainingImage image = TestEntries.image(1);
        for (int i = 0; i < TestEntries.PLACES; i++) {
            get(bank, image, 1, i * 5 % TestEntries.PLACES);
        }
        for (int place = 0; place < TestEntries.PLACES; place++) {
            assertEquals(TestEntries.entry(1, place), found(bank, image, place));
        }
    }

    @Test
    void theBytesAreThoseThatAreWrittenDown() throws IOException {
        get(bank(PLENTY), TestEntries.image(1), 1, 3);
        byte[] file = Files.readAllBytes(onlyFile());
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        assertEquals("SAMDABNK", new String(file, 0, 8, StandardCharsets.US_ASCII));
        // Version, precision, channels, rows, columns, places; then the key, which is the file's name.
        assertEquals(
                List.of(1, 0, 2, 2, 2, 24),
                Stream.of(8, 12, 16, 20, 24, 28).map(bytes::getInt).toList());
        String name = onlyFile().getFileName().toString();
        assertEquals(name.substring(0, 64), java.util.HexFormat.of().formatHex(file, 32, 64));
        assertEquals(0, bytes.getLong(128 + 2 * 16));
        assertEquals(1, bytes.getLong(128 + 3 * 16));
        assertEquals(TestEntries.entry(1, 3), bytes.slice(SLOTS_AT, ENTRY));
    }

    @Test
    void otherPixelsAnotherEncoderAndAnotherPrecisionAreOtherEntries() {
        TrainingImage image = TestEntries.image(1);
        get(bank(PLENTY), image, 1, 0);
        assertEquals(TestEntries.entry(2, 0), get(bank(PLENTY), TestEntries.image(2), 2, 0));
        EmbeddingBank other = TestEntries.bank(folder, PLENTY, "another encoder", log::add);
        assertEquals(TestEntries.entry(3, 0), get(other, image, 3, 0));
        EntryShape half = new EntryShape(2, 2, 2, StoredPrecision.FP16);
        EmbeddingBank fp16 = new EmbeddingBank(
                new org.samda.data.PreparedStore.Location(folder, PLENTY),
                new EmbeddingBank.Recipe("encoder", false, half),
                log::add);
        assertEquals(TestEntries.entry(4, 0), get(fp16, image, 4, 0));
    }

    @Test
    void labelsAndNameOfAnImageDoNotMatter() {
        get(bank(PLENTY), TestEntries.image(1), 1, 0);
        TrainingImage plain = TestEntries.image(1);
        float[] pixels = new float[16 * 8];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (i * 37 + 101) % 251;
        }
        TrainingImage labelled = TrainingImage.of(
                "another name",
                new GreyImage(16, 8, pixels),
                Optional.of(new LabelImage(16, 8, new int[pixels.length])),
                Classes.foreground());
        assertEquals(plain.pixels(), labelled.pixels());
        found(bank(PLENTY), labelled, 0);
    }

    @Test
    void theLeastRecentlyUsedImagesMakeRoom() throws IOException {
        List<Path> files = new ArrayList<>();
        for (int seed = 0; seed < 3; seed++) {
            get(bank(PLENTY), TestEntries.image(seed), seed, 0);
            files.add(newest(files));
        }
        for (int i = 0; i < 3; i++) {
            Files.setLastModifiedTime(files.get(i), FileTime.fromMillis(1000 + i));
        }
        // Each file has 528 bytes; used again, the first is the newest.
        found(bank(PLENTY), TestEntries.image(0), 0);
        get(bank(3 * 528), TestEntries.image(3), 3, 0);
        assertEquals(
                List.of(true, false, true),
                files.stream().map(file -> Files.exists(file)).toList());
    }

    @Test
    void whatExceedsTheLimitAllTheSameIsComputedAndNotKept() {
        EmbeddingBank bank = bank(2 * 528 + 10);
        for (int seed = 0; seed < 4; seed++) {
            TrainingImage image = TestEntries.image(seed);
            assertEquals(TestEntries.entry(seed, 0), get(bank, image, seed, 0));
        }
        assertEquals(2, files().size());
        assertEquals(1, log.size());
        assertTrue(log.get(0).endsWith("further embeddings are computed and not kept"), log.get(0));
    }

    @Test
    void whatCannotBeWrittenStopsNothing() throws IOException {
        TrainingImage image = TestEntries.image(1);
        get(bank(PLENTY), image, 1, 0);
        Path file = onlyFile();
        Files.delete(file);
        Files.createDirectories(file.resolve("inside"));
        EmbeddingBank bank = bank(PLENTY);
        for (int i = 0; i < 3; i++) {
            assertEquals(TestEntries.entry(1, 0), get(bank, image, 1, 0));
        }
        assertEquals(1, log.stream().filter(line -> line.endsWith("not kept")).count(), log.toString());
        assertTrue(log.size() <= 2, log.toString());
    }

    @Test
    void severalThreadsOfTwoBanksMayFillOneFolder() throws Exception {
        List<EmbeddingBank> banks = List.of(
                TestEntries.bank(folder, PLENTY, EmbeddingBankTest::unexpected),
                TestEntries.bank(folder, PLENTY, EmbeddingBankTest::unexpected));
        List<TrainingImage> images = List.of(TestEntries.image(0), TestEntries.image(1));
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Boolean>> answers = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                int seed = i % 2;
                int place = i * 7 % TestEntries.PLACES;
                EmbeddingBank bank = banks.get(i / 2 % 2);
                answers.add(threads.submit(
                        () -> get(bank, images.get(seed), seed, place).equals(TestEntries.entry(seed, place))));
            }
            for (Future<Boolean> answer : answers) {
                assertTrue(answer.get());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void whatAKilledProcessLeavesIsWholeAndGoesOn() throws Exception {
        Process first = BankProcess.start(folder);
        Process second = BankProcess.start(folder);
        try {
            for (int i = 0; i < 2000 && files().size() < 12; i++) {
                Thread.sleep(5);
            }
        } finally {
            first.destroyForcibly().waitFor();
            second.destroyForcibly().waitFor();
        }
        int filled = files().size();
        assertTrue(filled >= 12, "only " + filled + " files");
        EmbeddingBank bank = bank(PLENTY);
        for (int seed = 0; seed < filled; seed++) {
            TrainingImage image = TestEntries.image(seed);
            for (int place = 0; place < TestEntries.PLACES; place++) {
                assertEquals(TestEntries.entry(seed, place), get(bank, image, seed, place));
            }
        }
        // Both worked on the last image only; a file whose first bytes were being written is told and made anew.
        assertTrue(bank.computed() <= 2L * TestEntries.PLACES, bank.summary());
        assertTrue(log.size() <= 2, log.toString());
    }

    @Test
    void anInterruptedThreadGoesOnWithoutTheBank() {
        EmbeddingBank bank = bank(PLENTY);
        TrainingImage image = TestEntries.image(1);
        get(bank, image, 1, 0);
        Thread.currentThread().interrupt();
        ByteBuffer entry = get(bank, image, 1, 0);
        assertTrue(Thread.interrupted());
        assertEquals(TestEntries.entry(1, 0), entry);
        found(bank, image, 0);
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

    private static void unexpected(String line) {
        throw new AssertionError(line);
    }

    private Path onlyFile() {
        List<Path> files = files();
        assertEquals(1, files.size());
        return files.get(0);
    }

    private Path newest(List<Path> known) {
        return files().stream()
                .filter(file -> !known.contains(file))
                .findFirst()
                .orElseThrow();
    }

    private List<Path> files() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".samda-embeddings"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
