// SPDX-License-Identifier: Apache-2.0
package org.samda.planning;

import java.util.Locale;

/** How nnU-Net normalises a channel's grey values. */
public enum NormalizationScheme {
    /** Mean 0 and standard deviation 1 in every case; for everything that has no rule of its own. */
    Z_SCORE,
    /** Clipped to the foreground's 0.5 and 99.5 percentiles, then its mean 0 and its standard deviation 1. */
    CT,
    /** As they are. */
    NONE,
    /** Smallest 0 and largest 1 in every case. */
    RESCALE_0_1,
    /** Eight bits over 255. */
    RGB_0_1;

    /** The scheme of a channel of this name, in whatever case it is written. */
    public static NormalizationScheme ofChannel(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "ct" -> CT;
            case "nonorm" -> NONE;
            case "rescale_to_0_1" -> RESCALE_0_1;
            case "rgb_to_0_1" -> RGB_0_1;
            default -> Z_SCORE;
        };
    }
}
