// SPDX-License-Identifier: Apache-2.0
package org.samda.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The samda program on one machine, as a process of its own. */
final class Program {
    static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    /** What makes the preset quick so small that training takes a second. */
    private static final List<String> TINY = List.of(
            "plan.downsampling=1",
            "plan.patchSize=32",
            "plan.stages=3",
            "plan.baseFeatures=4",
            "plan.maxFeatures=8",
            "training.source.epochs=1",
            "training.source.iterationsPerEpoch=4");

    private Program() {}

    /** All jars and folders of the tests. */
    static String classPathText() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    static List<Path> classPath() {
        return Arrays.stream(classPathText().split(":")).map(Path::of).toList();
    }

    static void run(Path folder, Object... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(JAVA, "-Xmx400m", "-XX:+UseSerialGC", "-cp"));
        command.add(classPathText());
        command.add("org.samda.cli.Samda");
        Arrays.stream(arguments).map(Object::toString).forEach(command::add);
        Path log = folder.resolve("program.log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertEquals(0, process.waitFor(), Files.readString(log));
    }

    /** A model of a few thousand weights, trained for a moment. */
    static Path model(Path folder) throws IOException, InterruptedException {
        Path data = folder.resolve("data");
        run(folder, "phantom", "--out", data, "--quiet", "--count", 2, "--size", "48,48", "--pixel-scale", 4);
        Path model = folder.resolve("model");
        List<Object> arguments = new ArrayList<>(List.of("train", "--preset", "quick", "--quiet", "--threads", 1));
        arguments.addAll(List.of("--precision", "fp32", "--encoder", "none", "--steps", 1, "--source", data));
        TINY.forEach(setting -> arguments.addAll(List.of("--set", setting)));
        arguments.addAll(List.of("--out", model));
        run(folder, arguments.toArray());
        return model;
    }

    /** A generated volume. */
    static Path volume(Path folder, String size) throws IOException, InterruptedException {
        Path volume = folder.resolve("v.zarr");
        run(folder, "phantom", "--out", volume, "--quiet", "--size", size);
        return volume;
    }
}
