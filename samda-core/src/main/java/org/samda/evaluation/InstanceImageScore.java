// SPDX-License-Identifier: Apache-2.0
package org.samda.evaluation;

/**
 * How well the objects of one image (or one volume) are found.
 *
 * @param name                   name of the image
 * @param predictedObjects       objects in the prediction
 * @param labelledObjects        objects in the labels
 * @param at50                   pairs with an intersection over union of 0.5 or more
 * @param at75                   pairs with an intersection over union of 0.75 or more
 * @param variationOfInformation in bits
 * @param adaptedRand            of the voxels in labelled objects
 */
public record InstanceImageScore(
        String name,
        long predictedObjects,
        long labelledObjects,
        MatchScore at50,
        MatchScore at75,
        VariationOfInformation variationOfInformation,
        AdaptedRand adaptedRand) {}
