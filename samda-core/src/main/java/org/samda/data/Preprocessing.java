// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import java.util.List;
import java.util.Optional;
import org.samda.image.Orientation;
import org.samda.image.SliceAxis;
import org.samda.planning.ChannelNormalization;
import org.samda.planning.NormalizationScheme;

/**
 * How an image is brought to the network, but for its size: part of the plan, so that training and inference do the same
 * (COMPONENTS section 11).
 *
 * @param unit          what is cropped and normalised together
 * @param sliceAxis     along which volumes are cut into sections; {@link SliceAxis#Z} for the unit section
 * @param normalization of grey values
 * @param interpolation how images change their size
 * @param turned        how scans are turned before anything else; empty, as in plans of before there was a choice: as
 *                      stored
 */
public record Preprocessing(
        Unit unit,
        SliceAxis sliceAxis,
        ChannelNormalization normalization,
        Interpolation interpolation,
        Optional<Orientation> turned) {

    /** Sections one by one, cut along z, z-scored, resampled as this project does it. */
    public static final Preprocessing SECTIONS = new Preprocessing(
            Unit.SECTION,
            SliceAxis.Z,
            new ChannelNormalization(NormalizationScheme.Z_SCORE, false, Optional.empty()),
            Interpolation.ANTIALIASED);

    /** What has one mean and one standard deviation. */
    public enum Unit {
        /** Each section: brightness drifts from section to section in electron microscopy. */
        SECTION,
        /** The volume: a scan (MRI, CT) is acquired as one. */
        VOLUME;

        /**
         * Divides what belongs to the planes of an image into cases.
         *
         * @param planes one value for each z plane, at least one
         * @return one list for each plane, or one of all planes; joined they are the planes again
         */
        public <T> List<List<T>> cases(List<T> planes) {
            return this == VOLUME
                    ? List.of(planes)
                    : planes.stream().map(List::of).toList();
        }
    }

    /** How images change their size. */
    public enum Interpolation {
        /** Bilinear, averaging where an image shrinks; before normalisation, so that noise that is averaged out does not count. */
        ANTIALIASED,
        /** nnU-Net's: cubic splines without averaging, after normalisation; labels and scores linear. */
        SPLINE
    }

    /** Of images as they are stored. */
    public Preprocessing(
            Unit unit, SliceAxis sliceAxis, ChannelNormalization normalization, Interpolation interpolation) {
        this(unit, sliceAxis, normalization, interpolation, Optional.empty());
    }

    public Preprocessing {
        if (unit == Unit.SECTION && sliceAxis != SliceAxis.Z) {
            throw new IllegalArgumentException(
                    "preprocessing.sliceAxis must be z for the unit section, got " + sliceAxis);
        }
        if (unit == Unit.SECTION && turned.equals(Optional.of(Orientation.CANONICAL))) {
            throw new IllegalArgumentException("preprocessing.turned must be stored for the unit section");
        }
    }

    /** The orientation in which images are given to {@link Preparation} and to a segmenter. */
    public Orientation orientation() {
        return turned.orElse(Orientation.STORED);
    }

    /** The same for scans in another orientation; sections stay as they are stored. */
    public Preprocessing with(Orientation orientation) {
        Optional<Orientation> other = unit == Unit.VOLUME ? Optional.of(orientation) : Optional.empty();
        return new Preprocessing(unit, sliceAxis, normalization, interpolation, other);
    }
}
