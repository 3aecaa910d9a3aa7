// SPDX-License-Identifier: Apache-2.0
package org.samda.catalog;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.samda.catalog.Downloads.BY_HAND;
import static org.samda.catalog.Downloads.config;
import static org.samda.catalog.Downloads.download;
import static org.samda.catalog.Downloads.known;
import static org.samda.catalog.Downloads.names;
import static org.samda.catalog.Downloads.problem;
import static org.samda.catalog.Downloads.sum;
import static org.samda.catalog.Downloads.unknown;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.samda.Progress;
import org.samda.SamdaException;

/** Answers of a server, good and bad, in a single attempt or a few. */
class WeightsDownloadTest {
    private final byte[] content = Downloads.content();

    @TempDir
    private Path folder;

    private Path target;
    private FileServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = new FileServer(content);
        target = folder.resolve("cache/weights.pth");
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void fetchesAFileAndLeavesNothingElse() throws IOException {
        FetchedFile file = download(1).fetch(known(server.url(), target, content));
        assertEquals(new FetchedFile(target, content.length, sum(content), true), file);
        assertArrayEquals(content, Files.readAllBytes(target));
        assertEquals(List.of("weights.pth"), names(target.getParent()));
        assertEquals(List.of(new FileServer.Seen(URI.create("/weights.pth"), "", "")), server.seen());
    }

    @Test
    void fetchesAFileOfWhichNothingIsKnown() throws IOException {
        server.plan(server.unsized());
        FetchedFile file = download(1).fetch(unknown(server.url(), target));
        assertEquals(sum(content), file.sha256());
        assertArrayEquals(content, Files.readAllBytes(target));
    }

    @Test
    void saysHowFarItIsInMegabytes() {
        List<String> heard = new ArrayList<>();
        Progress progress = new Progress() {
            @Override
            public void start(String work, long total) {
                heard.add(work + " " + total);
            }

            @Override
            public void at(long done, String note) {
                heard.add("at " + done);
            }

            @Override
            public void end() {
                heard.add("end");
            }
        };
        new WeightsDownload(config(1), progress, line -> {}).fetch(known(server.url(), target, content));
        assertEquals(
                List.of("fetching weights.pth, MB 3", "at 1", "at 2", "at 3", "end"),
                heard.stream().distinct().toList());
    }

    @Test
    void aFileThatIsThereIsCheckedAndKept() throws IOException {
        download(1).fetch(known(server.url(), target, content));
        FetchedFile again = download(1).fetch(known(server.url(), target, content));
        assertEquals(new FetchedFile(target, content.length, sum(content), false), again);
        assertEquals(1, server.seen().size());
    }

    @Test
    void aFileThatIsThereAndAnotherOneIsToldAndKept() throws IOException {
        Files.createDirectories(target.getParent());
        Files.write(target, new byte[content.length]);
        assertEquals(
                "'%s' is not the published file: expected SHA-256 %s, found %s. Fetch it again with --overwrite."
                        .formatted(target, sum(content), sum(new byte[content.length])),
                problem(download(1), known(server.url(), target, content)));
        Files.write(target, new byte[7]);
        assertEquals(
                "'%s' is not the published file: expected 3000000 bytes, found 7. Fetch it again with --overwrite."
                        .formatted(target),
                problem(download(1), known(server.url(), target, content)));
        assertEquals(7, Files.size(target));
        assertEquals(List.of(), server.seen());
    }

    @Test
    void aFileIsReplacedOnlyIfAskedFor() throws IOException {
        Files.createDirectories(target.getParent());
        Files.write(target, new byte[7]);
        DownloadRequest request = known(server.url(), target, content);
        assertTrue(download(1)
                .fetch(new DownloadRequest(
                        request.url(), target, request.bytes(), request.sha256(), request.byHand(), true))
                .downloaded());
        assertArrayEquals(content, Files.readAllBytes(target));
    }

    @Test
    void aFailedReplacementKeepsTheOldFile() throws IOException {
        Files.createDirectories(target.getParent());
        Files.write(target, new byte[7]);
        server.replace(new byte[content.length], "2");
        DownloadRequest request = known(server.url(), target, content);
        problem(download(1), new DownloadRequest(request.url(), target, request.bytes(), request.sha256(), "", true));
        assertEquals(7, Files.size(target));
        assertEquals(List.of("weights.pth"), names(target.getParent()));
    }

    @Test
    void aWrongChecksumDeletesWhatCame() throws IOException {
        byte[] other = content.clone();
        other[1_234_567] ^= 1;
        server.replace(other, "2");
        assertEquals(
                "What came from '%s' is not the published file: expected SHA-256 %s, found %s. It was deleted. %s"
                        .formatted(server.url(), sum(content), sum(other), BY_HAND),
                problem(download(3), known(server.url(), target, content)));
        assertEquals(List.of(), names(target.getParent()));
        assertEquals(1, server.seen().size());
    }

    @Test
    void aWrongSizeIsRefusedBeforeAnythingIsWritten() throws IOException {
        server.replace(new byte[5], "2");
        assertEquals(
                "'%s' is not the published file: expected 3000000 bytes, found 5. %s".formatted(server.url(), BY_HAND),
                problem(download(3), known(server.url(), target, content)));
        assertEquals(List.of(), names(target.getParent()));
    }

    @Test
    void moreThanTheKnownSizeIsNotKept() throws IOException {
        server.plan(server.endless());
        assertEquals(
                "'%s' is larger than expected: at most 3.0 MB. Nothing of it was kept. %s"
                        .formatted(server.url(), BY_HAND),
                problem(download(3), known(server.url(), target, content)));
        assertEquals(List.of(), names(target.getParent()));
    }

    @Test
    void aFileOfUnknownSizeMayNotGrowForEver() throws IOException {
        server.plan(server.endless());
        assertEquals(
                "'%s' is larger than expected: at most 5.0 MB. Nothing of it was kept. %s"
                        .formatted(server.url(), BY_HAND),
                problem(download(3), unknown(server.url(), target)));
        assertEquals(List.of(), names(target.getParent()));
    }

    @Test
    void aPromisedSizeBeyondTheLimitIsRefused() {
        server.plan(exchange -> exchange.sendResponseHeaders(200, 5_000_001));
        assertTrue(problem(download(3), unknown(server.url(), target))
                .contains("is larger than expected: at most 5.0 MB"));
    }

    @ParameterizedTest
    @CsvSource({
        "401, access denied",
        "403, access denied",
        "404, not there",
        "410, not there",
        "400, not a file",
        "204, not a file",
        "304, not a file",
        "407, 'the proxy wants a password, which samda cannot give'"
    })
    void aRefusalIsToldAtOnce(int code, String meaning) throws IOException {
        server.plan(FileServer.status(code));
        assertEquals(
                "Cannot fetch '%s': the server answers HTTP %d (%s), expected 200. %s"
                        .formatted(server.url(), code, meaning, BY_HAND),
                problem(download(3), known(server.url(), target, content)));
        assertEquals(1, server.seen().size());
        assertEquals(List.of(), names(target.getParent()));
    }

    @Test
    void aBusyServerIsAskedAgain() throws IOException {
        server.plan(FileServer.status(503), FileServer.status(429));
        download(3).fetch(known(server.url(), target, content));
        assertArrayEquals(content, Files.readAllBytes(target));
        assertEquals(3, server.seen().size());
    }

    @Test
    void aServerThatStaysBusyIsGivenUp() {
        server.plan(FileServer.status(500), FileServer.status(502), FileServer.status(503), FileServer.status(504));
        assertEquals(
                "Cannot fetch '%s': HTTP 503, 3 times in a row. %s".formatted(server.url(), BY_HAND),
                problem(download(3), known(server.url(), target, content)));
        assertEquals(3, server.seen().size());
    }

    @Test
    void aWebPageIsNotTakenForAFile() throws IOException {
        server.plan(FileServer.page());
        assertEquals(
                "Cannot fetch '%s': it is a web page, expected a file. %s".formatted(server.url(), BY_HAND),
                problem(download(3), unknown(server.url(), target)));
        assertEquals(List.of(), names(target.getParent()));
    }

    @Test
    void redirectsAreFollowed() throws IOException {
        server.plan(FileServer.redirect("/elsewhere/weights"), FileServer.redirect(server.url() + "?key=1"));
        download(1).fetch(known(server.url(), target, content));
        assertArrayEquals(content, Files.readAllBytes(target));
        assertEquals(
                List.of("/weights.pth", "/elsewhere/weights", "/weights.pth?key=1"),
                server.seen().stream().map(seen -> seen.uri().toString()).toList());
    }

    @Test
    void redirectsWithoutAnEndAreRefused() {
        for (int i = 0; i < 20; i++) {
            server.plan(FileServer.redirect("/weights.pth"));
        }
        assertEquals(
                "'%s' is redirected more than 8 times. Give another address with --url.".formatted(server.url()),
                problem(download(3), known(server.url(), target, content)));
        assertEquals(9, server.seen().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///etc/passwd", "ftp://localhost/weights.pth", "", "http:///x", "http://a b"})
    void redirectsToWhatIsNoWebAddressAreRefused(String location) {
        server.plan(FileServer.redirect(location));
        String problem = problem(download(3), known(server.url(), target, content));
        assertTrue(
                problem.startsWith("'%s' redirects to '%s', which is not followed".formatted(server.url(), location)),
                problem);
        assertEquals(1, server.seen().size());
    }

    @Test
    void redirectsNeverLeaveHttps() {
        URI secure = URI.create("https://example.org/a/weights.pth");
        assertEquals(URI.create("https://example.org/a/b"), HttpFetch.target(secure, "b"));
        assertEquals(URI.create("https://cdn.example.org/b"), HttpFetch.target(secure, "//cdn.example.org/b"));
        assertThrows(SamdaException.class, () -> HttpFetch.target(secure, "http://example.org/a/weights.pth"));
    }

    @Test
    void withoutAConnectionItSaysHowToDoWithout() throws IOException {
        int port = freePort();
        URI nobody = URI.create("http://localhost:" + port + "/weights.pth");
        String problem = problem(download(3), known(nobody, target, content));
        assertTrue(problem.startsWith("Cannot reach 'localhost' to fetch '" + nobody + "': "), problem);
        assertTrue(
                problem.endsWith("Check the connection, or name a proxy with --proxy HOST:PORT. " + BY_HAND), problem);
        assertEquals(List.of(), names(target.getParent()));
    }

    @Test
    void aServerThatNeverAnswersIsGivenUp() throws IOException {
        DownloadConfig impatient = new DownloadConfig(
                Duration.ofSeconds(1), Duration.ofMillis(100), Duration.ofMillis(1), 2, 1000, Optional.empty());
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            URI url = URI.create("http://localhost:" + silent.getLocalPort() + "/weights.pth");
            String problem =
                    problem(new WeightsDownload(impatient, Progress.NONE, line -> {}), known(url, target, content));
            assertTrue(problem.startsWith("Cannot ") && problem.endsWith(BY_HAND), problem);
        }
    }

    @Test
    void aConnectionThatIsNotMadeIsNoConnection() {
        assertTrue(DownloadProblem.isOffline(new HttpConnectTimeoutException("HTTP connect timed out")));
        assertFalse(DownloadProblem.isOffline(new HttpTimeoutException("nothing came")));
    }

    @Test
    void aNameThatIsNotKnownIsToldAsSuch() {
        IOException cause = new ConnectException();
        cause.initCause(new UnresolvedAddressException());
        assertTrue(DownloadProblem.isOffline(cause));
        assertEquals(
                "Cannot reach 'localhost' to fetch '%s': its name is not known. Check the connection, or name a proxy"
                                .formatted(server.url())
                        + " with --proxy HOST:PORT. " + BY_HAND,
                DownloadProblem.unreachable(known(server.url(), target, content), cause)
                        .getMessage());
    }

    @Test
    void goesThroughAProxyIfToldTo() throws IOException {
        DownloadConfig plain = config(1);
        DownloadConfig proxied = new DownloadConfig(
                plain.connectTimeout(),
                plain.stallTimeout(),
                plain.pause(),
                plain.attempts(),
                plain.maxBytes(),
                Optional.of(server.address()));
        URI elsewhere = URI.create("http://weights.invalid/weights.pth");
        new WeightsDownload(proxied, Progress.NONE, line -> {}).fetch(known(elsewhere, target, content));
        assertArrayEquals(content, Files.readAllBytes(target));
        assertEquals(elsewhere, server.seen().get(0).uri());
    }

    @Test
    void aFileInPlaceOfTheFolderIsNamed() throws IOException {
        Files.writeString(folder.resolve("cache"), "");
        String problem = problem(download(1), known(server.url(), target, content));
        assertTrue(problem.startsWith("Cannot write '" + folder.resolve("cache") + "': "), problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://localhost/x", "file:///x", "weights.pth", "http:///x", "mailto:a@b.c"})
    void onlyWebAddressesAreFetched(String address) {
        assertFalse(DownloadRequest.isFetchable(URI.create(address)));
        assertThrows(IllegalArgumentException.class, () -> unknown(URI.create(address), target));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
