// SPDX-License-Identifier: Apache-2.0
package org.samda.inference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.samda.data.Preparation;
import org.samda.image.PartResampling;
import org.samda.image.Tile;
import org.samda.image.TileGrid;

/**
 * Divides a section that is too large to be segmented at once into windows. Each gets all those tiles of the whole section
 * that have a share in its core, so that the scores do not depend on the division.
 */
final class SectionWindows {
    /** What is segmented at once has no more px, as stored and at the working pixel size. */
    static final long LARGEST = 1L << 24;

    /** Windows begin at multiples of this, so that chunks of results belong to one window. */
    static final int CHUNK = 1024;

    /** With the tiles around it a core of this side stays within {@link #LARGEST}. */
    private static final int SIDE = 3 * CHUNK;

    private final PartResampling resampling;
    private final Tile tile;
    private final double step;

    /** @param resampling of the section, or of the part of it that is not empty */
    SectionWindows(PartResampling resampling, TiledPrediction prediction) {
        this.resampling = resampling;
        tile = prediction.tile();
        step = prediction.step();
    }

    /** Whether a section of this size is too large. */
    static boolean areNeeded(Preparation preparation, long width, long height) {
        Preparation.Resize size = preparation.size();
        double working = (double) size.width((int) width) * size.height((int) height);
        return Math.max(working, (double) width * height) > LARGEST;
    }

    /** The cores of such a section, row by row; they are smaller where it grows at the working pixel size. */
    static List<Tile> cores(PartResampling resampling) {
        double growth = Math.max(1, (double) resampling.newWidth() / resampling.width());
        return cores(resampling.width(), resampling.height(), Math.max(1, (int) (SIDE / growth) / CHUNK) * CHUNK);
    }

    /** @param side of a core, px of the section as stored */
    static List<Tile> cores(int width, int height, int side) {
        List<Tile> cores = new ArrayList<>();
        for (int y = 0; y < height; y += side) {
            for (int x = 0; x < width; x += side) {
                cores.add(new Tile(x, y, Math.min(side, width - x), Math.min(side, height - y)));
            }
        }
        return cores;
    }

    /** What yields this part of the section. */
    SectionWindow window(Tile core) {
        Tile scores = resampling.inverse().source(core);
        Span across = Span.of(resampling.newWidth(), tile.width(), step, scores.x(), scores.width());
        Span down = Span.of(resampling.newHeight(), tile.height(), step, scores.y(), scores.height());
        Tile working = new Tile(across.first, down.first, across.count, down.count);
        List<Tile> tiles = new ArrayList<>();
        for (int top : down.starts) {
            for (int left : across.starts) {
                tiles.add(new Tile(left, top, tile.width(), tile.height()));
            }
        }
        return new SectionWindow(core, resampling.source(working), working, tiles);
    }

    /** Along one axis: the px of a window, and where its tiles begin, counted from the first of these. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Span(int first, int count, int[] starts) {

        /**
         * @param length of the section
         * @param from   first px that is wanted
         * @param wanted number of them
         */
        static Span of(int length, int tile, double step, int from, int wanted) {
            if (length <= tile) {
                return new Span(0, length, new int[] {0});
            }
            int[] starts = Arrays.stream(TileGrid.starts(length, tile, step))
                    .filter(start -> start < from + wanted && start + tile > from)
                    .toArray();
            int first = starts[0];
            int end = starts[starts.length - 1] + tile;
            return new Span(
                    first,
                    end - first,
                    Arrays.stream(starts).map(start -> start - first).toArray());
        }
    }
}
