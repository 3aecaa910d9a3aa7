// SPDX-License-Identifier: Apache-2.0
package org.samda.image;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Gives images the grey value distribution of a set of reference images, by quantiles (PAPER row 14: aligns a source
 * domain with the target's training images).
 *
 * <p>A grey value at the q-quantile of its own image becomes the q-quantile of the references. The mapping never
 * reverses the order of two grey values; equal values stay equal. Values beyond the sampled range keep their distance to
 * its end.
 */
public final class HistogramMatching {
    private static final int QUANTILES = 1024;
    private static final int SAMPLES_PER_IMAGE = 32768;
    private static final double GOLDEN_RATIO = 0.6180339887498949;

    /** Reference grey values at the quantiles 0/1024 .. 1024/1024, never falling. */
    private final float[] reference;

    private HistogramMatching(float[] reference) {
        this.reference = reference;
    }

    /**
     * Learns the distribution of the references; each image counts the same, whatever its size, from up to 32768 of its
     * pixels.
     *
     * @param references at least one image; read once, so they may be loaded while iterating
     */
    public static HistogramMatching fit(Iterable<GreyImage> references) {
        List<float[]> samples = new ArrayList<>();
        references.forEach(image -> samples.add(quantiles(sorted(image))));
        if (samples.isEmpty()) {
            throw new IllegalArgumentException("histogram matching needs at least one reference image");
        }
        return new HistogramMatching(samples.size() == 1 ? samples.get(0) : quantiles(joined(samples)));
    }

    /** What it maps to: the references' grey values at the quantiles 0/1024 .. 1024/1024; owned by the caller. */
    public float[] reference() {
        return reference.clone();
    }

    /**
     * Maps the grey values of a case to the references' distribution, all sections by the same curve.
     *
     * @param sections at least one, all of one size
     * @return new images
     */
    public List<GreyImage> apply(List<GreyImage> sections) {
        return sections.stream().map(of(sections)).toList();
    }

    /**
     * What is done to the grey values of a case, which may come part by part.
     *
     * @param sections the case, or a sample of it
     * @return makes new images
     */
    public UnaryOperator<GreyImage> of(List<GreyImage> sections) {
        float[] samples = new float[0];
        for (GreyImage section : sections) {
            float[] more = sample(section.pixels(), Math.max(1, SAMPLES_PER_IMAGE / sections.size()));
            samples = Arrays.copyOf(samples, samples.length + more.length);
            System.arraycopy(more, 0, samples, samples.length - more.length, more.length);
        }
        Arrays.sort(samples);
        Curve curve = Curve.between(quantiles(samples), reference);
        return section -> mapped(section, curve);
    }

    private static GreyImage mapped(GreyImage image, Curve curve) {
        float[] pixels = image.pixels();
        float[] mapped = new float[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            mapped[i] = curve.at(pixels[i]);
        }
        return new GreyImage(image.width(), image.height(), mapped);
    }

    private static float[] joined(List<float[]> samples) {
        float[] all = new float[samples.size() * (QUANTILES + 1)];
        for (int i = 0; i < samples.size(); i++) {
            System.arraycopy(samples.get(i), 0, all, i * (QUANTILES + 1), QUANTILES + 1);
        }
        Arrays.sort(all);
        return all;
    }

    private static float[] sorted(GreyImage image) {
        float[] sample = sample(image.pixels(), SAMPLES_PER_IMAGE);
        Arrays.sort(sample);
        return sample;
    }

    /** One pixel from each of so many equal stretches, at a place in it that changes, so that no column is preferred. */
    private static float[] sample(float[] pixels, int count) {
        if (pixels.length <= count) {
            return pixels.clone();
        }
        float[] sample = new float[count];
        double stretch = (double) pixels.length / count;
        for (int i = 0; i < sample.length; i++) {
            double place = i * GOLDEN_RATIO;
            sample[i] = pixels[(int) ((i + place - Math.floor(place)) * stretch)];
        }
        return sample;
    }

    private static float[] quantiles(float[] sorted) {
        float[] quantiles = new float[QUANTILES + 1];
        for (int q = 0; q <= QUANTILES; q++) {
            double position = (double) q / QUANTILES * (sorted.length - 1);
            int below = (int) position;
            int above = Math.min(below + 1, sorted.length - 1);
            double part = position - below;
            quantiles[q] = (float) (sorted[below] + part * ((double) sorted[above] - sorted[below]));
        }
        return quantiles;
    }

    /** A rising line through points (own value, reference value). */
    @SuppressWarnings("ArrayRecordComponent")
    private record Curve(float[] from, double[] to) {

        /** Quantiles that share one own value become one point, at the mean of their reference values. */
        static Curve between(float[] own, float[] reference) {
            float[] from = new float[own.length];
            double[] to = new double[own.length];
            int points = 0;
            for (int start = 0; start < own.length; points++) {
                int end = start;
                double sum = 0;
                while (end < own.length && own[end] == own[start]) {
                    sum += reference[end++];
                }
                from[points] = own[start];
                to[points] = sum / (end - start);
                start = end;
            }
            return new Curve(Arrays.copyOf(from, points), Arrays.copyOf(to, points));
        }

        float at(float value) {
            int last = from.length - 1;
            if (value <= from[0]) {
                return (float) (to[0] + ((double) value - from[0]));
            }
            if (value >= from[last]) {
                return (float) (to[last] + ((double) value - from[last]));
            }
            int found = Arrays.binarySearch(from, value);
            if (found >= 0) {
                return (float) to[found];
            }
            int above = -found - 1;
            double part = ((double) value - from[above - 1]) / ((double) from[above] - from[above - 1]);
            return (float) (to[above - 1] + part * (to[above] - to[above - 1]));
        }
    }
}
