// SPDX-License-Identifier: Apache-2.0
package org.samda.encoder;

/** Resizes images as OpenCV's nearest neighbour does: aligned at the left and the top (COMPONENTS section 7.3). */
final class NearestResize {

    private NearestResize() {}

    static ByteImage resize(ByteImage image, int newHeight, int newWidth) {
        int[] rows = sources(image.height(), newHeight);
        int[] columns = sources(image.width(), newWidth);
        int channels = image.channels();
        byte[] result = new byte[newHeight * newWidth * channels];
        for (int y = 0; y < newHeight; y++) {
            for (int x = 0; x < newWidth; x++) {
                int from = (rows[y] * image.width() + columns[x]) * channels;
                System.arraycopy(image.values(), from, result, (y * newWidth + x) * channels, channels);
            }
        }
        return new ByteImage(newHeight, newWidth, channels, result);
    }

    /** The same for one axis. */
    static ResizedAxis axis(int length, int newLength) {
        double[] weights = new double[newLength * length];
        int[] sources = sources(length, newLength);
        for (int o = 0; o < newLength; o++) {
            weights[o * length + sources[o]] = 1;
        }
        return new ResizedAxis(length, newLength, weights);
    }

    /** Which pixel of an axis becomes each pixel of the resized axis. */
    static int[] sources(int length, int newLength) {
        // Two divisions, as there: the result differs from that of one where it is close to a whole number.
        double step = 1 / ((double) newLength / length);
        int[] sources = new int[newLength];
        for (int o = 0; o < newLength; o++) {
            sources[o] = Math.min((int) Math.floor(o * step), length - 1);
        }
        return sources;
    }
}
