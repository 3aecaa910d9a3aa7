// SPDX-License-Identifier: Apache-2.0
package org.samda.evaluation;

import java.util.List;
import org.samda.evaluation.VariationOfInformation.Background;

/**
 * How well the objects of a set of images are found: matches are counted over the objects of all images, what is measured
 * in voxels is a mean over images. Figures are NaN where there is nothing to divide by.
 *
 * @param background                 whether background was an object of the variation of information
 * @param predictedObjects           objects in the predictions of all images
 * @param labelledObjects            objects in the labels of all images
 * @param at50                       pairs with an intersection over union of 0.5 or more, of all images
 * @param at75                       pairs with an intersection over union of 0.75 or more, of all images
 * @param meanVariationOfInformation mean of the images, in bits
 * @param meanAdaptedRand            mean of the images
 * @param perImage                   every image, in the order they were added
 */
public record InstanceScores(
        Background background,
        long predictedObjects,
        long labelledObjects,
        MatchScore at50,
        MatchScore at75,
        VariationOfInformation meanVariationOfInformation,
        AdaptedRand meanAdaptedRand,
        List<InstanceImageScore> perImage) {

    public InstanceScores {
        perImage = List.copyOf(perImage);
    }
}
