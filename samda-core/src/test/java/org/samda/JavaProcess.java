// SPDX-License-Identifier: Apache-2.0
package org.samda;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A Java process of its own with the tests' classes, for real kills. */
public final class JavaProcess {
    private JavaProcess() {}

    /**
     * Not yet started; errors go where the output goes.
     *
     * @param main      whose main method it runs
     * @param heap      its largest heap, such as {@code 100m}
     * @param arguments of the main method
     */
    public static ProcessBuilder of(Class<?> main, String heap, List<?> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                main.getName()));
        arguments.forEach(argument -> command.add(argument.toString()));
        return new ProcessBuilder(command).redirectErrorStream(true);
    }
}
