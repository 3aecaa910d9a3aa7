// SPDX-License-Identifier: Apache-2.0
package org.samda.phantom;

/** Formulas for blending: between numbers, between surfaces, and across the width of a pixel. */
final class Blend {
    private Blend() {}

    static double clamp(double value, double low, double high) {
        return Math.max(low, Math.min(high, value));
    }

    static double lerp(double from, double to, double t) {
        return from + (to - from) * t;
    }

    /** 0 below {@code low}, 1 above {@code high}, smooth in between. */
    static double step(double low, double high, double value) {
        double t = clamp((value - low) / (high - low), 0, 1);
        return t * t * (3 - 2 * t);
    }

    /** The smaller of two distances, with the edge between them rounded over {@code width}. */
    static double min(double a, double b, double width) {
        double overlap = Math.max(width - Math.abs(a - b), 0) / width;
        return Math.min(a, b) - overlap * overlap * width / 4;
    }

    /** The greater of two distances, with the edge between them rounded over {@code width}. */
    static double max(double a, double b, double width) {
        return -min(-a, -b, width);
    }

    /**
     * How much of a line of length {@code width} around {@code depth} lies in the layer from {@code low} to {@code high}.
     *
     * @return 0..1; this keeps layers thinner than a pixel in the image, only paler
     */
    static double layer(double low, double high, double depth, double width) {
        double from = Math.max(low, depth - width / 2);
        double to = Math.min(high, depth + width / 2);
        return to <= from ? 0 : (to - from) / width;
    }
}
