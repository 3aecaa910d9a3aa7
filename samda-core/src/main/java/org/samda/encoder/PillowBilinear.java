// SPDX-License-Identifier: Apache-2.0
package org.samda.encoder;

/**
 * Resizes 8-bit images exactly as Pillow's bilinear filter does: bilinear when growing, antialiased when shrinking, in
 * whole numbers (COMPONENTS section 7.1).
 *
 * <p>Columns first, then rows; each pass rounds to 8 bits, and a pass that would not change the size is left out.
 */
final class PillowBilinear {
    private static final int PRECISION = 22;

    private PillowBilinear() {}

    /**
     * The weights by which the pixels of one axis add up to the pixel of the resized axis.
     *
     * @param first   first input pixel
     * @param weights multiples of {@code 2^-22}
     */
    @SuppressWarnings("ArrayRecordComponent")
    private record Filter(int first, int[] weights) {}

    static ByteImage resize(ByteImage image, int newHeight, int newWidth) {
        ByteImage columns = newWidth == image.width() ? image : alongX(image, filters(image.width(), newWidth));
        return newHeight == image.height() ? columns : alongY(columns, filters(image.height(), newHeight));
    }

    /** The same for one axis, but for rounding. */
    static ResizedAxis axis(int length, int newLength) {
        double[] weights = new double[newLength * length];
        Filter[] filters = filters(length, newLength);
        for (int o = 0; o < newLength; o++) {
            for (int j = 0; j < filters[o].weights().length; j++) {
                weights[o * length + filters[o].first() + j] = filters[o].weights()[j] / (double) (1 << PRECISION);
            }
        }
        return new ResizedAxis(length, newLength, weights);
    }

    private static Filter[] filters(int length, int newLength) {
        Filter[] filters = new Filter[newLength];
        double scale = (double) length / newLength;
        for (int o = 0; o < newLength; o++) {
            filters[o] = filter((o + 0.5) * scale, Math.max(scale, 1), length);
        }
        return filters;
    }

    private static Filter filter(double centre, double support, int length) {
        int first = Math.max(0, (int) (centre - support + 0.5));
        int end = Math.min(length, (int) (centre + support + 0.5));
        double[] raw = new double[end - first];
        double sum = 0;
        for (int j = 0; j < raw.length; j++) {
            raw[j] = Math.max(0, 1 - Math.abs((first + j - centre + 0.5) / support));
            sum += raw[j];
        }
        int[] weights = new int[raw.length];
        for (int j = 0; j < raw.length; j++) {
            weights[j] = (int) (0.5 + raw[j] / sum * (1 << PRECISION));
        }
        return new Filter(first, weights);
    }

    private static ByteImage alongX(ByteImage image, Filter[] filters) {
        int channels = image.channels();
        byte[] result = new byte[image.height() * filters.length * channels];
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < filters.length; x++) {
                int from = (y * image.width() + filters[x].first()) * channels;
                for (int c = 0; c < channels; c++) {
                    result[(y * filters.length + x) * channels + c] =
                            sum(image.values(), from + c, channels, filters[x].weights());
                }
            }
        }
        return new ByteImage(image.height(), filters.length, channels, result);
    }

    private static ByteImage alongY(ByteImage image, Filter[] filters) {
        int row = image.width() * image.channels();
        byte[] result = new byte[filters.length * row];
        for (int y = 0; y < filters.length; y++) {
            int from = filters[y].first() * row;
            for (int i = 0; i < row; i++) {
                result[y * row + i] = sum(image.values(), from + i, row, filters[y].weights());
            }
        }
        return new ByteImage(filters.length, image.width(), image.channels(), result);
    }

    private static byte sum(byte[] values, int from, int step, int[] weights) {
        int sum = 1 << (PRECISION - 1);
        for (int j = 0; j < weights.length; j++) {
            sum += (values[from + j * step] & 0xFF) * weights[j];
        }
        return (byte) Math.max(0, Math.min(255, sum >> PRECISION));
    }
}
