// SPDX-License-Identifier: Apache-2.0
package org.samda.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code samda}, in a folder with a jar and a java that only says how it was called. */
class LauncherTest {
    private static final long PATIENCE_SECONDS = 20;

    @TempDir
    private Path folder;

    private Path program;
    private Path java;

    /**
     * What the script answered.
     *
     * @param exitCode of the process
     * @param text     standard output and error
     */
    private record Answer(int exitCode, String text) {}

    @BeforeEach
    void install() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "the script needs bash");
        Path home = Files.createDirectories(folder.resolve("samda für alle"));
        program = Files.copy(Path.of("..", "samda").toRealPath(), home.resolve("samda"));
        Path jar = Files.createDirectories(home.resolve("samda-cli/target")).resolve("samda-cli.jar");
        Files.createFile(jar);
        java = Files.createDirectories(folder.resolve("jdk/bin")).resolve("java");
        Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"21.0.2\"\n");
        java("printf '%s\\n' \"$@\"; env");
    }

    @Test
    void startsTheJarBesideItFromAnyFolderWithTheArgumentsAsTheyAre() throws IOException, InterruptedException {
        Answer answer = start(Map.of(), "segment", "a b", "*", "");
        assertEquals(0, answer.exitCode(), answer.text());
        String expected = "-jar\n" + program.resolveSibling("samda-cli/target/samda-cli.jar") + "\nsegment\na b\n*\n\n";
        assertTrue(answer.text().contains(expected), answer.text());
    }

    @Test
    void isFoundThroughASymbolicLink() throws IOException, InterruptedException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), program);
        program = link;
        Answer answer = start(Map.of(), "--version");
        assertTrue(answer.text().contains("für alle/samda-cli/target/samda-cli.jar"), answer.text());
    }

    @Test
    void keepsOpenBlasFromSpinningUnlessTheUserDecidesOtherwise() throws IOException, InterruptedException {
        assertTrue(start(Map.of()).text().contains("\nOPENBLAS_THREAD_TIMEOUT=4\n"));
        assertTrue(start(Map.of("OPENBLAS_THREAD_TIMEOUT", "20")).text().contains("\nOPENBLAS_THREAD_TIMEOUT=20\n"));
    }

    @Test
    void keepsMemoryOfTensorsInHugePagesOfOneArenaUnlessTheUserDecidesOtherwise()
            throws IOException, InterruptedException {
        String text = start(Map.of()).text();
        assertTrue(text.contains("\nMALLOC_ARENA_MAX=1\n"), text);
        assertTrue(text.contains("\nGLIBC_TUNABLES=glibc.malloc.hugetlb=1\n"), text);
        Answer own = start(Map.of("MALLOC_ARENA_MAX", "4", "GLIBC_TUNABLES", "glibc.malloc.check=1"));
        assertTrue(own.text().contains("\nMALLOC_ARENA_MAX=4\n"), own.text());
        assertTrue(own.text().contains("\nGLIBC_TUNABLES=glibc.malloc.check=1\n"), own.text());
    }

    @Test
    void passesJavaOptionsOn() throws IOException, InterruptedException {
        assertTrue(start(Map.of("SAMDA_JAVA_OPTS", "-Xmx8g -Da=b")).text().contains("\n-Xmx8g\n-Da=b\n-jar\n"));
    }

    @Test
    void nineTwentiethsOfTheMemoryToStayUnderAreJavasHeap() throws IOException, InterruptedException {
        assertTrue(start(Map.of(), "segment", "--max-memory", "2G").text().contains("\n-Xmx943718k\n"));
        assertTrue(start(Map.of(), "segment", "--max-memory=1.5 GiB").text().contains("\n-Xmx707788k\n"));
        assertTrue(start(Map.of(), "train", "--max-memory", "700m").text().contains("\n-Xmx322560k\n"));
        assertTrue(start(Map.of(), "train", "--max-memory", "1M").text().contains("\n-Xmx131072k\n"));
        for (String wrong : List.of("much", "", "$(touch x)G", "-1G")) {
            Answer answer = start(Map.of(), "train", "--max-memory", wrong);
            assertEquals(0, answer.exitCode(), answer.text());
            assertTrue(!answer.text().contains("-Xmx"), answer.text());
        }
    }

    @Test
    void passesSignalsAndTheExitCodeOn() throws IOException, InterruptedException {
        java("trap 'exit 42' INT; touch \"" + folder.resolve("started")
                + "\"; while true; do read -t 0.05 </dev/zero; done");
        Process process = process(Map.of(), "train");
        while (!Files.exists(folder.resolve("started"))) {
            assertTrue(process.isAlive(), "the process ended too early");
            Thread.sleep(5);
        }
        new ProcessBuilder("/bin/kill", "-INT", Long.toString(process.pid()))
                .start()
                .waitFor();
        assertEquals(42, answer(process).exitCode());
    }

    @Test
    void anOldJavaIsToldInOneLine() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"11.0.2\"\n");
        Answer answer = start(Map.of(), "train");
        assertEquals(1, answer.exitCode());
        assertEquals(
                "samda: Java 17 or newer is needed, found Java 11 at '" + java + "'. Set JAVA_HOME to a newer JDK.\n",
                answer.text());
    }

    @Test
    void aWrongJavaHomeIsToldInOneLine() throws IOException, InterruptedException {
        Answer answer = start(Map.of("JAVA_HOME", "/nowhere"), "train");
        assertEquals(1, answer.exitCode());
        assertEquals(
                "samda: JAVA_HOME is '/nowhere', but there is no bin/java in it. Correct or unset it.\n",
                answer.text());
    }

    @Test
    void aMissingJarWithoutSourcesIsToldInOneLine() throws IOException, InterruptedException {
        Files.delete(program.resolveSibling("samda-cli/target/samda-cli.jar"));
        Answer answer = start(Map.of(), "train");
        assertEquals(1, answer.exitCode());
        assertEquals(
                List.of(1L, true),
                List.of(answer.text().lines().count(), answer.text().contains("Install samda again.")));
    }

    private void java(String script) throws IOException {
        Files.writeString(java, "#!/bin/bash\n" + script + "\n");
        assertTrue(java.toFile().setExecutable(true));
    }

    private Answer start(Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        return answer(process(environment, arguments));
    }

    private Process process(Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new java.util.ArrayList<>(List.of("/bin/bash", program.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(Files.createDirectories(folder.resolve("elsewhere")).toFile())
                .redirectErrorStream(true);
        builder.environment()
                .keySet()
                .removeAll(List.of("OPENBLAS_THREAD_TIMEOUT", "MALLOC_ARENA_MAX", "GLIBC_TUNABLES", "SAMDA_JAVA_OPTS"));
        builder.environment().put("JAVA_HOME", java.getParent().getParent().toString());
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static Answer answer(Process process) throws IOException, InterruptedException {
        try {
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "the process does not end");
            return new Answer(process.exitValue(), text);
        } finally {
            process.destroyForcibly();
        }
    }
}
