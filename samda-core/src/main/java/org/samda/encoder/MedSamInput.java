// SPDX-License-Identifier: Apache-2.0
package org.samda.encoder;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** MedSAM's preprocessing, as its inference does it (COMPONENTS section 4). */
final class MedSamInput {
    static final int SIDE = 1024;
    private static final double SMALLEST_RANGE = 1e-8;

    /** Keeps whole numbers that rounding has made a little smaller from being cut off to the next. */
    private static final double ROUNDING = 1e-9;

    private MedSamInput() {}

    static EncoderImage prepare(ByteImage image) {
        List<double[]> planes = resized(image);
        planes.forEach(MedSamInput::cutOffFractions);
        float[] values = stretched(planes);
        return EncoderImage.whole(SIDE, SIDE, values);
    }

    /** The channels at the encoder's size, within the range of the image's values. */
    static List<double[]> resized(ByteImage image) {
        List<double[]> planes = new ArrayList<>();
        for (int c = 0; c < image.channels(); c++) {
            planes.add(SplineResize.resize(image.plane(c), image.height(), image.width(), SIDE, SIDE));
        }
        double[] range = range(image);
        for (double[] plane : planes) {
            for (int i = 0; i < plane.length; i++) {
                plane[i] = Math.max(range[0], Math.min(range[1], plane[i]));
            }
        }
        return planes;
    }

    static void cutOffFractions(double[] plane) {
        for (int i = 0; i < plane.length; i++) {
            plane[i] = Math.floor(plane[i] + ROUNDING);
        }
    }

    /** Three channels from 0 to 1; the minimum and the maximum are those of all channels together. */
    private static float[] stretched(List<double[]> planes) {
        int size = planes.get(0).length;
        double low = planes.stream().flatMapToDouble(Arrays::stream).min().orElseThrow();
        double high = planes.stream().flatMapToDouble(Arrays::stream).max().orElseThrow();
        double range = Math.max(high - low, SMALLEST_RANGE);
        float[] values = new float[EncoderImage.CHANNELS * size];
        for (int c = 0; c < EncoderImage.CHANNELS; c++) {
            double[] plane = planes.get(Math.min(c, planes.size() - 1));
            for (int i = 0; i < size; i++) {
                values[c * size + i] = (float) ((plane[i] - low) / range);
            }
        }
        return values;
    }

    private static double[] range(ByteImage image) {
        double low = 255;
        double high = 0;
        for (byte value : image.values()) {
            low = Math.min(low, value & 0xFF);
            high = Math.max(high, value & 0xFF);
        }
        return new double[] {low, high};
    }
}
