// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** What this machine has. */
public final class Machine {

    private Machine() {}

    /** Bytes of memory of this machine, or of the container that this process runs in. */
    public static long memoryBytes() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    }
}
