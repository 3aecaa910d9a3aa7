// SPDX-License-Identifier: Apache-2.0
package org.samda.evaluation;

/**
 * How well one of several classes is found, pooled over all images; figures as in {@link Confusion}.
 *
 * @param name      name of the class
 * @param dice      pooled Dice
 * @param iou       pooled intersection over union
 * @param precision pooled precision
 * @param recall    pooled recall
 * @param meanDice  mean of the images' Dice, images without the class left out
 */
public record ClassScore(String name, double dice, double iou, double precision, double recall, double meanDice) {}
