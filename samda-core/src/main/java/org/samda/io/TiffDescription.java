// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text field of a TIFF file as names and values: ImageJ's lines ({@code unit=nm}) or the attributes of OME-XML's
 * first {@code Pixels} element ({@code PhysicalSizeX="8"}).
 *
 * <p>The XML is searched, not parsed, so that nothing in it can make a parser load or expand anything.
 */
final class TiffDescription {
    private static final Pattern PIXELS = Pattern.compile("<(?:\\w+:)?Pixels\\s([^>]*)>");
    private static final Pattern ATTRIBUTE = Pattern.compile("(\\w+)\\s*=\\s*[\"']([^\"']*)[\"']");

    private final boolean imageJ;
    private final Map<String, String> values = new HashMap<>();

    TiffDescription(String text) {
        imageJ = text.startsWith("ImageJ=");
        if (imageJ) {
            text.lines().forEach(this::readLine);
            return;
        }
        Matcher pixels = PIXELS.matcher(text);
        if (pixels.find()) {
            Matcher attribute = ATTRIBUTE.matcher(pixels.group(1));
            while (attribute.find()) {
                values.put(attribute.group(1), attribute.group(2));
            }
        }
    }

    /** Whether ImageJ or Fiji wrote it. */
    boolean isImageJ() {
        return imageJ;
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** A number, or {@code otherwise} where it is missing or not a number. */
    double number(String name, double otherwise) {
        try {
            return Double.parseDouble(values.getOrDefault(name, ""));
        } catch (NumberFormatException notANumber) {
            return otherwise;
        }
    }

    private void readLine(String line) {
        int equals = line.indexOf('=');
        if (equals > 0) {
            values.put(
                    line.substring(0, equals).strip(),
                    line.substring(equals + 1).strip());
        }
    }
}
