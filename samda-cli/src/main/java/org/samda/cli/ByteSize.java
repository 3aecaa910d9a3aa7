// SPDX-License-Identifier: Apache-2.0
package org.samda.cli;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * An amount of memory.
 *
 * @param bytes at least 1
 */
record ByteSize(long bytes) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,12}(?:\\.\\d{1,6})?)\\s*([KMGT]?)(?:I?B)?");
    private static final String UNITS = "KMGT";

    ByteSize {
        if (bytes < 1) {
            throw new IllegalArgumentException("bytes must be at least 1, got " + bytes);
        }
    }

    /** A share of the memory of this machine, or of the container that this process runs in. */
    static ByteSize shareOfMachine(double share) {
        OperatingSystemMXBean machine = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return new ByteSize((long) (machine.getTotalMemorySize() * share));
    }

    /** As the user would type it: {@code 8.0G}. */
    @Override
    public String toString() {
        int unit = Math.min(UNITS.length(), (63 - Long.numberOfLeadingZeros(bytes)) / 10);
        return unit == 0
                ? Long.toString(bytes)
                : String.format(Locale.ROOT, "%.1f%c", bytes / Math.pow(1024, unit), UNITS.charAt(unit - 1));
    }

    /** Reads {@code 8G}, {@code 512 MiB}, {@code 1.5g} or a number of bytes; a unit is 1024 of the one below. */
    static final class Converter implements ITypeConverter<ByteSize> {

        @Override
        public ByteSize convert(String text) {
            Matcher parts = FORM.matcher(text.strip().toUpperCase(Locale.ROOT));
            if (!parts.matches()) {
                throw wrong(text);
            }
            int unit = parts.group(2).isEmpty() ? 0 : UNITS.indexOf(parts.group(2)) + 1;
            double bytes = Double.parseDouble(parts.group(1)) * Math.pow(1024, unit);
            if (bytes < 1 || bytes >= Long.MAX_VALUE) {
                throw wrong(text);
            }
            return new ByteSize((long) bytes);
        }

        private static TypeConversionException wrong(String text) {
            return new TypeConversionException("expected a size such as 8G or 512M, found '" + text + "'");
        }
    }
}
