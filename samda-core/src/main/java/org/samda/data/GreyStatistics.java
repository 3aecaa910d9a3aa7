// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import java.util.ArrayList;
import java.util.List;
import org.samda.image.GreyImage;
import org.samda.image.VoxelMask;

/**
 * Mean and population standard deviation of grey values, summed up in double precision.
 *
 * @param mean      0 where nothing was measured
 * @param deviation 0 where nothing was measured
 */
public record GreyStatistics(double mean, double deviation) {
    private static final double SMALLEST_DEVIATION = 1e-8;

    /** What a grey value at a place becomes. */
    interface Change {
        float of(int section, int pixel, float grey);
    }

    /** Those of the voxels of a case that are in the mask. */
    static GreyStatistics of(List<GreyImage> sections, VoxelMask mask) {
        double sum = 0;
        long count = 0;
        for (int z = 0; z < sections.size(); z++) {
            float[] pixels = sections.get(z).pixels();
            for (int i = 0; i < pixels.length; i++) {
                boolean counts = mask.at(z, i);
                sum += counts ? pixels[i] : 0;
                count += counts ? 1 : 0;
            }
        }
        if (count == 0) {
            return new GreyStatistics(0, 0);
        }
        double mean = sum / count;
        double squares = 0;
        for (int z = 0; z < sections.size(); z++) {
            float[] pixels = sections.get(z).pixels();
            for (int i = 0; i < pixels.length; i++) {
                squares += mask.at(z, i) ? (pixels[i] - mean) * (pixels[i] - mean) : 0;
            }
        }
        return new GreyStatistics(mean, Math.sqrt(squares / count));
    }

    /** (grey - mean) / max(deviation, 1e-8) */
    float standardized(float grey) {
        return (float) ((grey - mean) / Math.max(deviation, SMALLEST_DEVIATION));
    }

    /** A case with every voxel changed, in new sections. */
    static List<GreyImage> map(List<GreyImage> sections, Change change) {
        List<GreyImage> mapped = new ArrayList<>();
        for (int z = 0; z < sections.size(); z++) {
            GreyImage section = sections.get(z);
            float[] pixels = new float[section.pixels().length];
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = change.of(z, i, section.pixels()[i]);
            }
            mapped.add(new GreyImage(section.width(), section.height(), pixels));
        }
        return List.copyOf(mapped);
    }
}
