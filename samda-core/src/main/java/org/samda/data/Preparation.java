// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import java.util.Optional;
import org.samda.SamdaException;
import org.samda.image.GreyImage;
import org.samda.image.HistogramMatching;
import org.samda.image.LabelImage;
import org.samda.image.Resampling;

/**
 * What is done to an image before it is normalised: it is brought to a common pixel size and, as an option, to the grey
 * value distribution of another domain (PAPER row 14).
 *
 * @param size     the size an image is resampled to
 * @param matching histogram matching, applied after resampling
 */
public record Preparation(Resize size, Optional<HistogramMatching> matching) {
    private static final long LARGEST_IMAGE = 1L << 28;

    /** Nothing but normalisation. */
    public static final Preparation NONE = new Preparation(new Factor(1, 1), Optional.empty());

    /** How the size of an image follows from its size in the file. */
    public sealed interface Resize permits Factor, Fixed {
        /** New length of an axis, at least 1 px. */
        long width(int width);

        /** New length of an axis, at least 1 px. */
        long height(int height);
    }

    /**
     * Each side times a factor, rounded; the factor is the image's pixel size over the wanted pixel size.
     *
     * @param x along x, finite, above 0
     * @param y along y, finite, above 0
     */
    public record Factor(double x, double y) implements Resize {

        public Factor {
            if (!(x > 0 && y > 0) || Double.isInfinite(x) || Double.isInfinite(y)) {
                throw new IllegalArgumentException("resampling factors must be above 0, got " + x + ", " + y);
            }
        }

        @Override
        public long width(int width) {
            return Math.max(1, Math.round(width * x));
        }

        @Override
        public long height(int height) {
            return Math.max(1, Math.round(height * y));
        }
    }

    /**
     * The same size for every image.
     *
     * @param newWidth  px along x, at least 1
     * @param newHeight px along y, at least 1
     */
    public record Fixed(int newWidth, int newHeight) implements Resize {

        public Fixed {
            if (newWidth < 1 || newHeight < 1) {
                throw new IllegalArgumentException("an image cannot be " + newWidth + " x " + newHeight + " px");
            }
        }

        @Override
        public long width(int width) {
            return newWidth;
        }

        @Override
        public long height(int height) {
            return newHeight;
        }
    }

    /**
     * Resamples, then matches the histogram.
     *
     * @param image grey values as stored
     * @return grey values, not yet normalised
     * @throws SamdaException if the new size is beyond 2^28 px
     */
    public GreyImage apply(GreyImage image) {
        long width = size.width(image.width());
        long height = size.height(image.height());
        if ((double) width * height > LARGEST_IMAGE) {
            throw new SamdaException(
                    "An image of %d x %d px would be resampled to %d x %d px, more than the %d px an image may have. Check the voxel sizes."
                            .formatted(image.width(), image.height(), width, height, LARGEST_IMAGE));
        }
        GreyImage resampled = Resampling.grey(image, (int) width, (int) height);
        return matching.map(m -> m.apply(resampled)).orElse(resampled);
    }

    /**
     * Resamples labels to the size of their prepared image.
     *
     * @param labels  class indices
     * @param classes number of classes including background
     */
    public LabelImage apply(LabelImage labels, int classes) {
        return Resampling.labels(
                labels,
                Math.toIntExact(size.width(labels.width())),
                Math.toIntExact(size.height(labels.height())),
                classes);
    }
}
