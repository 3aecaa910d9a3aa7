// SPDX-License-Identifier: Apache-2.0
package org.samda.inference;

import java.util.Arrays;
import org.samda.Interruptions;
import org.samda.image.GreyBlock;
import org.samda.image.GreyImage;
import org.samda.image.PartResampling;
import org.samda.image.Tile;
import org.samda.image.VoxelBox;
import org.samda.io.VolumeReader;

/**
 * A look at a rectangle of a section that is too large for memory: the smallest rectangle around what is not 0 in it, and
 * grey values at the working pixel size from all over it, about four million at most. Reads it once, some rows at a time.
 */
final class SectionSample {
    private static final double GREYS = 1 << 22;
    private static final long BAND_PIXELS = 1 << 24;
    private static final double GOLDEN_RATIO = 0.6180339887498949;

    private final Tile part;
    private final PartResampling resampling;
    private final int stride;
    private final float[] greys;
    private int count;
    private int left = Integer.MAX_VALUE;
    private int right = -1;
    private int top = Integer.MAX_VALUE;
    private int bottom = -1;

    private SectionSample(Tile part, PartResampling resampling) {
        this.part = part;
        this.resampling = resampling;
        double area = (double) resampling.newWidth() * resampling.newHeight();
        stride = (int) Math.ceil(area / GREYS);
        greys = new float[(resampling.newWidth() / stride + 1) * resampling.newHeight()];
    }

    /**
     * @param z          index of the section
     * @param part       the rectangle
     * @param resampling of the rectangle
     */
    static SectionSample of(VolumeReader reader, long z, Tile part, PartResampling resampling) {
        SectionSample sample = new SectionSample(part, resampling);
        int band = sample.bandHeight(reader.chunk().y());
        for (int y = 0; y < resampling.newHeight(); y += band) {
            Interruptions.check();
            int height = Math.min(band, resampling.newHeight() - y);
            sample.look(reader, z, new Tile(0, y, resampling.newWidth(), height));
        }
        return sample;
    }

    /** The rectangle around what is not 0, px of the section; all that was looked at if all is 0. */
    Tile frame() {
        return right < 0 ? part : new Tile(part.x() + left, part.y() + top, right + 1 - left, bottom + 1 - top);
    }

    /** The sampled grey values, in one row. */
    GreyImage greys() {
        return new GreyImage(count, 1, Arrays.copyOf(greys, count));
    }

    /** Rows at the working pixel size; as stored they are whole chunks where these are not too high. */
    private int bandHeight(long chunkRows) {
        long stored = Math.max(1, BAND_PIXELS / resampling.width());
        stored -= chunkRows <= stored ? stored % chunkRows : 0;
        long working = stored * resampling.newHeight() / resampling.height();
        return (int) Math.max(1, Math.min(working, BAND_PIXELS / resampling.newWidth()));
    }

    private void look(VolumeReader reader, long z, Tile band) {
        Tile source = resampling.source(band);
        GreyBlock block = reader.read(new VoxelBox(
                (long) part.x() + source.x(), (long) part.y() + source.y(), z, source.width(), source.height(), 1));
        GreyImage stored = block.section(0);
        for (int y = 0; y < stored.height(); y++) {
            frameRow(stored, y, source.y() + y);
        }
        GreyImage working = resampling.grey(stored, band);
        for (int y = 0; y < band.height(); y++) {
            sampleRow(working, y, band.y() + y);
        }
    }

    private void frameRow(GreyImage stored, int y, int row) {
        int first = 0;
        while (first < stored.width() && stored.at(first, y) == 0) {
            first++;
        }
        if (first == stored.width()) {
            return;
        }
        int last = stored.width() - 1;
        while (stored.at(last, y) == 0) {
            last--;
        }
        left = Math.min(left, first);
        right = Math.max(right, last);
        top = Math.min(top, row);
        bottom = Math.max(bottom, row);
    }

    /** Every so many px, from a place that changes from row to row, so that no column is preferred. */
    private void sampleRow(GreyImage working, int y, int row) {
        double place = row * GOLDEN_RATIO;
        for (int x = (int) ((place - Math.floor(place)) * stride); x < working.width(); x += stride) {
            greys[count++] = working.at(x, y);
        }
    }
}
