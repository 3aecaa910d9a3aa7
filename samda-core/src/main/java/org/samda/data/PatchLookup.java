// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/**
 * Reads a placed patch out of an image, one lookup per pixel (COMPONENTS section 12, row 1): grey values bilinear with 0
 * beyond the image, labels by the largest bilinear share with background beyond the outermost pixel centres.
 */
final class PatchLookup {
    private final TrainingImage image;
    private final FloatBuffer pixels;
    private final ByteBuffer labels;
    private final PatchPlacement placement;
    private final int width;
    private final int height;

    PatchLookup(TrainingImage image, PatchPlacement placement, int width, int height) {
        this.image = image;
        pixels = image.pixels();
        labels = image.labels();
        this.placement = placement;
        this.width = width;
        this.height = height;
    }

    TrainingImage image() {
        return image;
    }

    /** Writes float32 [H, W] grey values to {@code into} from {@code offset} on. */
    void grey(float[] into, int offset) {
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                into[offset + y * width + x] = grey(sourceX(x, y), sourceY(x, y));
            }
        }
    }

    /** Writes uint8 [H, W] class indices to {@code into} from {@code offset} on. */
    void labels(byte[] into, int offset) {
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                into[offset + y * width + x] = label(sourceX(x, y), sourceY(x, y));
            }
        }
    }

    private double sourceX(int x, int y) {
        PatchPlacement.Matrix matrix = placement.matrix();
        return placement.centreX() + matrix.xx() * (x - (width - 1) / 2.0) + matrix.xy() * (y - (height - 1) / 2.0);
    }

    private double sourceY(int x, int y) {
        PatchPlacement.Matrix matrix = placement.matrix();
        return placement.centreY() + matrix.yx() * (x - (width - 1) / 2.0) + matrix.yy() * (y - (height - 1) / 2.0);
    }

    private float grey(double x, double y) {
        if (x <= -1 || y <= -1 || x >= image.width() || y >= image.height()) {
            return 0;
        }
        int left = (int) Math.floor(x);
        int top = (int) Math.floor(y);
        double right = x - left;
        double bottom = y - top;
        double upper = (1 - right) * pixel(left, top) + right * pixel(left + 1, top);
        double lower = (1 - right) * pixel(left, top + 1) + right * pixel(left + 1, top + 1);
        return (float) ((1 - bottom) * upper + bottom * lower);
    }

    private float pixel(int x, int y) {
        boolean inside = x >= 0 && y >= 0 && x < image.width() && y < image.height();
        return inside ? pixels.get(y * image.width() + x) : 0;
    }

    private byte label(double x, double y) {
        if (x < 0 || y < 0 || x > image.width() - 1 || y > image.height() - 1) {
            return 0;
        }
        int left = (int) x;
        int top = (int) y;
        int right = Math.min(left + 1, image.width() - 1);
        int bottom = Math.min(top + 1, image.height() - 1);
        int a = index(left, top);
        int b = index(right, top);
        int c = index(left, bottom);
        int d = index(right, bottom);
        if (a == b && a == c && a == d) {
            return (byte) a;
        }
        return (byte) new Corners(a, b, c, d).largest(x - left, y - top);
    }

    private int index(int x, int y) {
        return labels.get(y * image.width() + x) & 0xFF;
    }

    /** The classes of the four pixels around a point: upper left, upper right, lower left, lower right. */
    private record Corners(int a, int b, int c, int d) {

        /** The class with the largest bilinear share; of equal shares the lowest class. */
        int largest(double right, double bottom) {
            int winner = a;
            double best = share(a, right, bottom);
            for (int k = 1; k < 4; k++) {
                int candidate = k == 1 ? b : k == 2 ? c : d;
                double share = share(candidate, right, bottom);
                if (share > best || (share == best && candidate < winner)) {
                    winner = candidate;
                    best = share;
                }
            }
            return winner;
        }

        private double share(int index, double right, double bottom) {
            double upper = (a == index ? 1 - right : 0) + (b == index ? right : 0);
            double lower = (c == index ? 1 - right : 0) + (d == index ? right : 0);
            return (1 - bottom) * upper + bottom * lower;
        }
    }
}
