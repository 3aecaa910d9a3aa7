// SPDX-License-Identifier: Apache-2.0
package org.samda.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.samda.evaluation.VariationOfInformation.Background;

/** Takes the contingency of image after image and scores their objects together; keeps scores, not contingencies. */
public final class InstanceAccumulator {
    private final Background background;
    private final List<InstanceImageScore> images = new ArrayList<>();
    private Matches at50 = Matches.NONE;
    private Matches at75 = Matches.NONE;

    /** @param background whether background is an object of the variation of information */
    public InstanceAccumulator(Background background) {
        this.background = background;
    }

    /**
     * Scores an image. Ids have a meaning within it only: equal ids of two images are two objects.
     *
     * @param name        name of the image or volume
     * @param contingency of all of it
     */
    public void add(String name, Contingency contingency) {
        Matches half = Matches.of(contingency, 0.5);
        Matches threeQuarters = Matches.of(contingency, 0.75);
        at50 = at50.plus(half);
        at75 = at75.plus(threeQuarters);
        images.add(new InstanceImageScore(
                name,
                contingency.predictedObjects(),
                contingency.labelledObjects(),
                MatchScore.of(half),
                MatchScore.of(threeQuarters),
                VariationOfInformation.of(contingency, background),
                AdaptedRand.of(contingency)));
    }

    /** The scores of everything added so far. */
    public InstanceScores scores() {
        return new InstanceScores(
                background,
                at50.truePositives() + at50.falsePositives(),
                at50.truePositives() + at50.falseNegatives(),
                MatchScore.of(at50),
                MatchScore.of(at75),
                new VariationOfInformation(
                        mean(image -> image.variationOfInformation().split()),
                        mean(image -> image.variationOfInformation().merge())),
                new AdaptedRand(
                        mean(image -> image.adaptedRand().error()),
                        mean(image -> image.adaptedRand().precision()),
                        mean(image -> image.adaptedRand().recall())),
                images);
    }

    /** Mean over the images that have the figure; NaN where there is none. */
    private double mean(ToDoubleFunction<InstanceImageScore> figure) {
        return images.stream()
                .mapToDouble(figure)
                .filter(value -> !Double.isNaN(value))
                .average()
                .orElse(Double.NaN);
    }
}
