// SPDX-License-Identifier: Apache-2.0
package org.samda.domainshift;

import java.util.List;
import org.samda.image.GreyImage;

/**
 * How sure a model is of its predictions; being sure is not being right.
 *
 * @param entropyBits    mean entropy of a pixel's class probabilities, 0 to log2 of the number of classes
 * @param uncertainShare share of pixels with more than half of the possible entropy: of two classes, about those where the
 *                       more probable one has less than 0.89
 */
public record PredictionCertainty(double entropyBits, double uncertainShare) {

    /** Takes predictions one by one. */
    public static final class Sum {
        private double entropy;
        private long uncertain;
        private long pixels;

        /** @param classes an image of probabilities for each class, all of one size; at each pixel they sum to 1 */
        public void add(List<GreyImage> classes) {
            double half = Math.log(classes.size()) / 2;
            for (int i = 0; i < classes.get(0).pixels().length; i++) {
                double nats = 0;
                for (GreyImage image : classes) {
                    double p = image.pixels()[i];
                    nats -= p > 0 ? p * Math.log(p) : 0;
                }
                entropy += nats / Math.log(2);
                uncertain += nats > half ? 1 : 0;
            }
            pixels += classes.get(0).pixels().length;
        }

        /** Over all that was added; NaN if nothing was. */
        public PredictionCertainty certainty() {
            return new PredictionCertainty(entropy / pixels, (double) uncertain / pixels);
        }
    }
}
