// SPDX-License-Identifier: Apache-2.0
package org.samda.encoder;

/**
 * What each generic encoder was trained to see: the published preprocessings (COMPONENTS sections 3 to 5).
 *
 * <p>Grey images are given as three equal channels. The normalisation alone, for patches at their own pixel size, is in
 * the model ({@code EncoderNormalization}).
 */
public enum EncoderPreprocessing {
    /** SAM and MobileSAM: the longer side becomes 1024 px; standardised; padded with zeros at the right and the bottom. */
    SAM("The longest side is resized to the input size (bilinear, antialiased, 8 bit), mean and deviation of ImageNet's"
            + " colours are taken out, then right and bottom are filled with zeros.") {
        @Override
        public EncoderImage prepare(ByteImage image) {
            return LongestSide.prepare(image);
        }
    },
    /** MedSAM: both sides become 1024 px, whatever their ratio; from the image's minimum to its maximum. */
    MED_SAM("Both sides are resized to the input size (cubic splines, the aspect ratio is not kept), values are cut to"
            + " 8 bit, then stretched to 0..1 between the image's smallest and largest.") {
        @Override
        public EncoderImage prepare(ByteImage image) {
            return MedSamInput.prepare(image);
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
}
