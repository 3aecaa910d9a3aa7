// SPDX-License-Identifier: Apache-2.0
package org.samda.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PeakMemoryTest {

    @Test
    void readsWhatLinuxTells() {
        assertEquals(
                OptionalLong.of(1024L * 1_502_844),
                PeakMemory.bytes(List.of("VmPeak:\t 9999999 kB", "VmHWM:\t 1502844 kB", "VmRSS:\t     12 kB")));
    }

    @Test
    void isUnknownWhereNothingIsTold() {
        assertEquals(OptionalLong.empty(), PeakMemory.bytes(List.of("VmRSS:\t 12 kB")));
    }
}
