// SPDX-License-Identifier: Apache-2.0
package org.samda.objects;

/**
 * For each voxel of an object the squared distance to the middle of the nearest voxel that does not belong to it, exact (P.
 * Felzenszwalb and D. Huttenlocher, Distance transforms of sampled functions, 2012). Beyond the box there is nothing to be near to.
 */
final class DistanceMap {
    private static final float NONE = Float.POSITIVE_INFINITY;

    private final ObjectMask.Extent extent;
    private final float[] squares;

    private DistanceMap(ObjectMask mask) {
        extent = mask.extent();
        squares = new float[extent.voxels()];
        for (int i = 0; i < squares.length; i++) {
            squares[i] = mask.inside()[i] ? NONE : 0;
        }
    }

    /**
     * @param edges of a voxel along x, y and z
     * @return squares of distances, in the units of the edges; infinite where nothing but the object is
     */
    static float[] of(ObjectMask mask, double[] edges) {
        DistanceMap map = new DistanceMap(mask);
        int width = map.extent.width();
        int area = width * map.extent.height();
        map.along(width, 1, edges[0]);
        map.along(map.extent.height(), width, edges[1]);
        map.along(map.extent.depth(), area, edges[2]);
        return map.squares;
    }

    /** All lines of an axis, whose voxels lie {@code stride} apart. */
    private void along(int length, int stride, double edge) {
        Line line = new Line(length, edge);
        for (int block = 0; block < squares.length; block += length * stride) {
            for (int start = block; start < block + stride; start++) {
                line.transform(squares, start, stride);
            }
        }
    }

    /** The lower envelope of parabolas over one line. */
    private static final class Line {
        private final double edge;
        private final double[] values;
        private final int[] lowest;
        private final double[] from;

        Line(int length, double edge) {
            this.edge = edge;
            values = new double[length];
            lowest = new int[length];
            from = new double[length + 1];
        }

        void transform(float[] squares, int start, int stride) {
            for (int i = 0; i < values.length; i++) {
                values[i] = squares[start + i * stride];
            }
            int count = envelope();
            for (int i = 0, k = 0; i < values.length && count > 0; i++) {
                while (k + 1 < count && from[k + 1] <= i) {
                    k++;
                }
                double steps = (i - lowest[k]) * edge;
                squares[start + i * stride] = (float) (steps * steps + values[lowest[k]]);
            }
        }

        /** Which parabolas are the lowest somewhere, and from where on. */
        private int envelope() {
            int count = 0;
            for (int i = 0; i < values.length; i++) {
                if (values[i] == NONE) {
                    continue;
                }
                while (count > 0 && crossing(lowest[count - 1], i) <= from[count - 1]) {
                    count--;
                }
                from[count] = count == 0 ? Double.NEGATIVE_INFINITY : crossing(lowest[count - 1], i);
                lowest[count] = i;
                count++;
            }
            return count;
        }

        /** From where on the parabola at {@code later} is lower than the one at {@code earlier}. */
        private double crossing(int earlier, int later) {
            double square = edge * edge;
            double difference = (values[later] - values[earlier]) / square;
            return (difference + (double) later * later - (double) earlier * earlier) / (2.0 * (later - earlier));
        }
    }
}
