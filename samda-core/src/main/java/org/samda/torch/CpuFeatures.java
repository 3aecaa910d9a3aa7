// SPDX-License-Identifier: Apache-2.0
package org.samda.torch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the processor can do, as far as the choice of a precision needs it. */
final class CpuFeatures {
    private static final Path LINUX_CPU_INFO = Path.of("/proc/cpuinfo");

    private CpuFeatures() {}

    /** Whether bfloat16 products run in hardware (AVX-512 BF16 or AMX); false where that cannot be found out. */
    static boolean hasBf16() {
        if (!Files.isReadable(LINUX_CPU_INFO)) {
            return false;
        }
        try {
            return hasBf16(Files.readAllLines(LINUX_CPU_INFO));
        } catch (IOException e) {
            return false;
        }
    }

    static boolean hasBf16(List<String> cpuInfo) {
        return cpuInfo.stream()
                .filter(line -> line.startsWith("flags"))
                .map(line ->
                        List.of(line.substring(line.indexOf(':') + 1).trim().split("\\s+")))
                .anyMatch(flags -> flags.contains("avx512_bf16") || flags.contains("amx_bf16"));
    }
}
