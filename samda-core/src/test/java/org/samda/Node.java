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
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The Node.js of this machine with packages that {@code npm install --global} has put there, or those in the folder
 * {@code node_modules} that the property {@code samda.node.modules} names; tests that need them are skipped elsewhere.
 */
public final class Node {
    private static final Path NODE = Path.of("/usr/bin/node");

    private final Path folder;
    private final Path modules;

    private Node(Path folder, Path modules) {
        this.folder = folder;
        this.modules = modules;
    }

    /**
     * Skips the test where zarrita is not installed.
     *
     * @param folder gets scripts and their output
     */
    public static Node withZarrita(Path folder) {
        assumeTrue(Files.isExecutable(NODE), NODE + " is not installed");
        Optional<Path> modules = Stream.of(
                        System.getProperty("samda.node.modules", ""),
                        "/usr/lib/node_modules",
                        "/usr/local/lib/node_modules")
                .map(Path::of)
                .filter(each -> Files.isDirectory(each.resolve("zarrita")))
                .findFirst();
        assumeTrue(modules.isPresent(), "npm's zarrita is not installed; -Dsamda.node.modules names its node_modules");
        return new Node(folder, modules.get());
    }

    /** Runs a module that lies beside the test's class among the resources; it must succeed. Its first argument is node_modules. */
    public void run(Class<?> test, String script, Path... arguments) {
        Path copy = folder.resolve(script);
        Path log = folder.resolve("node.log");
        List<String> command = new ArrayList<>(List.of(NODE.toString(), copy.toString(), modules.toString()));
        for (Path argument : arguments) {
            command.add(argument.toString());
        }
        try (InputStream in = test.getResourceAsStream(script)) {
            Files.copy(Objects.requireNonNull(in), copy);
            int code = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start()
                    .waitFor();
            assertEquals(0, code, Files.readString(log));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
