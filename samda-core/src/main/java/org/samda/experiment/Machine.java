// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What this machine has. */
public final class Machine {

    private static final Path LINUX_CPU_INFO = Path.of("/proc/cpuinfo");

    private Machine() {}

    /** The processor's name where Linux tells it, else its kind. */
    public static String processor() {
        String kind = System.getProperty("os.arch");
        if (!Files.isReadable(LINUX_CPU_INFO)) {
            return kind;
        }
        try (Stream<String> lines = Files.lines(LINUX_CPU_INFO)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(kind);
        } catch (IOException | UncheckedIOException e) {
            return kind;
        }
    }

    /** Bytes of memory of this machine, or of the container that this process runs in. */
    public static long memoryBytes() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    }
}
