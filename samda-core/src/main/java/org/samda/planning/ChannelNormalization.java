// SPDX-License-Identifier: Apache-2.0
package org.samda.planning;

import java.util.List;
import java.util.Optional;

/**
 * What is done to one channel of every image.
 *
 * @param scheme     the rule
 * @param masked     whether mean and standard deviation are those of the voxels inside the image's non-zero region, and
 *                   the rest stays as it is; for z-scores only
 * @param foreground the data set's grey values, for {@link NormalizationScheme#CT}, else empty
 */
public record ChannelNormalization(NormalizationScheme scheme, boolean masked, Optional<Intensities> foreground) {
    /** Where cropping leaves less than this of the images, what was cut off, and holes like it, say nothing of the rest. */
    private static final double MASKED_BELOW = 0.75;

    public ChannelNormalization {
        if (masked && scheme != NormalizationScheme.Z_SCORE) {
            throw new IllegalArgumentException("normalization " + scheme + " cannot be masked, only Z_SCORE can");
        }
        if (foreground.isPresent() != (scheme == NormalizationScheme.CT)) {
            throw new IllegalArgumentException("normalization " + scheme + " goes "
                    + (foreground.isPresent() ? "without" : "with") + " foreground intensities");
        }
    }

    static List<ChannelNormalization> of(Fingerprint fingerprint) {
        boolean cropped = fingerprint.medianCroppedSize() < MASKED_BELOW;
        return fingerprint.channels().stream()
                .map(channel -> of(channel, cropped))
                .toList();
    }

    private static ChannelNormalization of(Fingerprint.Channel channel, boolean cropped) {
        NormalizationScheme scheme = NormalizationScheme.ofChannel(channel.name());
        return new ChannelNormalization(
                scheme,
                cropped && scheme == NormalizationScheme.Z_SCORE,
                channel.foreground().filter(intensities -> scheme == NormalizationScheme.CT));
    }
}
