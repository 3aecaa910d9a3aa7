// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import java.awt.Rectangle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * The strips or tiles of a page that a rectangle touches, as a BigTIFF file of their own: a decoder sees nothing of the page but
 * these. Its pixels stay where they are in the page's file, which it has from {@link #FILE_BEGIN} on.
 */
final class TiffCut {
    /** Where the page's file begins, far behind the head of any cut. */
    static final long FILE_BEGIN = 1L << 40;

    private static final int HEADER_BYTES = 16;
    private static final List<Integer> KEPT = List.of(
            TiffTag.BITS_PER_SAMPLE,
            TiffTag.COMPRESSION,
            TiffTag.PHOTOMETRIC,
            TiffTag.FILL_ORDER,
            TiffTag.SAMPLES_PER_PIXEL,
            TiffTag.PLANAR_CONFIGURATION,
            TiffTag.T4_OPTIONS,
            TiffTag.T6_OPTIONS,
            TiffTag.PREDICTOR,
            TiffTag.COLOR_MAP,
            TiffTag.EXTRA_SAMPLES,
            TiffTag.SAMPLE_FORMAT);

    private final TiffPage page;
    private final Rectangle wanted;
    private final Rectangle parts;

    /** @param wanted inside the page, in px */
    TiffCut(TiffPage page, Rectangle wanted) {
        this.page = page;
        this.wanted = wanted;
        int column = wanted.x / page.partWidth();
        int row = wanted.y / page.partHeight();
        int columns = (wanted.x + wanted.width - 1) / page.partWidth() - column + 1;
        int rows = (wanted.y + wanted.height - 1) / page.partHeight() - row + 1;
        parts = new Rectangle(column, row, columns, rows);
    }

    /** The rectangle in the pixels of this file. */
    Rectangle region() {
        return new Rectangle(wanted.x - left(), wanted.y - top(), wanted.width, wanted.height);
    }

    /**
     * Everything that is not pixels.
     *
     * @param order of the page's file
     */
    byte[] head(ByteOrder order) {
        TiffFields fields = new TiffFields(true, order);
        fields.addLong(TiffTag.IMAGE_WIDTH, Math.min((long) parts.width * page.partWidth(), page.width() - left()));
        fields.addLong(TiffTag.IMAGE_LENGTH, Math.min((long) parts.height * page.partHeight(), page.height() - top()));
        for (int tag : KEPT) {
            double[] values = page.directory().numbers(tag);
            if (values.length > 0) {
                fields.addShorts(tag, values);
            }
        }
        addParts(fields);
        byte[] directory = fields.directoryAt(HEADER_BYTES);
        return ByteBuffer.allocate(HEADER_BYTES + directory.length)
                .put(fields.header(HEADER_BYTES))
                .put(directory)
                .array();
    }

    private int left() {
        return parts.x * page.partWidth();
    }

    private int top() {
        return parts.y * page.partHeight();
    }

    private void addParts(TiffFields fields) {
        long[] offsets = new long[page.planes() * parts.height * parts.width];
        long[] lengths = new long[offsets.length];
        int at = 0;
        for (int plane = 0; plane < page.planes(); plane++) {
            for (int row = parts.y; row < parts.y + parts.height; row++) {
                for (int column = parts.x; column < parts.x + parts.width; column++) {
                    TiffPage.Part part = page.part(plane, row, column);
                    offsets[at] = FILE_BEGIN + part.offset();
                    lengths[at++] = part.bytes();
                }
            }
        }
        boolean tiled = page.directory().isTiled();
        if (tiled) {
            fields.addLong(TiffTag.TILE_WIDTH, page.partWidth());
        }
        fields.addLong(tiled ? TiffTag.TILE_LENGTH : TiffTag.ROWS_PER_STRIP, page.partHeight());
        fields.addOffsets(tiled ? TiffTag.TILE_OFFSETS : TiffTag.STRIP_OFFSETS, offsets);
        fields.addOffsets(tiled ? TiffTag.TILE_BYTE_COUNTS : TiffTag.STRIP_BYTE_COUNTS, lengths);
    }
}
