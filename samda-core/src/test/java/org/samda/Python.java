// SPDX-License-Identifier: Apache-2.0
package org.samda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The Python of this machine, such as Debian's, or the one that the property {@code samda.python} names; tests that need
 * it or one of its packages are skipped where it is not installed.
 */
public final class Python {
    private static final Path PYTHON = Path.of(System.getProperty("samda.python", "/usr/bin/python3"));

    private final Path folder;

    private Python(Path folder) {
        this.folder = folder;
    }

    /**
     * Skips the test where there is none.
     *
     * @param folder gets scripts and their output
     */
    public static Python withTorch(Path folder) {
        return with("torch", folder);
    }

    /**
     * Skips the test where there is none.
     *
     * @param folder gets scripts and their output
     */
    public static Python withNibabel(Path folder) {
        return with("nibabel", folder);
    }

    /**
     * Skips the test where there is none.
     *
     * @param folder gets scripts and their output
     */
    public static Python withZarr(Path folder) {
        return with("zarr", folder);
    }

    /**
     * Skips the test where there is none.
     *
     * @param folder gets scripts and their output
     */
    public static Python withH5py(Path folder) {
        return with("h5py", folder);
    }

    /**
     * Skips the test where there is none.
     *
     * @param folder gets scripts and their output
     */
    public static Python withMrcfile(Path folder) {
        return with("mrcfile", folder);
    }

    /**
     * Skips the test where there is none.
     *
     * @param folder gets scripts and their output
     */
    public static Python withTifffile(Path folder) {
        return with("tifffile", folder);
    }

    /**
     * Skips the test where there is none.
     *
     * @param folder gets scripts and their output
     */
    public static Python withSkimage(Path folder) {
        return with("skimage", folder);
    }

    private static Python with(String module, Path folder) {
        assumeTrue(Files.isExecutable(PYTHON), PYTHON + " is not installed");
        Python python = new Python(folder);
        assumeTrue(
                python.run(List.of("-c", "import " + module)) == 0,
                PYTHON + " has no " + module + "; -Dsamda.python names another");
        return python;
    }

    /** Runs a script that lies beside the test's class among the resources; it must succeed. */
    public void run(Class<?> test, String script, Path... arguments) {
        Path copy = folder.resolve(script);
        try (InputStream in = test.getResourceAsStream(script)) {
            Files.copy(Objects.requireNonNull(in), copy);
            List<String> command = new ArrayList<>(List.of(copy.toString()));
            for (Path argument : arguments) {
                command.add(argument.toString());
            }
            assertEquals(0, run(command), () -> "see " + folder.resolve("python.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int run(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(PYTHON.toString()));
        command.addAll(arguments);
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("python.log").toFile())
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
