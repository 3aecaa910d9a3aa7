// SPDX-License-Identifier: Apache-2.0
package org.samda.domainshift;

import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Predicted objects against annotated ones of another domain. Ratios are predicted over annotated; distances are those of
 * Kolmogorov and Smirnov, 0 for equal distributions to 1. Figures are NaN where either has no objects.
 *
 * @param perMegapixel       ratio of the objects' numbers for equal numbers of pixels
 * @param medianArea         ratio of the median areas
 * @param foregroundShare    ratio of the shares of pixels in objects
 * @param areaDistance       of the areas' distributions
 * @param elongationDistance of the elongations' distributions
 * @param solidityDistance   of the solidities' distributions
 */
public record ObjectComparison(
        double perMegapixel,
        double medianArea,
        double foregroundShare,
        double areaDistance,
        double elongationDistance,
        double solidityDistance) {

    /** Smaller ones than this part of the annotated ones' median area are specks. */
    private static final double SPECK = 0.1;

    /**
     * What was found in some sections.
     *
     * @param shapes objects
     * @param specks smaller ones, which a few wrong pixels make: they tell more of noise than of objects
     * @param pixels number of pixels of the sections
     */
    public record Found(List<ObjectShape> shapes, List<ObjectShape> specks, long pixels) {

        public Found {
            shapes = List.copyOf(shapes);
            specks = List.copyOf(specks);
        }

        /** All of them as objects. */
        public static Found all(List<ObjectShape> shapes, long pixels) {
            return new Found(shapes, List.of(), pixels);
        }

        /** The same with everything a speck that is below a tenth of the median area of other objects. */
        public Found asObjectsAmong(Found others) {
            double least =
                    others.shapes.isEmpty() ? 0 : SPECK * others.statistics().medianAreaPx();
            Map<Boolean, List<ObjectShape>> isSpeck =
                    shapes.stream().collect(Collectors.partitioningBy(shape -> shape.areaPx() < least));
            return new Found(isSpeck.get(false), isSpeck.get(true), pixels);
        }

        /** In a few figures. */
        public ObjectStatistics statistics() {
            return ObjectStatistics.of(shapes, specks, pixels);
        }
    }

    /** Compares two domains at one pixel size. */
    public static ObjectComparison of(Found predicted, Found annotated) {
        ObjectStatistics found = predicted.statistics();
        ObjectStatistics known = annotated.statistics();
        return new ObjectComparison(
                found.perMegapixel() / known.perMegapixel(),
                found.medianAreaPx() / known.medianAreaPx(),
                found.foregroundShare() / known.foregroundShare(),
                distance(predicted, annotated, ObjectShape::areaPx),
                distance(predicted, annotated, ObjectShape::elongation),
                distance(predicted, annotated, ObjectShape::solidity));
    }

    private static double distance(Found one, Found other, ToDoubleFunction<ObjectShape> figure) {
        return KolmogorovSmirnov.distance(
                one.shapes().stream().mapToDouble(figure).toArray(),
                other.shapes().stream().mapToDouble(figure).toArray());
    }
}
