// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.samda.SamdaException;

/** Generic encoders by the names users type. */
public enum EncoderKind {
    /** No generic encoder: the plain U-Net, the paper's baseline. */
    NONE,
    /** A small vision transformer without published weights, trained in step 1. */
    TINY;

    /** The encoder of this name, such as {@code tiny}. */
    public static EncoderKind named(String name) {
        return Arrays.stream(values())
                .filter(kind -> kind.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new SamdaException(
                        "Encoder '%s' is not in this version; expected one of %s. Published SAM weights cannot be read yet."
                                .formatted(
                                        name,
                                        Arrays.stream(values())
                                                .map(EncoderKind::toString)
                                                .collect(Collectors.joining(", ")))));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
