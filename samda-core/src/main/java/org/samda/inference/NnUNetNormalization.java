// SPDX-License-Identifier: Apache-2.0
package org.samda.inference;

import java.util.Optional;
import org.samda.planning.ChannelNormalization;
import org.samda.planning.Intensities;
import org.samda.planning.NormalizationScheme;

/** How a network of nnU-Net wants its one channel normalised, as its plan says (COMPONENTS section 11). */
final class NnUNetNormalization {

    private NnUNetNormalization() {}

    static ChannelNormalization read(NnUNetPlans plans, NnUNetPlans network) {
        String name = network.at("normalization_schemes").node().path(0).asString("");
        NormalizationScheme scheme = switch (name) {
            case "ZScoreNormalization" -> NormalizationScheme.Z_SCORE;
            case "CTNormalization" -> NormalizationScheme.CT;
            case "NoNormalization" -> NormalizationScheme.NONE;
            case "RescaleTo01Normalization" -> NormalizationScheme.RESCALE_0_1;
            case "RGBTo01Normalization" -> NormalizationScheme.RGB_0_1;
            default -> throw network.problem("normalization_schemes", "one of nnU-Net's own", name);
        };
        boolean masked = network.at("use_mask_for_norm").node().path(0).asBoolean(false);
        return new ChannelNormalization(
                scheme,
                masked && scheme == NormalizationScheme.Z_SCORE,
                scheme == NormalizationScheme.CT ? Optional.of(intensities(plans)) : Optional.empty());
    }

    private static Intensities intensities(NnUNetPlans plans) {
        NnUNetPlans channel =
                plans.at("foreground_intensity_properties_per_channel").at("0");
        return new Intensities(
                channel.number("mean"),
                channel.number("median"),
                channel.number("std"),
                channel.number("min"),
                channel.number("max"),
                channel.number("percentile_00_5"),
                channel.number("percentile_99_5"));
    }
}
