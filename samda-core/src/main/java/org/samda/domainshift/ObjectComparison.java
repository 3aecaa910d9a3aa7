// SPDX-License-Identifier: Apache-2.0
package org.samda.domainshift;

import java.util.List;
import java.util.function.ToDoubleFunction;

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

    /** Objects and the number of pixels of the sections they were found in. */
    public record Found(List<ObjectShape> shapes, long pixels) {

        public Found {
            shapes = List.copyOf(shapes);
        }

        /** In a few figures. */
        public ObjectStatistics statistics() {
            return ObjectStatistics.of(shapes, pixels);
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
