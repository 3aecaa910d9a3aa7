// SPDX-License-Identifier: Apache-2.0
package org.samda.catalog;

/** What the authors of an encoder do to an image before it enters the network. */
public enum Preprocessing {
    SAM("The longest side is resized to the input size (bilinear, antialiased, 8 bit), mean and deviation of ImageNet's"
            + " colours are taken out, then right and bottom are filled with zeros."),
    MED_SAM("Both sides are resized to the input size (cubic splines, the aspect ratio is not kept), values are cut to"
            + " 8 bit, then stretched to 0..1 between the image's smallest and largest."),
    SAM_MED2D("Mean and deviation of ImageNet's colours are taken out, then an image smaller than the input size is"
            + " surrounded with zeros, any other resized to it (nearest neighbour, the aspect ratio is not kept).");

    private final String description;

    Preprocessing(String description) {
        this.description = description;
    }

    /** One sentence. */
    public String description() {
        return description;
    }
}
