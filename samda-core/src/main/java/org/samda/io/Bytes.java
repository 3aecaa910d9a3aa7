// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import java.util.Locale;

/** Numbers of bytes as people read them. */
public final class Bytes {
    private static final String[] UNITS = {"bytes", "kB", "MB", "GB", "TB"};

    private Bytes() {}

    /** Such as "0 bytes", "1.5 kB", "3.6 GB" (1 kB = 1000 bytes). */
    public static String readable(long bytes) {
        int unit = 0;
        double value = bytes;
        while (value >= 1000 && unit < UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        return unit == 0 ? bytes + " bytes" : String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
    }
}
