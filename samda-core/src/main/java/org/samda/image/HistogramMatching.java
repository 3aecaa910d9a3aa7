// SPDX-License-Identifier: Apache-2.0
package org.samda.image;

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
     * Learns the distribution of the references from up to 32768 voxels of each.
     *
     * <p>Each is brought to mean 0 and deviation 1 first, the quantiles of all are averaged, and the mean of their means and
     * deviations is given back: what is learnt is the shape of a histogram, not the mixture of scans whose grey values are in
     * units of their own (MRI), and not the drift of brightness from section to section.
     *
     * @param references cases, each of at least one section; at least one case; read once, so they may be loaded while iterating
     */
    public static HistogramMatching fit(Iterable<List<GreyImage>> references) {
        double[] shape = new double[QUANTILES + 1];
        double mean = 0;
        double deviation = 0;
        int cases = 0;
        for (List<GreyImage> sections : references) {
            float[] sample = sorted(sections);
            Moments moments = Moments.of(sample);
            float[] quantiles = quantiles(sample);
            for (int q = 0; q <= QUANTILES; q++) {
                shape[q] += moments.standardized(quantiles[q]);
            }
            mean += moments.mean;
            deviation += moments.deviation;
            cases++;
        }
        if (cases == 0) {
            throw new IllegalArgumentException("histogram matching needs at least one reference image");
        }
        float[] reference = new float[QUANTILES + 1];
        for (int q = 0; q <= QUANTILES; q++) {
            reference[q] = (float) (mean / cases + shape[q] / cases * (deviation / cases));
        }
        return new HistogramMatching(reference);
    }

    /** Of a sample. */
    private record Moments(double mean, double deviation) {

        static Moments of(float[] sample) {
            double sum = 0;
            double squares = 0;
            for (float value : sample) {
                sum += value;
            }
            double mean = sum / sample.length;
            for (float value : sample) {
                squares += (value - mean) * (value - mean);
            }
            return new Moments(mean, Math.sqrt(squares / sample.length));
        }

        double standardized(float value) {
            return deviation == 0 ? 0 : (value - mean) / deviation;
        }
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
        float[] samples = sorted(sections);
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

    private static float[] sorted(List<GreyImage> sections) {
        float[] samples = new float[0];
        for (GreyImage section : sections) {
            float[] more = sample(section.pixels(), Math.max(1, SAMPLES_PER_IMAGE / sections.size()));
            samples = Arrays.copyOf(samples, samples.length + more.length);
            System.arraycopy(more, 0, samples, samples.length - more.length, more.length);
        }
        Arrays.sort(samples);
        return samples;
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
