// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.samda.SamdaException;
import org.samda.image.PixelType;

/**
 * How the pixels of one TIFF page are stored, checked to be something that can be read here.
 *
 * <p>Its pixels are in parts: tiles, strips of whole rows, or, where they are not compressed, rows.
 *
 * @param width     px
 * @param height    px
 * @param samples   how each pixel is stored
 * @param directory its fields
 * @param moved     by how many bytes its pixels lie behind where its fields say
 */
record TiffPage(int width, int height, Samples samples, TiffDirectory directory, long moved) {

    /** What the second sample of a pixel means (TIFF's ExtraSamples). */
    private static final int UNSPECIFIED = 0;

    private static final int ALPHA = 2;

    private static final Set<Integer> WHOLE_NUMBER_BITS = Set.of(1, 2, 4, 8, 16);

    /**
     * The samples of a pixel.
     *
     * @param bits    of one sample: 1, 2, 4, 8, 16 or, for floats, 32
     * @param count   of one pixel: 1 grey or palette index, 2 with alpha, 3 RGB, 4 with alpha
     * @param colours TIFF's PhotometricInterpretation, 0 to 3
     */
    record Samples(int bits, int count, int colours) {

        PixelType type() {
            if (isFloat()) {
                return PixelType.FLOAT32;
            }
            return bits == 16 ? PixelType.UINT16 : PixelType.UINT8;
        }

        boolean isFloat() {
            return bits == 32;
        }

        boolean isPalette() {
            return colours == TiffTag.PALETTE;
        }

        boolean isWhiteZero() {
            return colours == TiffTag.WHITE_IS_ZERO;
        }
    }

    /** Where a part is in the file. */
    record Part(long offset, long bytes) {}

    /**
     * @param file      the file, for messages
     * @param fileBytes its length
     * @param name      what to call the page in messages
     * @throws SamdaException if the page cannot be read here or does not lie within the file
     */
    static TiffPage of(TiffDirectory fields, Path file, long fileBytes, String name) {
        Samples samples = samples(fields, name);
        TiffCompression.requireKnown((int) fields.number(TiffTag.COMPRESSION, 1), name);
        Source source = new Source(file, fileBytes);
        ClaimedSize size = claimed(fields, TiffTag.IMAGE_WIDTH, TiffTag.IMAGE_LENGTH, samples, source);
        new ClaimedSize(file, size.width(), 1, size.bitsPerPixel())
                .requireFits(Runtime.getRuntime().maxMemory());
        if (fields.isTiled()) {
            claimed(fields, TiffTag.TILE_WIDTH, TiffTag.TILE_LENGTH, samples, source)
                    .requireFits(Runtime.getRuntime().maxMemory());
        }
        requirePartsInFile(fields, source);
        TiffPage page = new TiffPage((int) size.width(), (int) size.height(), samples, fields, 0);
        page.requireAllParts(file);
        return page;
    }

    /** Where the pixels are as a whole if they are one uncompressed run. */
    Optional<Long> rawStart() {
        double[] offsets = directory.partOffsets();
        double[] bytes = directory.partBytes();
        boolean raw = isRows();
        for (int i = 1; raw && i < offsets.length; i++) {
            raw = offsets[i] == offsets[i - 1] + bytes[i - 1];
        }
        return raw ? Optional.of((long) offsets[0]) : Optional.empty();
    }

    /** Bytes of the page where it is not compressed. */
    long rawBytes() {
        return rowBytes() * height * planes();
    }

    /** A page of the same fields further behind in the file. */
    TiffPage movedBy(long bytes) {
        return new TiffPage(width, height, samples, directory, bytes);
    }

    /** How many px parts have along x, but those at the right edge. */
    int partWidth() {
        return directory.isTiled() ? (int) directory.number(TiffTag.TILE_WIDTH, 0) : width;
    }

    /** How many px parts have along y, but those at the lower edge. */
    int partHeight() {
        return isRows() ? 1 : directory.isTiled() ? (int) directory.number(TiffTag.TILE_LENGTH, 0) : rowsPerStrip();
    }

    /** How many times all parts are there: once, or once for each sample. */
    int planes() {
        return directory.number(TiffTag.PLANAR_CONFIGURATION, 1) == 2 ? samples.count : 1;
    }

    /** Where a part is: a plane's, in a row and a column of parts. */
    Part part(int plane, int row, int column) {
        if (isRows()) {
            int strip = plane * ((height - 1) / rowsPerStrip() + 1) + row / rowsPerStrip();
            long offset = (long) directory.partOffsets()[strip] + row % rowsPerStrip() * rowBytes();
            return new Part(moved + offset, rowBytes());
        }
        int down = (height - 1) / partHeight() + 1;
        int across = (width - 1) / partWidth() + 1;
        int index = (plane * down + row) * across + column;
        return new Part(
                moved + (long) directory.partOffsets()[index], (long) directory.partBytes()[index]);
    }

    private boolean isRows() {
        return !directory.isTiled() && directory.number(TiffTag.COMPRESSION, 1) == 1;
    }

    private int rowsPerStrip() {
        return (int) Math.min(directory.number(TiffTag.ROWS_PER_STRIP, height), height);
    }

    private long rowBytes() {
        return ((long) width * samples.bits * (planes() == 1 ? samples.count : 1) + 7) / 8;
    }

    private void requireAllParts(Path file) {
        int height = directory.isTiled() ? partHeight() : rowsPerStrip();
        long wanted =
                height < 1 ? Long.MAX_VALUE : ((long) (this.height - 1) / height + 1) * ((width - 1) / partWidth() + 1);
        if (wanted > directory.partOffsets().length / planes()) {
            throw FileProblem.damaged(file, "it does not say where all of its pixels are");
        }
    }

    private static Samples samples(TiffDirectory fields, String name) {
        int bits = (int) fields.number(TiffTag.BITS_PER_SAMPLE, 1);
        int count = (int) fields.number(TiffTag.SAMPLES_PER_PIXEL, 1);
        int colours = (int) fields.number(TiffTag.PHOTOMETRIC, TiffTag.BLACK_IS_ZERO);
        int format = (int) fields.number(TiffTag.SAMPLE_FORMAT, 1);
        if (colours > TiffTag.PALETTE || count < 1 || count > 4) {
            throw unreadable(name, "colours of kind %d with %d samples per pixel".formatted(colours, count), "8-bit");
        }
        if (count == 2 && fields.number(TiffTag.EXTRA_SAMPLES, ALPHA) == UNSPECIFIED) {
            throw new SamdaException(
                    "%s has 2 channels (samples per pixel), expected one. Split them in Fiji (Image > Color > Split Channels) and save the one to use."
                            .formatted(name));
        }
        boolean whole = (format == 1 || format == 4) && WHOLE_NUMBER_BITS.contains(bits);
        boolean real = format == 3 && bits == 32 && count == 1 && colours <= TiffTag.BLACK_IS_ZERO;
        boolean uniform = Arrays.stream(fields.numbers(TiffTag.BITS_PER_SAMPLE)).allMatch(b -> b == bits);
        if (!(whole || real) || !uniform) {
            String kind = format == 2 ? "signed " : format == 3 ? "float " : "";
            throw unreadable(name, bits + "-bit " + kind + "values", "8-bit, 16-bit or 32-bit");
        }
        return new Samples(bits, count, colours);
    }

    private static SamdaException unreadable(String name, String found, String wanted) {
        return new SamdaException(
                "%s has %s, expected grey of 8 or 16 bits or 32-bit float. Convert it with Fiji: Image > Type > %s."
                        .formatted(name, found, wanted));
    }

    private static ClaimedSize claimed(
            TiffDirectory fields, int widthTag, int heightTag, Samples samples, Source source) {
        long width = (long) fields.number(widthTag, 0);
        long height = (long) fields.number(heightTag, 0);
        ClaimedSize size = new ClaimedSize(source.file, width, height, samples.bits * samples.count);
        size.requirePossible(source.bytes);
        return size;
    }

    private static void requirePartsInFile(TiffDirectory fields, Source source) {
        double[] offsets = fields.partOffsets();
        double[] bytes = fields.partBytes();
        if (offsets.length == 0 || offsets.length != bytes.length) {
            throw FileProblem.damaged(source.file, "it does not say where its pixels are");
        }
        for (int i = 0; i < offsets.length; i++) {
            if (offsets[i] < 0 || bytes[i] < 0 || offsets[i] + bytes[i] > source.bytes) {
                throw FileProblem.damaged(source.file, "it ends too early, the TIFF data are not complete");
            }
        }
    }

    private record Source(Path file, long bytes) {}
}
