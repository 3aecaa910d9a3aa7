// SPDX-License-Identifier: Apache-2.0
package org.samda.domainshift;

import java.util.Arrays;
import java.util.List;

/**
 * The objects of some sections in a few figures; medians are NaN where there are none.
 *
 * @param objects          their number, without specks
 * @param specks           number of objects too small to be called so
 * @param perMegapixel     the same for each million pixels of the sections
 * @param foregroundShare  share of pixels in objects and specks
 * @param medianAreaPx     of an object
 * @param medianElongation of an object
 * @param medianSolidity   of an object
 */
public record ObjectStatistics(
        long objects,
        long specks,
        double perMegapixel,
        double foregroundShare,
        double medianAreaPx,
        double medianElongation,
        double medianSolidity) {
    private static final double MEGAPIXEL = 1e6;

    /**
     * @param shapes all objects, without specks
     * @param specks smaller ones
     * @param pixels number of pixels of all sections
     */
    public static ObjectStatistics of(List<ObjectShape> shapes, List<ObjectShape> specks, long pixels) {
        double[] areas = shapes.stream().mapToDouble(ObjectShape::areaPx).toArray();
        double ofSpecks = specks.stream().mapToDouble(ObjectShape::areaPx).sum();
        return new ObjectStatistics(
                shapes.size(),
                specks.size(),
                MEGAPIXEL * shapes.size() / pixels,
                (Arrays.stream(areas).sum() + ofSpecks) / pixels,
                median(areas),
                median(shapes.stream().mapToDouble(ObjectShape::elongation).toArray()),
                median(shapes.stream().mapToDouble(ObjectShape::solidity).toArray()));
    }

    /** The middle value, or the mean of the two in the middle. */
    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        if (sorted.length == 0) {
            return Double.NaN;
        }
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
