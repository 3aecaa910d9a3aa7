// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import java.util.List;
import org.samda.image.GreyImage;
import org.samda.image.VoxelMask;

/**
 * How the grey values of a case are brought to a common scale: nnU-Net's schemes (COMPONENTS section 11).
 *
 * <p>What is measured is measured over all sections together. Images of one section are cases too.
 */
public sealed interface CaseNormalization {

    /**
     * @param sections at least one, finite grey values; not changed
     * @param inside   the voxels that show something, see {@link org.samda.image.NonZeroRegion#inside}; nnU-Net counts
     *                 among them all whose label is at least 0
     * @return new sections, or the same objects where nothing is to be done
     */
    List<GreyImage> apply(List<GreyImage> sections, VoxelMask inside);

    /**
     * Mean 0 and population standard deviation 1; zeros where all values are equal.
     *
     * @param insideOnly whether only voxels inside are measured and changed; the rest keeps its grey values
     */
    record ZScore(boolean insideOnly) implements CaseNormalization {

        @Override
        public List<GreyImage> apply(List<GreyImage> sections, VoxelMask inside) {
            VoxelMask measured = insideOnly ? inside : (section, pixel) -> true;
            GreyStatistics statistics = GreyStatistics.of(sections, measured);
            return GreyStatistics.map(
                    sections, (z, i, grey) -> measured.at(z, i) ? statistics.standardized(grey) : grey);
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

        @Override
        public List<GreyImage> apply(List<GreyImage> sections, VoxelMask inside) {
            GreyStatistics dataset = new GreyStatistics(mean, deviation);
            return GreyStatistics.map(
                    sections, (z, i, grey) -> dataset.standardized((float) Math.max(low, Math.min(high, grey))));
        }
    }

    /** The smallest value becomes 0, the largest 1; zeros where all values are equal. */
    record RescaleToOne() implements CaseNormalization {
        private static final float SMALLEST_RANGE = 1e-8f;

        @Override
        public List<GreyImage> apply(List<GreyImage> sections, VoxelMask inside) {
            float min = Float.POSITIVE_INFINITY;
            float max = Float.NEGATIVE_INFINITY;
            for (GreyImage section : sections) {
                for (float pixel : section.pixels()) {
                    min = Math.min(min, pixel);
                    max = Math.max(max, pixel);
                }
            }
            float black = min;
            float range = Math.max(max - min, SMALLEST_RANGE);
            return GreyStatistics.map(sections, (z, i, grey) -> (grey - black) / range);
        }
    }

    /** Grey values stay as they are. */
    record Unchanged() implements CaseNormalization {

        @Override
        public List<GreyImage> apply(List<GreyImage> sections, VoxelMask inside) {
            return sections;
        }
    }
}
