// SPDX-License-Identifier: Apache-2.0
package org.samda.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.samda.config.Configs;

class ModelsCommandTest {
    /** SHA-256 of "abc". */
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    private static final long PATIENCE_SECONDS = 60;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch gate = new CountDownLatch(1);

    @TempDir
    private Path home;

    private HttpServer server;
    private String url;

    /** A web server with the file "abc" at {@code /abc}, one that stops after "a" at {@code /slow}, and nothing else. */
    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/abc", exchange -> send(exchange, "abc"));
        server.createContext("/slow", exchange -> {
            exchange.sendResponseHeaders(200, 3);
            exchange.getResponseBody().write('a');
            exchange.getResponseBody().flush();
            try {
                gate.await();
            } catch (InterruptedException e) {
                exchange.close();
            }
        });
        server.setExecutor(threads);
        server.start();
        url = "http://localhost:" + server.getAddress().getPort();
    }

    @AfterEach
    void stopServer() {
        gate.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void aloneItShowsItsHelp() {
        Cli help = run("models");
        assertEquals(0, help.exitCode());
        assertTrue(help.out().startsWith("Usage: samda models"), help.out());
        List.of("list", "describe", "get").forEach(name -> assertTrue(help.out().contains("  " + name), help.out()));
        assertEquals("", help.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"models", "models list", "models describe", "models get"})
    void helpShowsAnExample(String command) {
        Cli help = run(List.of((command + " --help").split(" ")).toArray());
        assertEquals(0, help.exitCode());
        assertTrue(help.out().contains("Example: samda models "), help.out());
    }

    @Test
    void listsEveryEncoderAndWhetherItsWeightsAreCached() throws IOException {
        put("sam-med2d_b.pth", "abc");
        put("mobile_sam.pt", "abc");
        assertEquals(
                List.of(
                        "encoder       parameters    input  licence     weights",
                        "none                   -        -  -           needs none",
                        "tiny                   -        -  -           needs none",
                        "mobile-sam         6.1 M  1024 px  Apache-2.0  damaged",
                        "sam-b             89.7 M  1024 px  Apache-2.0  not cached",
                        "sam-l            308.3 M  1024 px  Apache-2.0  not cached",
                        "sam-h            637.0 M  1024 px  Apache-2.0  not cached",
                        "med-sam           89.7 M  1024 px  Apache-2.0  not cached",
                        "sam-med2d        267.2 M   256 px  Apache-2.0  cached",
                        "Weights are kept in '" + home.resolve("weights") + "'."),
                run("models", "list").out().lines().toList());
    }

    @Test
    void listsForPrograms() throws IOException {
        put("sam-med2d_b.pth", "abc");
        Map<?, ?> listing = json(run("models", "list", "--json"));
        assertEquals(home.resolve("weights").toString(), listing.get("folder"));
        List<?> encoders = (List<?>) listing.get("encoders");
        Map<?, ?> last = (Map<?, ?>) encoders.get(encoders.size() - 1);
        assertEquals("sam-med2d", last.get("name"));
        assertEquals("cached", last.get("presence"));
        assertEquals("256", last.get("inputPx").toString());
        assertEquals("not-needed", ((Map<?, ?>) encoders.get(0)).get("presence"));
    }

    @Test
    void describesAnEncoder() {
        Cli described = run("models", "describe", "sam-b");
        assertEquals(0, described.exitCode(), described.err());
        List.of(
                        "sam-b: SAM ViT-B",
                        "network        vit-b, 89,670,912 parameters",
                        "embedding      256 channels of 64 x 64, one pixel for 16 x 16 of the input",
                        "licence        Apache-2.0",
                        "SHA-256        ec2df62732614e57411cdcf32a23ffdf28910380d03139ee0f4fcbe91eb8c912",
                        "fetched from   https://dl.fbaipublicfiles.com/segment_anything/sam_vit_b_01ec64.pth",
                        "cached         not cached",
                        "path           " + home.resolve("weights/sam_vit_b_01ec64.pth"))
                .forEach(line -> assertTrue(described.out().lines().anyMatch(line::equals), described.out()));
        assertTrue(run("models", "describe", "sam-med2d").out().contains("SHA-256        not known for certain"));
    }

    @Test
    void describesTheNetworkThatAnEncoderMakesWithAUNet() {
        Cli described = run("models", "describe", "mobile-sam", "--preset", "quick", "--patch", 112);
        assertEquals(0, described.exitCode(), described.err());
        List.of(
                        "network        tiny-vit, 6,065,532 parameters, 321,640 of which no embedding needs",
                        "           patch                                [1, 112, 112]",
                        "sam        input, enlarged 3 times              [3, 336, 336]                0",
                        "sam        patch embedding                      [64, 84, 84]            19,488",
                        "sam        neck                                 [256, 21, 21]          672,768",
                        "projector  convolution 3, stride 2              [256, 11, 11]          590,592",
                        "expert     E5                                   [256, 7, 7]            886,272",
                        "expert     E5 and projector                     [512, 7, 7]                  0",
                        "expert     head of D1                           [2, 112, 112]               34",
                        "module        parameters  step 1   step 2   step 3",
                        "sam            5,743,892  frozen   frozen   frozen")
                .forEach(line -> assertTrue(described.out().lines().anyMatch(line::equals), line + described.out()));
        assertEquals(2, run("models", "describe", "tiny", "--patch", 15).exitCode());
    }

    @Test
    void describesThePlainUNet() {
        String described = run("models", "describe", "none").out();
        assertTrue(described.lines().anyMatch("module        parameters  step 1   step 3"::equals), described);
        assertTrue(described.lines().noneMatch(line -> line.startsWith("sam") || line.startsWith("projector")));
    }

    @Test
    void describesForPrograms() {
        Map<?, ?> described = json(run("models", "describe", "med-sam", "--json"));
        Map<?, ?> encoder = (Map<?, ?>) described.get("encoder");
        assertEquals("med-sam", ((Map<?, ?>) encoder.get("network")).get("preprocessing"));
        assertEquals("375049145", ((Map<?, ?>) encoder.get("file")).get("bytes").toString());
        assertEquals("missing", described.get("presence"));
        List<?> modules = (List<?>) ((Map<?, ?>) described.get("graph")).get("modules");
        assertEquals(
                "{name=sam, parameters=89670912, trainedIn=[]}", modules.get(0).toString());
    }

    @Test
    void fetchesWeightsOnceAndChecksThemAfterwards() throws IOException {
        Path file = home.resolve("weights/sam-med2d_b.pth");
        Cli first = run("models", "get", "sam-med2d", "--url", url + "/abc", "--sha256", ABC);
        assertEquals(0, first.exitCode(), first.err());
        assertEquals(
                "Fetched '%s' (3 bytes, SHA-256 %s): the checksum is right.".formatted(file, ABC),
                first.out().strip());
        assertEquals(
                "fetching sam-med2d_b.pth, MB: 100 % (1 of 1)",
                first.err().strip().replaceAll("\\),.*", ")"));
        assertEquals("abc", Files.readString(file));
        Cli second = run("models", "get", "sam-med2d");
        assertEquals(
                "Already there: '%s' (3 bytes, SHA-256 %s): no checksum is known to compare it with."
                        .formatted(file, ABC),
                second.out().strip());
        assertEquals("", second.err());
    }

    @Test
    void fetchesForPrograms() {
        Cli fetched = run("models", "get", "sam-med2d", "--url", url + "/abc", "--json", "--quiet");
        assertEquals(
                Map.of(
                        "encoder",
                        "sam-med2d",
                        "path",
                        home.resolve("weights/sam-med2d_b.pth").toString(),
                        "bytes",
                        BigInteger.valueOf(3),
                        "sha256",
                        ABC,
                        "checked",
                        false,
                        "downloaded",
                        true),
                json(fetched));
        assertEquals("", fetched.err());
    }

    @Test
    void fetchesThroughAProxy() throws IOException {
        Cli fetched = run(
                "models",
                "get",
                "sam-med2d",
                "--url",
                "http://weights.invalid/abc",
                "--proxy",
                url.substring("http://".length()),
                "--quiet");
        assertEquals(0, fetched.exitCode(), fetched.err());
        assertEquals("abc", Files.readString(home.resolve("weights/sam-med2d_b.pth")));
    }

    @Test
    void whatNoProgramCanFetchIsToldWithWhatToDoByHand() {
        assertEquals(
                ("samda: 'medsam_vit_b.pth' has no address for a program. By hand: fetch 'medsam_vit_b.pth' from"
                                + " https://drive.google.com/drive/folders/1ETWmi4AiniJeWOt6HAsYgTjYv_fkgzoN (its"
                                + " authors' page: https://github.com/bowang-lab/MedSAM) and put it at '%s'. Or give"
                                + " one with --url.")
                        .formatted(home.resolve("weights/medsam_vit_b.pth")),
                failure("models", "get", "med-sam"));
    }

    @Test
    void anotherFileThanThePublishedOneIsRefused() {
        String failure = failure("models", "get", "sam-b", "--url", url + "/abc", "--quiet");
        assertTrue(
                failure.startsWith(
                        "samda: '%s/abc' is not the published file: expected 375042383 bytes, found 3. By hand"
                                .formatted(url)),
                failure);
    }

    @Test
    void aWrongChecksumIsToldWithBoth() throws IOException {
        String other = "0".repeat(64);
        String failure = failure("models", "get", "sam-med2d", "--url", url + "/abc", "--sha256", other, "--quiet");
        assertTrue(failure.contains("expected SHA-256 " + other + ", found " + ABC + ". It was deleted."), failure);
        assertEquals(List.of(".sam-med2d_b.pth.lock"), names(home.resolve("weights")));
    }

    @Test
    void aDamagedFileIsReplacedOnlyIfAskedFor() throws IOException {
        put("sam-med2d_b.pth", "xyz");
        String failure = failure("models", "get", "sam-med2d", "--sha256", ABC);
        assertTrue(failure.endsWith("Fetch it again with --overwrite."), failure);
        Cli replaced =
                run("models", "get", "sam-med2d", "--url", url + "/abc", "--sha256", ABC, "--overwrite", "--quiet");
        assertEquals(0, replaced.exitCode(), replaced.err());
        assertEquals("abc", Files.readString(home.resolve("weights/sam-med2d_b.pth")));
    }

    @Test
    void anAddressWithNothingBehindItIsTold() {
        String failure = failure("models", "get", "sam-med2d", "--url", url + "/nothing", "--quiet");
        assertTrue(failure.contains("the server answers HTTP 404 (not there), expected 200."), failure);
    }

    @Test
    void withoutAConnectionItSaysWhichFileToPutWhere() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        String failure = failure("models", "get", "sam-h", "--url", "http://localhost:" + port + "/x", "--quiet");
        assertTrue(failure.startsWith("samda: Cannot reach 'localhost'"), failure);
        assertTrue(
                failure.endsWith("By hand: fetch 'sam_vit_h_4b8939.pth' from"
                        + " https://github.com/facebookresearch/segment-anything#model-checkpoints (its authors' page:"
                        + " https://github.com/facebookresearch/segment-anything) and put it at '"
                        + home.resolve("weights/sam_vit_h_4b8939.pth") + "'."),
                failure);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            models get                            | Missing required parameter: 'ENCODER'
            models get sam-x                      | Invalid value for positional parameter at index 0 (ENCODER): Encoder 'sam-x' is not known; expected one of none, tiny, mobile-sam, sam-b, sam-l, sam-h, med-sam, sam-med2d.
            models describe SAM                   | Invalid value for positional parameter at index 0 (ENCODER): Encoder 'SAM' is not known; expected one of none, tiny, mobile-sam, sam-b, sam-l, sam-h, med-sam, sam-med2d.
            models get tiny                       | encoder 'tiny' has no published weights to fetch
            models get sam-b --url x.pth          | Invalid value for option '--url': expected an address that begins with https:// or http://, found 'x.pth'
            models get sam-b --url file:///x      | Invalid value for option '--url': expected an address that begins with https:// or http://, found 'file:///x'
            models get sam-b --sha256 12          | Invalid value for option '--sha256': expected 64 hexadecimal digits, found '12'
            models get sam-b --proxy here         | Invalid value for option '--proxy': expected HOST:PORT such as proxy.example.org:3128, found 'here'
            models gte                            | Unmatched argument at index 1: 'gte'
            """)
    void wrongUsageIsTold(String arguments, String message) {
        Cli wrong = run(List.of(arguments.split(" ")).toArray());
        assertEquals(2, wrong.exitCode());
        assertEquals("samda: " + message, wrong.err().lines().findFirst().orElseThrow());
        assertEquals("", wrong.out());
    }

    @Test
    void anotherChecksumThanThePublishedOneIsWrongUsage() {
        Cli wrong = run("models", "get", "sam-b", "--sha256", ABC);
        assertEquals(2, wrong.exitCode());
        assertTrue(
                wrong.err().startsWith("samda: --sha256: 'sam_vit_b_01ec64.pth' is published with SHA-256 ec2df"),
                wrong.err());
    }

    /** In a process of its own, which takes the folder from its environment. */
    @Test
    void afterCtrlCTheSameCommandGoesOn() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/bin/kill")), "signals are sent with /bin/kill");
        Path part = home.resolve("weights/sam-med2d_b.pth.part");
        Process process = start("models", "get", "sam-med2d", "--url", url + "/slow", "--quiet");
        try {
            while (!Files.exists(part) || Files.size(part) < 1) {
                assertTrue(process.isAlive(), "the process ended too early");
                Thread.sleep(5);
            }
            assertEquals(
                    0,
                    new ProcessBuilder("/bin/kill", "-INT", Long.toString(process.pid()))
                            .start()
                            .waitFor());
            assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "the process does not end");
            String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(130, process.exitValue(), err);
            assertTrue(err.contains("Start the same command again to go on where it was."), err);
        } finally {
            process.destroyForcibly();
        }
        assertArrayEquals(new byte[] {'a'}, Files.readAllBytes(part));
        assertEquals(
                0,
                run("models", "get", "sam-med2d", "--url", url + "/abc", "--quiet")
                        .exitCode());
        assertEquals(List.of(".sam-med2d_b.pth.lock", "sam-med2d_b.pth"), names(home.resolve("weights")));
    }

    private Cli run(Object... arguments) {
        return Cli.runAt(home, arguments);
    }

    private String failure(Object... arguments) {
        Cli failed = run(arguments);
        assertEquals(1, failed.exitCode(), failed.out());
        assertEquals("", failed.out());
        assertEquals(1, failed.err().lines().count(), failed.err());
        return failed.err().strip();
    }

    private static Map<?, ?> json(Cli answer) {
        assertEquals(0, answer.exitCode(), answer.err());
        return Configs.fromJson(answer.out(), "output", Map.class);
    }

    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx100m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Samda.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("SAMDA_HOME", home.toString());
        return builder.start();
    }

    private void put(String name, String content) throws IOException {
        Files.createDirectories(home.resolve("weights"));
        Files.writeString(home.resolve("weights").resolve(name), content);
    }

    private static List<String> names(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static void send(HttpExchange exchange, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
