// SPDX-License-Identifier: Apache-2.0
package org.samda.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/**
 * The most memory that this process takes from a moment on, as Linux counts it: Java's heap and libtorch together. What
 * earlier work left behind and the system has not got back counts too.
 */
final class PeakMemory {
    private static final Path RESET = Path.of("/proc/self/clear_refs");
    private static final Path STATUS = Path.of("/proc/self/status");

    /** Makes the peak the present size (proc(5)). */
    private static final String PEAK = "5";

    private static final long KILOBYTE = 1024;

    private final boolean isKnown;

    private PeakMemory(boolean isKnown) {
        this.isKnown = isKnown;
    }

    /** From now on. */
    static PeakMemory begin() {
        try {
            Files.writeString(RESET, PEAK);
            return new PeakMemory(true);
        } catch (IOException e) {
            return new PeakMemory(false);
        }
    }

    /** Until now; empty where the system does not tell. */
    OptionalLong bytes() {
        if (!isKnown) {
            return OptionalLong.empty();
        }
        try {
            return bytes(Files.readAllLines(STATUS));
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    static OptionalLong bytes(List<String> status) {
        return status.stream()
                .filter(line -> line.matches("VmHWM:\\s+\\d+ kB"))
                .mapToLong(line -> KILOBYTE * Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst();
    }
}
