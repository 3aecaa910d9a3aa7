// SPDX-License-Identifier: Apache-2.0
package org.samda.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samda.SmallDisk;

class NativeLibrariesTest {
    private static final long SPACE = 1L << 30;

    @TempDir
    private Path folder;

    /** What a fresh process runs: the product of two tensors, worked out by hand. */
    static final class Multiplication {

        private Multiplication() {}

        @SuppressWarnings("SystemOut")
        public static void main(String[] args) {
            Engine.start(OptionalInt.of(1), "cpu", "fp32");
            try (PointerScope scope = new PointerScope()) {
                float[] product = Tensors.floats(
                        Tensors.of(new float[] {1, 2, 3, 4}, 2, 2).matmul(Tensors.of(new float[] {5, 6, 7, 8}, 2, 2)));
                System.out.println(java.util.Arrays.toString(product));
            }
        }
    }

    @Test
    void aSystemThatIsTooOldIsToldFromOthers() {
        String message = NativeLibraries.explain(
                "linux-x86_64", "/tmp/libjnitorch.so: /lib/libc.so.6: version `GLIBC_2.35' not found");
        assertTrue(message.startsWith("libtorch does not run on this Linux: it needs glibc 2.35"), message);
        assertTrue(message.contains("version `GLIBC_2.35' not found"), message);
        assertTrue(NativeLibraries.explain("linux-x86_64", "version `GLIBCXX_3.4.30' not found")
                .startsWith("libtorch does not run on this Linux"));
    }

    @Test
    void aPlatformWithoutLibrariesIsNamed() {
        String message = NativeLibraries.explain("linux-armhf", "no jnitorch in java.library.path");
        assertEquals(
                "libtorch is not in this build for the platform 'linux-armhf'; expected one of linux-x86_64,"
                        + " macosx-arm64, windows-x86_64. Build on the machine it shall run on: mvn package.",
                message);
    }

    @Test
    void anythingElseKeepsTheLinkersWords() {
        assertEquals(
                "libtorch cannot be loaded on " + Loader.getPlatform() + ": libfoo.so: cannot open",
                NativeLibraries.explain(Loader.getPlatform(), "libfoo.so: cannot open"));
    }

    @Test
    @Tag("slow")
    void twoProcessesStartAtOnceFromOneEmptyCache() throws IOException, InterruptedException {
        assumeTrue(Files.getFileStore(folder).getUsableSpace() > SPACE, "unpacking needs 1 GB of disk");
        Path cache = Files.createDirectory(folder.resolve("cache"));
        Process first = start(cache, folder.resolve("first.log"));
        Process second = start(cache, folder.resolve("second.log"));
        assertEnds(first, folder.resolve("first.log"));
        assertEnds(second, folder.resolve("second.log"));
        try (var files = Files.walk(cache)) {
            assertTrue(
                    files.anyMatch(file -> file.endsWith("libtorch_cpu.so")
                            || file.endsWith("torch_cpu.dll")
                            || file.endsWith("libtorch_cpu.dylib")),
                    "the libraries came from elsewhere");
        }
    }

    @Test
    void aForeignLibtorchInTheLoaderPathIsNotUsed() throws IOException, InterruptedException {
        assumeTrue(Loader.getPlatform().startsWith("linux"), "only Linux has LD_LIBRARY_PATH");
        Path foreign = Files.createDirectory(folder.resolve("foreign"));
        for (String library : List.of("libc10.so", "libtorch_cpu.so", "libtorch.so")) {
            Files.writeString(foreign.resolve(library), "not even a library");
        }
        Path log = folder.resolve("log");
        ProcessBuilder builder = process(Path.of(Loader.getCacheDir().getPath()), log);
        builder.environment().put("LD_LIBRARY_PATH", foreign.toString());
        assertEnds(builder.start(), log);
    }

    @Test
    void aBuildWithoutCudaDoesNotLookForCuda() throws IOException, InterruptedException {
        String cuda = "/org/bytedeco/pytorch/" + Loader.getPlatform() + "-gpu/" + System.mapLibraryName("jnitorch");
        assumeTrue(NativeLibrariesTest.class.getResource(cuda) == null, "this build is one with CUDA");
        Path log = folder.resolve("log");
        ProcessBuilder builder = process(Path.of(Loader.getCacheDir().getPath()), log);
        builder.command().add(1, "-Dorg.bytedeco.javacpp.logger.debug=true");
        assertEnds(builder.start(), log);
        String said = Files.readString(log);
        assertTrue(said.contains("jnitorch"), "JavaCPP does not tell what it loads");
        assertFalse(said.contains("cublas") || said.contains("cudart"), said);
    }

    @Test
    void aCacheOnAFullDiskIsToldWithWhatToDo() throws IOException, InterruptedException {
        try (SmallDisk disk = SmallDisk.mount(folder, "16m")) {
            Path log = folder.resolve("log");
            assertTrue(start(disk.folder(), log).waitFor(5, TimeUnit.MINUTES), "does not end");
            String said = Files.readString(log);
            assertTrue(said.contains("SamdaException: libtorch cannot be unpacked into JavaCPP's cache"), said);
            assertTrue(said.contains("-Dorg.bytedeco.javacpp.cachedir=FOLDER"), said);
        }
    }

    private Process start(Path cache, Path log) throws IOException {
        return process(cache, log).start();
    }

    private ProcessBuilder process(Path cache, Path log) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dorg.bytedeco.javacpp.cachedir=" + cache,
                "-XX:ErrorFile=" + folder.resolve("hs_err.log"),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Multiplication.class.getName()));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .directory(folder.toFile());
    }

    private static void assertEnds(Process process, Path log) throws IOException, InterruptedException {
        assertTrue(process.waitFor(5, TimeUnit.MINUTES), "does not end");
        String said = Files.readString(log, StandardCharsets.UTF_8);
        assertEquals(0, process.exitValue(), said);
        assertTrue(said.contains("[19.0, 22.0, 43.0, 50.0]"), said);
    }
}
