// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samda.SamdaException;
import org.samda.SmallDisk;
import org.samda.image.GreyImage;
import org.samda.image.GreyRange;
import org.samda.image.LabelImage;

class PreparedStoreTest {
    private static final String KEY = key(1);
    private static final long PLENTY = 1L << 30;
    private static final int SIDE = 16;

    @TempDir
    private Path folder;

    private final List<String> log = new ArrayList<>();

    @Test
    void sectionsComeBackBitForBit() {
        List<TrainingImage> images = List.of(
                new TrainingImage(
                        "Zürich 細胞",
                        new TrainingImage.Size(3, 1),
                        FloatBuffer.wrap(new float[] {-0f, Float.MIN_VALUE, Float.intBitsToFloat(0x7FC00123)}),
                        ByteBuffer.wrap(new byte[] {0, 2, (byte) 254}),
                        List.of(IntBuffer.allocate(0), IntBuffer.wrap(new int[] {1}), IntBuffer.wrap(new int[] {0, 2})),
                        new OriginalGrey(new GreyRange(-1.5f, Float.MAX_VALUE), Math.PI, Double.MIN_VALUE)),
                image(7),
                TrainingImage.of("raw", TestImages.ramp(5, 3), Optional.empty(), Classes.foreground()));
        assertSame(images, store(PLENTY).of(KEY, () -> images));
        assertSame(images, store(PLENTY).of(KEY, PreparedStoreTest::nothingToMake));
        assertEquals(List.of(), log);
    }

    @Test
    void theBytesAreThoseThatAreWrittenDown() throws IOException {
        TrainingImage image = new TrainingImage(
                "ab",
                new TrainingImage.Size(1, 2),
                FloatBuffer.wrap(new float[] {1, -2}),
                ByteBuffer.wrap(new byte[] {0, 1}),
                List.of(IntBuffer.wrap(new int[] {1})),
                new OriginalGrey(new GreyRange(0, 255), 4, 3));
        store(PLENTY).of(KEY, () -> List.of(image));
        byte[] file = Files.readAllBytes(file(KEY));
        // 24 at the head; 48 + 4 + 2, to 56; 2 * 4 to 64; 2 to 72; 4 to 80; 8 for the checksum.
        assertEquals(24 + 80 + 8, file.length);
        ByteBuffer bytes = ByteBuffer.wrap(file).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        assertEquals("SAMDAPRE", new String(file, 0, 8, java.nio.charset.StandardCharsets.US_ASCII));
        assertEquals(-2f, bytes.getFloat(24 + 56 + 4));
        assertEquals(1, bytes.get(24 + 64 + 1));
        assertEquals(1, bytes.getInt(24 + 72));
    }

    @Test
    void whatIsFoundIsReadOnlyAndSafeForSeveralThreads() {
        TrainingImage image = store(PLENTY).of(KEY, () -> List.of(image(1))).get(0);
        assertTrue(image.pixels().isReadOnly() && image.pixels().isDirect());
        assertTrue(image.labels().isReadOnly() && image.labels().isDirect());
        assertTrue(image.foreground().get(0).isReadOnly());
    }

    @Test
    void anImageOutlivesItsFile() throws IOException {
        TrainingImage image = store(PLENTY).of(KEY, () -> List.of(image(1))).get(0);
        Files.delete(file(KEY));
        assertSame(List.of(image(1)), List.of(image));
        store(PLENTY).of(KEY, () -> List.of(image(2)));
        assertSame(List.of(image(1)), List.of(image));
    }

    @Test
    void preparedImagesDoNotStayInTheHeap() throws InterruptedException {
        PreparedStore store = store(PLENTY);
        List<WeakReference<float[]>> arrays = new ArrayList<>();
        List<TrainingImage> images = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            int seed = i;
            images.addAll(store.of(key(i), () -> List.of(remembered(seed, arrays))));
        }
        awaitCleared(arrays);
        assertEquals(50, images.size());
        assertEquals(image(49), images.get(49));
    }

    @Test
    void namesThatAreNoKeysAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> store(PLENTY).of("../evil", () -> List.of(image(1))));
        assertThrows(IllegalArgumentException.class, () -> store(PLENTY).of(KEY, List::of));
    }

    @Test
    void theLeastRecentlyUsedFilesMakeRoom() throws IOException {
        long each = bytesOfOne();
        fill(4);
        use(key(0), 2); // read again later than 1 and 2
        store(4 * each).of(key(4), () -> List.of(image(4)));
        assertEquals(List.of(key(0), key(2), key(3), key(4)), keys());
        store(2 * each).of(key(5), () -> List.of(image(5)));
        assertEquals(List.of(key(4), key(5)), keys());
    }

    @Test
    void readingAFileCountsAsUse() throws IOException {
        fill(3);
        store(PLENTY).of(key(0), PreparedStoreTest::nothingToMake);
        store(3 * bytesOfOne()).of(key(3), () -> List.of(image(3)));
        assertEquals(List.of(key(0), key(2), key(3)), keys());
    }

    @Test
    void filesInUseStayAndTheLimitIsExceededWithOneLine() {
        PreparedStore store = store(2 * bytesOfOne());
        for (int i = 0; i < 4; i++) {
            int seed = i;
            store.of(key(i), () -> List.of(image(seed)));
        }
        assertEquals(4, keys().size());
        assertEquals(1, log.size());
        assertTrue(log.get(0).contains("it is exceeded"), log.get(0));
        assertTrue(store.summary().startsWith("prepared images: 0 from the cache, 4 made;"), store.summary());
    }

    @Test
    void filesBeingWrittenAreLeftAloneForADay() throws IOException {
        Path fresh = part("fresh", Duration.ofHours(23));
        Path old = part("old", Duration.ofHours(25));
        Path foreign = Files.writeString(folder.resolve("notes.txt"), "mine");
        store(0).of(KEY, () -> List.of(image(1)));
        assertTrue(Files.exists(fresh));
        assertFalse(Files.exists(old));
        assertTrue(Files.exists(foreign));
    }

    @Test
    void whatCannotBeDeletedIsSkipped() throws IOException {
        fill(2);
        Path stuck = Files.createDirectories(file(key(2)).resolve("inside")).getParent();
        Files.setLastModifiedTime(stuck, FileTime.fromMillis(0));
        store(0).of(key(3), () -> List.of(image(3)));
        assertEquals(List.of(key(2), key(3)), keys());
    }

    @Test
    void severalThreadsOfTwoStoresMayUseOneSmallFolder() throws Exception {
        long limit = 3 * bytesOfOne();
        List<PreparedStore> stores = List.of(quiet(limit), quiet(limit));
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Boolean>> answers = new ArrayList<>();
            for (int i = 0; i < 160; i++) {
                int seed = i * 7 % 10;
                PreparedStore store = stores.get(i % 2);
                answers.add(threads.submit(
                        () -> store.of(key(seed), () -> List.of(image(seed))).equals(List.of(image(seed)))));
            }
            for (Future<Boolean> answer : answers) {
                assertTrue(answer.get());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void whatAnotherProcessWroteMeanwhileIsTaken() {
        SmallDisk disk = SmallDisk.mount(folder, "1m");
        try {
            PreparedStore.Location location = new PreparedStore.Location(disk.folder(), PLENTY);
            List<TrainingImage> images = new PreparedStore(location, log::add).of(KEY, () -> {
                new PreparedStore(location, log::add).of(KEY, () -> List.of(image(1)));
                disk.remount("ro");
                return List.of(image(1));
            });
            assertSame(List.of(image(1)), images);
        } finally {
            disk.detach();
        }
    }

    @Test
    void aFullDiskIsToldWithWhatIsNeeded() throws IOException {
        try (SmallDisk disk = SmallDisk.mount(folder, "64k")) {
            PreparedStore store = new PreparedStore(new PreparedStore.Location(disk.folder(), PLENTY), log::add);
            TrainingImage large =
                    TrainingImage.of("large", TestImages.ramp(300, 100), Optional.empty(), Classes.foreground());
            SamdaException problem = assertThrows(SamdaException.class, () -> store.of(KEY, () -> List.of(large)));
            assertEquals(
                    "Cannot write prepared images to '" + disk.folder()
                            + "': they need 120.1 kB, but only 65.5 kB are free. Make room on its disk, or let the"
                            + " environment variable SAMDA_HOME name a folder on another one.",
                    problem.getMessage());
            try (Stream<Path> files = Files.list(disk.folder())) {
                assertEquals(0, files.count());
            }
        }
    }

    @Test
    void oldFilesMakeRoomOnAFullDisk() throws IOException {
        SmallDisk disk = SmallDisk.mount(folder, "64k");
        try {
            for (int i = 0; i < 2; i++) {
                Path old = Files.write(disk.folder().resolve(key(i) + ".samda-prepared"), new byte[24_000]);
                Files.setLastModifiedTime(old, FileTime.fromMillis(i));
            }
            TrainingImage third =
                    TrainingImage.of("a", TestImages.ramp(60, 100), Optional.empty(), Classes.foreground());
            new PreparedStore(new PreparedStore.Location(disk.folder(), PLENTY), log::add)
                    .of(key(3), () -> List.of(third));
            assertTrue(Files.exists(disk.folder().resolve(key(1) + ".samda-prepared")));
            assertTrue(Files.exists(disk.folder().resolve(key(3) + ".samda-prepared")));
            assertFalse(Files.exists(disk.folder().resolve(key(0) + ".samda-prepared")));
        } finally {
            disk.detach();
        }
    }

    @Test
    void anInterruptionIsNoDamage() {
        PreparedStore store = store(PLENTY);
        store.of(KEY, () -> List.of(image(1)));
        Thread.currentThread().interrupt();
        SamdaException problem =
                assertThrows(SamdaException.class, () -> store.of(KEY, PreparedStoreTest::nothingToMake));
        assertTrue(problem.getMessage().startsWith("The work was interrupted"), problem.getMessage());
        assertSame(List.of(image(1)), store.of(KEY, PreparedStoreTest::nothingToMake));
        assertEquals(List.of(), log);
    }

    @Test
    void theSizeIsKnownBeforehand() throws IOException {
        GreyImage grey = TestImages.ramp(200, 90);
        int[] labels = new int[200 * 90];
        java.util.Arrays.fill(labels, 0, 12_000, 1);
        TrainingImage labelled = TrainingImage.of(
                "n".repeat(32), grey, Optional.of(new LabelImage(200, 90, labels)), Classes.foreground());
        TrainingImage raw = TrainingImage.of("n".repeat(32), grey, Optional.empty(), Classes.foreground());
        store(PLENTY).of(KEY, () -> List.of(labelled, labelled));
        store(PLENTY).of(key(2), () -> List.of(raw));
        assertEquals(Files.size(file(KEY)), PreparedStore.bytes(200, 90, 2, true));
        assertEquals(Files.size(file(key(2))), PreparedStore.bytes(200, 90, 1, false));
        // 2^28 px: 48 + 32 + 4 * 2^28 each, and 32 for the file.
        assertEquals(32 + 3 * (80 + (4L << 28)), PreparedStore.bytes(1 << 14, 1 << 14, 3, false));
    }

    /** Fills the folder with files 0 .. count - 1, used in this order, long ago. */
    private void fill(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            int seed = i;
            store(PLENTY).of(key(i), () -> List.of(image(seed)));
            use(key(i), -count + i);
        }
    }

    private void use(String key, int hours) throws IOException {
        Files.setLastModifiedTime(
                file(key),
                FileTime.from(Instant.now().minus(Duration.ofDays(30)).plus(Duration.ofHours(hours))));
    }

    private Path part(String name, Duration age) throws IOException {
        Path part = folder.resolve("." + KEY + ".samda-prepared." + name + ".part");
        Files.writeString(part, "half");
        return Files.setLastModifiedTime(part, FileTime.from(Instant.now().minus(age)));
    }

    private List<String> keys() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".samda-prepared"))
                    .map(name -> name.substring(0, 64))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static TrainingImage remembered(int seed, List<WeakReference<float[]>> arrays) {
        TrainingImage image = image(seed);
        float[] pixels = TestImages.pixels(image);
        arrays.add(new WeakReference<>(pixels));
        return new TrainingImage(
                image.stem(),
                image.size(),
                FloatBuffer.wrap(pixels),
                image.labels(),
                image.foreground(),
                image.original());
    }

    private static void awaitCleared(List<WeakReference<float[]>> arrays) throws InterruptedException {
        for (int i = 0; i < 50 && arrays.stream().anyMatch(array -> array.get() != null); i++) {
            System.gc();
            Thread.sleep(10);
        }
        assertEquals(0, arrays.stream().filter(array -> array.get() != null).count());
    }

    private static List<TrainingImage> nothingToMake() {
        return fail("it was made again");
    }

    private static long bytesOfOne() {
        return PreparedWriter.bytes(List.of(PreparedLayout.of(image(0))));
    }

    /** An image whose content follows from its seed; all take the same number of bytes. */
    private static TrainingImage image(int seed) {
        float[] pixels = new float[SIDE * SIDE];
        int[] labels = new int[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (i * 37 + seed * 101) % 251;
            labels[i] = (i + seed) % 2;
        }
        return TrainingImage.of(
                "image" + (char) ('a' + seed % 26),
                new GreyImage(SIDE, SIDE, pixels),
                Optional.of(new LabelImage(SIDE, SIDE, labels)),
                Classes.foreground());
    }

    private static void assertSame(List<TrainingImage> expected, List<TrainingImage> found) {
        assertEquals(expected, found);
        for (int i = 0; i < expected.size(); i++) {
            for (int k = 0; k < expected.get(i).pixels().capacity(); k++) {
                assertEquals(
                        Float.floatToRawIntBits(expected.get(i).pixels().get(k)),
                        Float.floatToRawIntBits(found.get(i).pixels().get(k)));
            }
        }
    }

    private PreparedStore store(long limit) {
        return new PreparedStore(new PreparedStore.Location(folder, limit), log::add);
    }

    private PreparedStore quiet(long limit) {
        return new PreparedStore(new PreparedStore.Location(folder, limit), line -> {});
    }

    private Path file(String key) {
        return folder.resolve(key + ".samda-prepared");
    }

    private static String key(int number) {
        return "%064x".formatted(number);
    }
}
