// SPDX-License-Identifier: Apache-2.0
package org.samda.catalog;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.samda.catalog.Downloads.BY_HAND;
import static org.samda.catalog.Downloads.download;
import static org.samda.catalog.Downloads.known;
import static org.samda.catalog.Downloads.names;
import static org.samda.catalog.Downloads.problem;
import static org.samda.catalog.Downloads.sum;
import static org.samda.catalog.Downloads.unknown;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samda.Progress;
import org.samda.SamdaException;
import org.samda.SmallDisk;

/** Downloads that end too early, and how they go on. */
class ResumedDownloadTest {
    private static final int HALF = 1_500_000;

    private final byte[] content = Downloads.content();

    @TempDir
    private Path folder;

    private Path target;
    private Path part;
    private FileServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = new FileServer(content);
        target = folder.resolve("weights.pth");
        part = folder.resolve("weights.pth.part");
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void aBrokenConnectionIsContinuedWhereItBroke() throws IOException {
        server.plan(server.dropAfter(HALF), server.dropAfter(HALF / 2));
        assertTrue(download(3).fetch(known(server.url(), target, content)).downloaded());
        assertArrayEquals(content, Files.readAllBytes(target));
        assertEquals(
                List.of(seen("", ""), seen("bytes=1500000-", "\"1\""), seen("bytes=2250000-", "\"1\"")), server.seen());
        assertEquals(List.of("weights.pth"), names(folder));
    }

    @Test
    void anotherStartGoesOnWhereTheFirstGaveUp() throws IOException {
        server.plan(server.dropAfter(HALF));
        String problem = problem(download(1), known(server.url(), target, content));
        assertTrue(problem.startsWith("Cannot fetch '" + server.url() + "': "), problem);
        assertTrue(
                problem.endsWith(
                        ", 1 times in a row. 1.5 MB have arrived and are kept; start again to go on. " + BY_HAND),
                problem);
        assertEquals(List.of("weights.pth.part", "weights.pth.part.origin"), names(folder));
        download(1).fetch(known(server.url(), target, content));
        assertArrayEquals(content, Files.readAllBytes(target));
        assertEquals(List.of(seen("", ""), seen("bytes=1500000-", "\"1\"")), server.seen());
        assertEquals(List.of("weights.pth"), names(folder));
    }

    @Test
    void aBrokenConnectionThatBringsALittleEachTimeIsGivenUp() {
        server.plan(server.dropAfter(10), server.dropAfter(10), server.dropAfter(10), server.dropAfter(10));
        String problem = problem(download(3), known(server.url(), target, content));
        assertTrue(problem.contains("3 times in a row. 30 bytes have arrived"), problem);
    }

    @Test
    void aConnectionThatStandsStillIsBrokenAndContinued() throws IOException {
        server.plan(server.stallAfter(HALF));
        impatient(50).fetch(known(server.url(), target, content));
        assertArrayEquals(content, Files.readAllBytes(target));
        assertTrue(server.seen().size() > 1);
    }

    @Test
    void aServerThatDoesNotAnswerIsGivenUp() {
        server.plan(server.stallAfter(0), server.stallAfter(0));
        String problem = problem(impatient(2), known(server.url(), target, content));
        assertTrue(problem.contains("nothing came for 1 s, 2 times in a row"), problem);
    }

    @Test
    void aServerThatIgnoresTheRangeStartsAgain() throws IOException {
        server.plan(server.dropAfter(HALF), server.whole());
        download(3).fetch(known(server.url(), target, content));
        assertArrayEquals(content, Files.readAllBytes(target));
        assertEquals(2, server.seen().size());
    }

    @Test
    void aNewVersionStartsAgain() throws IOException {
        server.plan(server.dropAfter(HALF));
        problem(download(1), unknown(server.url(), target));
        byte[] other = new byte[2_000_000];
        Arrays.fill(other, (byte) 7);
        server.replace(other, "2");
        assertEquals(
                sum(other), download(1).fetch(unknown(server.url(), target)).sha256());
        assertEquals(seen("bytes=1500000-", "\"1\""), server.seen().get(1));
        assertArrayEquals(other, Files.readAllBytes(target));
    }

    @Test
    void withoutAVersionOnlyAKnownChecksumAllowsToGoOn() throws IOException {
        server.withoutVersions();
        server.plan(server.dropAfter(HALF));
        problem(download(1), unknown(server.url(), target));
        assertEquals(List.of("weights.pth.part"), names(folder));
        download(1).fetch(known(server.url(), target, content));
        assertEquals(List.of(seen("", ""), seen("bytes=1500000-", "")), server.seen());
        assertArrayEquals(content, Files.readAllBytes(target));
    }

    @Test
    void withoutVersionAndChecksumItStartsAgain() throws IOException {
        server.withoutVersions();
        server.plan(server.dropAfter(HALF));
        download(2).fetch(unknown(server.url(), target));
        assertEquals(List.of(seen("", ""), seen("", "")), server.seen());
        assertArrayEquals(content, Files.readAllBytes(target));
    }

    @Test
    void aPartFromAnotherAddressIsNotContinuedUnchecked() throws IOException {
        server.plan(server.dropAfter(HALF));
        problem(download(1), unknown(server.url(), target));
        URI mirror = URI.create(server.url() + "?mirror");
        download(1).fetch(unknown(mirror, target));
        assertEquals("", server.seen().get(1).range());
        assertArrayEquals(content, Files.readAllBytes(target));
    }

    @Test
    void aPartThatDoesNotBelongToTheFileIsFoundOut() throws IOException {
        Files.write(part, new byte[HALF]);
        byte[] mixed = content.clone();
        Arrays.fill(mixed, 0, HALF, (byte) 0);
        String problem = problem(download(3), known(server.url(), target, content));
        assertTrue(problem.contains("expected SHA-256 " + sum(content) + ", found " + sum(mixed)), problem);
        assertEquals(List.of(), names(folder));
        download(1).fetch(known(server.url(), target, content));
        assertArrayEquals(content, Files.readAllBytes(target));
    }

    @Test
    void aWholePartNeedsNoServer() throws IOException {
        Files.write(part, content);
        server.close();
        assertTrue(download(1).fetch(known(server.url(), target, content)).downloaded());
        assertEquals(List.of("weights.pth"), names(folder));
    }

    @Test
    void aPartThatIsTooLongIsFoundOut() throws IOException {
        Files.write(part, new byte[content.length + 1]);
        String problem = problem(download(1), known(server.url(), target, content));
        assertTrue(problem.contains("It was deleted"), problem);
        assertEquals(List.of(), names(folder));
    }

    @Test
    void aRangeThatIsRefusedStartsAgain() throws IOException {
        server.plan(server.dropAfter(HALF));
        problem(download(1), unknown(server.url(), target));
        byte[] shorter = Arrays.copyOf(content, 1000);
        server.replace(shorter, "1");
        download(2).fetch(unknown(server.url(), target));
        assertEquals(List.of("", "bytes=1500000-", ""), ranges());
        assertArrayEquals(shorter, Files.readAllBytes(target));
    }

    @Test
    void anotherPartThanAskedForStartsAgain() throws IOException {
        server.plan(server.dropAfter(HALF), server.part(1000));
        download(3).fetch(known(server.url(), target, content));
        assertEquals(List.of("", "bytes=1500000-", ""), ranges());
        assertArrayEquals(content, Files.readAllBytes(target));
    }

    @Test
    void aFullDiskIsToldBeforeAnythingIsFetched() {
        try (SmallDisk disk = SmallDisk.mount(folder, "1m")) {
            Path file = disk.folder().resolve("weights.pth");
            String problem = problem(download(3), known(server.url(), file, content));
            assertTrue(problem.contains("expected 3.0 MB of free space for '" + file + "', found 1.0 MB"), problem);
            assertTrue(problem.contains("SAMDA_HOME"), problem);
            assertEquals(List.of(), server.seen());
        }
    }

    @Test
    void aDiskThatFillsUpIsToldAndGoneOnWhenThereIsRoom() throws IOException {
        try (SmallDisk disk = SmallDisk.mount(folder, "1m")) {
            Path file = disk.folder().resolve("weights.pth");
            String problem = problem(download(3), unknown(server.url(), file));
            assertTrue(problem.startsWith("Cannot write '%s.part': the disk is full".formatted(file)), () -> problem);
            assertEquals(1, server.seen().size());
            disk.remount("size=8m");
            download(1).fetch(unknown(server.url(), file));
            assertFalse(server.seen().get(1).range().isEmpty());
            assertArrayEquals(content, Files.readAllBytes(file));
            assertEquals(List.of("weights.pth"), names(disk.folder()));
        }
    }

    @Test
    void aReadOnlyDiskIsNamedAsSuch() {
        try (SmallDisk disk = SmallDisk.mount(folder, "8m")) {
            disk.remount("ro");
            Path file = disk.folder().resolve("weights.pth");
            String problem = problem(download(3), known(server.url(), file, content));
            assertTrue(problem.contains("Read-only file system"), problem);
            assertEquals(List.of(), server.seen());
        }
    }

    @Test
    void anInterruptedDownloadKeepsWhatHasArrived() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        server.plan(server.pauseAfter(HALF, never));
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            WeightsDownload patient =
                    new WeightsDownload(DownloadConfig.standard(Optional.empty()), Progress.NONE, line -> {});
            Future<SamdaException> outcome = other.submit(() ->
                    assertThrows(SamdaException.class, () -> patient.fetch(known(server.url(), target, content))));
            awaitSize(part, HALF);
            other.shutdownNow();
            SamdaException problem = outcome.get();
            assertInstanceOf(InterruptedDownloadException.class, problem);
            assertEquals(
                    "Stopped fetching '%s'. Start the same command again to go on where it was.".formatted(target),
                    problem.getMessage());
        } finally {
            other.shutdownNow();
        }
        download(1).fetch(known(server.url(), target, content));
        assertEquals(List.of("", "bytes=1500000-"), ranges());
        assertArrayEquals(content, Files.readAllBytes(target));
    }

    @Test
    void aKilledDownloadGoesOnInTheNextProcess() throws IOException, InterruptedException {
        server.plan(server.pauseAfter(HALF, new CountDownLatch(1)));
        try (DownloadProcess process = DownloadProcess.start(server.url(), target, sum(content))) {
            awaitSize(part, HALF);
            process.kill();
        }
        assertEquals(List.of("weights.pth.part", "weights.pth.part.origin"), names(folder));
        try (DownloadProcess process = DownloadProcess.start(server.url(), target, sum(content))) {
            assertEquals("downloaded", process.line());
        }
        assertEquals(List.of(seen("", ""), seen("bytes=1500000-", "\"1\"")), server.seen());
        assertArrayEquals(content, Files.readAllBytes(target));
        assertEquals(List.of("weights.pth"), names(folder));
    }

    @Test
    void ofTwoProcessesOneFetchesAndTheOtherTakesItsFile() throws IOException, InterruptedException {
        CountDownLatch gate = new CountDownLatch(1);
        server.plan(server.pauseAfter(HALF, gate));
        try (DownloadProcess first = DownloadProcess.start(server.url(), target, sum(content))) {
            awaitSize(part, HALF);
            try (DownloadProcess second = DownloadProcess.start(server.url(), target, sum(content))) {
                assertEquals("Another samda fetches '" + target + "'; waiting for it.", second.line());
                gate.countDown();
                assertEquals("downloaded", first.line());
                assertEquals("found", second.line());
            }
        }
        assertEquals(1, server.seen().size());
        assertArrayEquals(content, Files.readAllBytes(target));
    }

    @Test
    void theSecondProcessGoesOnIfTheFirstIsKilled() throws IOException, InterruptedException {
        server.plan(server.pauseAfter(HALF, new CountDownLatch(1)));
        try (DownloadProcess first = DownloadProcess.start(server.url(), target, sum(content))) {
            awaitSize(part, HALF);
            try (DownloadProcess second = DownloadProcess.start(server.url(), target, sum(content))) {
                assertTrue(second.line().startsWith("Another samda fetches"));
                first.kill();
                assertEquals("downloaded", second.line());
            }
        }
        assertEquals(List.of("", "bytes=1500000-"), ranges());
        assertArrayEquals(content, Files.readAllBytes(target));
    }

    @Test
    void twoThreadsOfOneProcessFetchOnce() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        CountDownLatch waiting = new CountDownLatch(1);
        server.plan(server.pauseAfter(HALF, gate));
        WeightsDownload patient = new WeightsDownload(
                DownloadConfig.standard(Optional.empty()), Progress.NONE, line -> waiting.countDown());
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<FetchedFile> first = threads.submit(() -> patient.fetch(known(server.url(), target, content)));
            awaitSize(part, HALF);
            Future<FetchedFile> second = threads.submit(() -> patient.fetch(known(server.url(), target, content)));
            waiting.await();
            gate.countDown();
            assertTrue(first.get().downloaded());
            assertFalse(second.get().downloaded());
            assertEquals(1, server.seen().size());
        } finally {
            threads.shutdownNow();
        }
    }

    private static WeightsDownload impatient(int attempts) {
        return new WeightsDownload(Downloads.config(attempts, Duration.ofSeconds(1)), Progress.NONE, line -> {});
    }

    private List<String> ranges() {
        return server.seen().stream().map(FileServer.Seen::range).toList();
    }

    private static FileServer.Seen seen(String range, String ifRange) {
        return new FileServer.Seen(URI.create("/weights.pth"), range, ifRange);
    }

    private static void awaitSize(Path file, long size) throws IOException, InterruptedException {
        while (!Files.exists(file) || Files.size(file) < size) {
            Thread.sleep(5);
        }
    }
}
