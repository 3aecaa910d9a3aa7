// SPDX-License-Identifier: Apache-2.0
package org.samda.encoder;

/**
 * What each generic encoder was trained to see: the published preprocessings (COMPONENTS sections 3 to 5).
 *
 * <p>Grey images are given as three equal channels. The normalisation alone, for patches at their own pixel size, is in
 * the model ({@code EncoderNormalization}). There patches are also resized as here: {@link #place} and {@link #axis} say
 * how.
 */
public enum EncoderPreprocessing {
    /** SAM and MobileSAM: the longer side becomes 1024 px; standardised; padded with zeros at the right and the bottom. */
    SAM("The longest side is resized to the input size (bilinear, antialiased, 8 bit), mean and deviation of ImageNet's"
            + " colours are taken out, then right and bottom are filled with zeros.") {
        @Override
        public EncoderImage prepare(ByteImage image) {
            return LongestSide.prepare(image);
        }

        @Override
        public EncoderImage.Region place(int height, int width) {
            return LongestSide.resized(height, width, LongestSide.SIDE);
        }

        @Override
        public ResizedAxis axis(int length, int newLength) {
            return PillowBilinear.axis(length, newLength);
        }
    },
    /** MedSAM: both sides become 1024 px, whatever their ratio; from the image's minimum to its maximum. */
    MED_SAM("Both sides are resized to the input size (cubic splines, the aspect ratio is not kept), values are cut to"
            + " 8 bit, then stretched to 0..1 between the image's smallest and largest.") {
        @Override
        public EncoderImage prepare(ByteImage image) {
            return MedSamInput.prepare(image);
        }

        @Override
        public EncoderImage.Region place(int height, int width) {
            return whole(MedSamInput.SIDE);
        }

        @Override
        public ResizedAxis axis(int length, int newLength) {
            return SplineResize.axis(length, newLength);
        }
    },
    /**
     * SAM-Med2D: both sides become 256 px, whatever their ratio; smaller images are padded around instead; standardised,
     * with red and blue exchanged, as its training did it.
     */
    SAM_MED2D("Mean and deviation of ImageNet's colours are taken out, then an image smaller than the input size is"
            + " surrounded with zeros, any other resized to it (nearest neighbour, the aspect ratio is not kept).") {
        @Override
        public EncoderImage prepare(ByteImage image) {
            return SamMed2dInput.prepare(image);
        }

        @Override
        public EncoderImage.Region place(int height, int width) {
            return SamMed2dInput.place(height, width);
        }

        @Override
        public ResizedAxis axis(int length, int newLength) {
            return NearestResize.axis(length, newLength);
        }
    };

    private final String description;

    EncoderPreprocessing(String description) {
        this.description = description;
    }

    /** One sentence. */
    public String description() {
        return description;
    }

    /** The image in the encoder's own size, as published. */
    public abstract EncoderImage prepare(ByteImage image);

    /** Where an image of this size, resized, is in the square that the encoder sees. */
    public abstract EncoderImage.Region place(int height, int width);

    /** How an axis of this many pixels gets as many as {@link #place} says. */
    public abstract ResizedAxis axis(int length, int newLength);

    /** Side of the square that the encoder sees, px. */
    public int side() {
        return switch (this) {
            case SAM -> LongestSide.SIDE;
            case MED_SAM -> MedSamInput.SIDE;
            case SAM_MED2D -> SamMed2dInput.SIDE;
        };
    }

    /** Whether columns are rounded to 8 bits before rows are resized, and rows after; else fractions are cut off once. */
    public boolean roundsEachAxis() {
        return this != MED_SAM;
    }

    private static EncoderImage.Region whole(int side) {
        return new EncoderImage.Region(0, 0, side, side);
    }
}
