// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.samda.SamdaException;
import org.samda.image.GreyImage;
import org.samda.image.HistogramMatching;
import org.samda.image.LabelImage;
import org.samda.image.NonZeroRegion;
import org.samda.image.PartResampling;
import org.samda.image.Resampling;
import org.samda.image.SliceAxis;
import org.samda.image.SplineResampling;
import org.samda.image.VoxelMask;

/**
 * What is done to a case before the network sees it: cut along the slice axis, cropped to what is not empty, brought to the
 * working pixel size and, as an option, to the grey value distribution of another domain (PAPER row 14), normalised
 * (COMPONENTS section 11).
 *
 * @param preprocessing the plan's
 * @param size          the size sections are resampled to
 * @param matching      histogram matching, before normalisation
 */
public record Preparation(Preprocessing preprocessing, Resize size, Optional<HistogramMatching> matching) {
    private static final long LARGEST_IMAGE = 1L << 28;

    /** Sections one by one at their own size. */
    public static final Preparation NONE = new Preparation(Preprocessing.SECTIONS, new Factor(1, 1), Optional.empty());

    /** How the size of a section follows from its size in the file. */
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
            return Math.max(1, (long) Math.rint(width * x));
        }

        @Override
        public long height(int height) {
            return Math.max(1, (long) Math.rint(height * y));
        }
    }

    /**
     * The same size for every section.
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
     * Prepares a case.
     *
     * @param planes grey values as stored, z planes of one size: of one case, see {@link Preprocessing.Unit#cases}
     * @throws SamdaException if sections would be beyond 2^28 px, or a single plane is to be cut along another axis than z
     */
    public PreparedCase apply(List<GreyImage> planes) {
        List<GreyImage> cut = cut(planes);
        NonZeroRegion region = NonZeroRegion.of(cut);
        List<GreyImage> greys = unnormalized(cut, region);
        GreyScale scale = CaseNormalization.of(preprocessing.normalization()).scale(greys, region.inside());
        List<GreyImage> normalized = scale.apply(greys);
        return new PreparedCase(
                resizesFirst() ? normalized : resized(normalized),
                CropFrame.of(preprocessing.sliceAxis(), cut, region),
                OriginalGrey.of(greys, scale));
    }

    /**
     * How sections of this size are resized, part by part.
     *
     * @throws SamdaException if parts of a section cannot be prepared on their own
     */
    public PartResampling inParts(int width, int height) {
        PartResampling parts = new PartResampling(
                width, height, Math.toIntExact(size.width(width)), Math.toIntExact(size.height(height)));
        boolean isLocal =
                parts.isIdentity() || preprocessing.interpolation() == Preprocessing.Interpolation.ANTIALIASED;
        if (!isLocal || preprocessing.normalization().masked()) {
            throw new SamdaException(
                    "A section of %d x %d px is too large to be segmented at once, and this model needs all of it: it %s. Cut it with --region, or use a model of this program."
                            .formatted(
                                    width,
                                    height,
                                    isLocal
                                            ? "normalises what is not zero only"
                                            : "resamples %d x %d px with splines"
                                                    .formatted(parts.newWidth(), parts.newHeight())));
        }
        return parts;
    }

    /**
     * What is done to the parts of a section that are resized already.
     *
     * @param sample of its grey values, at the working pixel size; of what {@link NonZeroRegion} keeps
     */
    public SectionScale scale(GreyImage sample) {
        List<GreyImage> all = List.of(sample);
        UnaryOperator<GreyImage> matched = matching.map(curve -> curve.of(all)).orElse(UnaryOperator.identity());
        List<GreyImage> greys = List.of(matched.apply(sample));
        GreyScale scale = CaseNormalization.of(preprocessing.normalization()).scale(greys, VoxelMask.ALL);
        return new SectionScale(matched, scale, OriginalGrey.of(greys, scale));
    }

    /**
     * Only what happens before normalisation, for statistics of grey values.
     *
     * @param planes of one case or, for the unit section, of several
     */
    public List<GreyImage> greys(List<GreyImage> planes) {
        return preprocessing.unit().cases(planes).stream()
                .map(this::cut)
                .flatMap(cut -> unnormalized(cut, NonZeroRegion.of(cut)).stream())
                .toList();
    }

    private List<GreyImage> cut(List<GreyImage> planes) {
        SliceAxis axis = preprocessing.sliceAxis();
        if (preprocessing.unit() == Preprocessing.Unit.SECTION && planes.size() != 1) {
            throw new IllegalArgumentException("sections are prepared one by one, got " + planes.size());
        }
        if (axis != SliceAxis.Z && planes.size() == 1) {
            throw new SamdaException(
                    "A single section of %d x %d px cannot be cut along %s, as the plan does with its volumes. Give whole volumes (NIfTI)."
                            .formatted(planes.get(0).width(), planes.get(0).height(), axis));
        }
        return axis.cut(planes);
    }

    private List<GreyImage> unnormalized(List<GreyImage> cut, NonZeroRegion region) {
        List<GreyImage> cropped = region.crop(cut);
        List<GreyImage> sections = resizesFirst() ? resized(cropped) : cropped;
        return matching.map(curve -> matched(curve.apply(sections), region)).orElse(sections);
    }

    /** A masked normalisation leaves the zeros outside the mask as they are: they have to stay zeros. */
    private List<GreyImage> matched(List<GreyImage> sections, NonZeroRegion region) {
        VoxelMask inside = region.inside();
        return preprocessing.normalization().masked()
                ? GreyStatistics.map(sections, (z, i, grey) -> inside.at(z, i) ? grey : 0)
                : sections;
    }

    /**
     * Brings labels to the size of their prepared case.
     *
     * @param planes  class indices, z planes of the case
     * @param frame   of the prepared case
     * @param classes number of classes including background
     */
    public List<LabelImage> labels(List<LabelImage> planes, CropFrame frame, int classes) {
        return frame.croppedLabels(preprocessing.sliceAxis().cutLabels(planes)).stream()
                .map(section -> resized(section, classes))
                .toList();
    }

    /** Averaged noise must not count when the deviation is computed; a mask belongs to the pixels as they were. */
    private boolean resizesFirst() {
        return preprocessing.interpolation() == Preprocessing.Interpolation.ANTIALIASED
                && !preprocessing.normalization().masked();
    }

    private List<GreyImage> resized(List<GreyImage> sections) {
        return sections.stream().map(this::resized).toList();
    }

    private GreyImage resized(GreyImage section) {
        long width = size.width(section.width());
        long height = size.height(section.height());
        if ((double) width * height > LARGEST_IMAGE) {
            throw new SamdaException(
                    "An image of %d x %d px would be resampled to %d x %d px, more than the %d px an image may have. Check the voxel sizes."
                            .formatted(section.width(), section.height(), width, height, LARGEST_IMAGE));
        }
        return preprocessing.interpolation() == Preprocessing.Interpolation.SPLINE
                ? SplineResampling.grey(section, (int) width, (int) height)
                : Resampling.grey(section, (int) width, (int) height);
    }

    private LabelImage resized(LabelImage section, int classes) {
        int width = Math.toIntExact(size.width(section.width()));
        int height = Math.toIntExact(size.height(section.height()));
        return preprocessing.interpolation() == Preprocessing.Interpolation.SPLINE
                ? SplineResampling.labels(section, width, height, classes)
                : Resampling.labels(section, width, height, classes);
    }
}
