// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import java.util.List;
import org.samda.image.Extremes;
import org.samda.image.GreyImage;
import org.samda.image.VoxelMask;
import org.samda.planning.ChannelNormalization;
import org.samda.planning.Intensities;

/**
 * How the grey values of a case are brought to a common scale: nnU-Net's schemes (COMPONENTS section 11).
 *
 * <p>What is measured is measured over all sections together. Images of one section are cases too.
 */
public sealed interface CaseNormalization {
    /** Largest value of eight bits. */
    double BYTE = 255;

    /**
     * Measures a case.
     *
     * @param sections at least one, finite grey values; not changed
     * @param inside   the voxels that show something, see {@link org.samda.image.NonZeroRegion#inside}; nnU-Net counts
     *                 among them all whose label is at least 0
     */
    GreyScale scale(List<GreyImage> sections, VoxelMask inside);

    /** The case on its scale; new sections. */
    default List<GreyImage> apply(List<GreyImage> sections, VoxelMask inside) {
        return scale(sections, inside).apply(sections);
    }

    /** What a plan says, see {@link ChannelNormalization}. */
    static CaseNormalization of(ChannelNormalization channel) {
        return switch (channel.scheme()) {
            case Z_SCORE -> new ZScore(channel.masked());
            case CT -> Ct.of(channel.foreground().orElseThrow());
            case RESCALE_0_1 -> new RescaleToOne();
            case RGB_0_1 -> new Fixed(BYTE);
            case NONE -> new Fixed(1);
        };
    }

    /**
     * Mean 0 and population standard deviation 1; zeros where all values are equal.
     *
     * @param insideOnly whether only voxels inside are measured and changed; the rest keeps its grey values
     */
    record ZScore(boolean insideOnly) implements CaseNormalization {

        @Override
        public GreyScale scale(List<GreyImage> sections, VoxelMask inside) {
            VoxelMask measured = insideOnly ? inside : VoxelMask.ALL;
            return GreyScale.of(GreyStatistics.of(sections, measured)).within(measured);
        }
    }

    /**
     * For computed tomography, whose values mean the same in every image: clipped, then standardised, by figures of the
     * whole data set.
     *
     * @param mean      mean of the foreground
     * @param deviation its standard deviation, at least 0
     * @param low       its 0.5 percentile
     * @param high      its 99.5 percentile, at least {@code low}
     */
    record Ct(double mean, double deviation, double low, double high) implements CaseNormalization {

        public Ct {
            if (!(deviation >= 0 && low <= high) || !Double.isFinite(mean)) {
                throw new IllegalArgumentException(
                        "CT values need a finite mean, a deviation of at least 0 and low <= high, got " + mean + ", "
                                + deviation + ", " + low + " and " + high);
            }
        }

        static Ct of(Intensities foreground) {
            return new Ct(foreground.mean(), foreground.standardDeviation(), foreground.low(), foreground.high());
        }

        @Override
        public GreyScale scale(List<GreyImage> sections, VoxelMask inside) {
            return GreyScale.of(new GreyStatistics(mean, deviation)).clipped(low, high);
        }
    }

    /** The smallest value becomes 0, the largest 1; zeros where all values are equal. */
    record RescaleToOne() implements CaseNormalization {

        @Override
        public GreyScale scale(List<GreyImage> sections, VoxelMask inside) {
            Extremes found = Extremes.of(sections);
            return GreyScale.of(new GreyStatistics(found.smallest(), (double) found.largest() - found.smallest()));
        }
    }

    /**
     * Values over a fixed number, which is the same for all cases.
     *
     * @param divisor above 0; with 1 values stay as they are
     */
    record Fixed(double divisor) implements CaseNormalization {

        @Override
        public GreyScale scale(List<GreyImage> sections, VoxelMask inside) {
            return GreyScale.of(new GreyStatistics(0, divisor));
        }
    }
}
