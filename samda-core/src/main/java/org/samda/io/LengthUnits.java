// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Optional;

/** Units of length as image files name them. */
public final class LengthUnits {
    private static final double INCH_NM = 25.4e6;
    private static final double CM_NM = 1e7;
    private static final Map<String, Double> NM = Map.ofEntries(
            entry("pm", 1e-3),
            entry("picometer", 1e-3),
            entry("\u00c5", 0.1),
            entry("\u212b", 0.1),
            entry("angstrom", 0.1),
            entry("nm", 1.0),
            entry("nanometer", 1.0),
            entry("nanometre", 1.0),
            entry("um", 1e3),
            entry("\u00b5m", 1e3),
            entry("\u03bcm", 1e3),
            entry("\\u00B5m", 1e3),
            entry("micron", 1e3),
            entry("microns", 1e3),
            entry("micrometer", 1e3),
            entry("micrometre", 1e3),
            entry("mm", 1e6),
            entry("millimeter", 1e6),
            entry("cm", CM_NM),
            entry("centimeter", CM_NM),
            entry("m", 1e9),
            entry("meter", 1e9),
            entry("inch", INCH_NM),
            entry("in", INCH_NM));

    private LengthUnits() {}

    /** How many nm it has; none if it is not known. */
    public static Optional<Double> nm(String unit) {
        return Optional.ofNullable(NM.get(unit));
    }
}
