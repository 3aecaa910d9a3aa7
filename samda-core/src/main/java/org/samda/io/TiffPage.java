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
 * @param width    px
 * @param height   px
 * @param bits     of one sample: 1, 2, 4, 8, 16 or 32 (float)
 * @param samples  of one pixel: 1 grey or palette index, 2 with alpha, 3 RGB, 4 with alpha
 * @param floats   whether samples are floating-point numbers
 * @param colours  TIFF's PhotometricInterpretation, 0 to 3
 * @param rawStart offset of the pixels where they are one uncompressed run, empty otherwise
 */
record TiffPage(int width, int height, int bits, int samples, boolean floats, int colours, Optional<Long> rawStart) {

    /** None, CCITT (1 bit), LZW, Deflate, PackBits and the older number of Deflate. */
    private static final Set<Integer> COMPRESSIONS = Set.of(1, 2, 3, 4, 5, 8, 32773, 32946);

    /**
     * @param file      the file, for messages and its length
     * @param fileBytes its length
     * @param name      what to call the page in messages
     * @throws SamdaException if the page cannot be read here or does not lie within the file
     */
    static TiffPage of(TiffDirectory fields, Path file, long fileBytes, String name) {
        int bits = (int) fields.number(TiffTag.BITS_PER_SAMPLE, 1);
        int samples = (int) fields.number(TiffTag.SAMPLES_PER_PIXEL, 1);
        boolean floats = fields.number(TiffTag.SAMPLE_FORMAT, 1) == 3;
        int colours = (int) fields.number(TiffTag.PHOTOMETRIC, TiffTag.BLACK_IS_ZERO);
        requireReadable(fields, bits, samples, name);
        checkClaims(fields, bits * samples, file, fileBytes);
        return new TiffPage(
                (int) fields.number(TiffTag.IMAGE_WIDTH, 0),
                (int) fields.number(TiffTag.IMAGE_LENGTH, 0),
                bits,
                samples,
                floats,
                colours,
                rawStart(fields));
    }

    PixelType type() {
        if (floats) {
            return PixelType.FLOAT32;
        }
        return bits == 16 ? PixelType.UINT16 : PixelType.UINT8;
    }

    boolean isPalette() {
        return colours == TiffTag.PALETTE;
    }

    /** Whether pixels of the other page can be read in the same way. */
    boolean isStoredAs(TiffPage other) {
        return bits == other.bits && samples == other.samples && floats == other.floats && colours == other.colours;
    }

    /** Bytes of one page where it is not compressed. */
    long rawBytes() {
        return ((long) width * bits * samples + 7) / 8 * height;
    }

    private static void requireReadable(TiffDirectory fields, int bits, int samples, String name) {
        int colours = (int) fields.number(TiffTag.PHOTOMETRIC, TiffTag.BLACK_IS_ZERO);
        int format = (int) fields.number(TiffTag.SAMPLE_FORMAT, 1);
        if (colours > TiffTag.PALETTE || samples < 1 || samples > 4) {
            throw unreadable(name, "colours of kind %d with %d samples per pixel".formatted(colours, samples), "8-bit");
        }
        boolean whole = (format == 1 || format == 4) && Set.of(1, 2, 4, 8, 16).contains(bits);
        boolean real = format == 3 && bits == 32 && samples == 1 && colours <= TiffTag.BLACK_IS_ZERO;
        boolean uniform = Arrays.stream(fields.numbers(TiffTag.BITS_PER_SAMPLE)).allMatch(b -> b == bits);
        if (!(whole || real) || !uniform) {
            String kind = format == 2 ? "signed " : format == 3 ? "float " : "";
            throw unreadable(name, bits + "-bit " + kind + "values", "8-bit, 16-bit or 32-bit");
        }
        int compression = (int) fields.number(TiffTag.COMPRESSION, 1);
        if (!COMPRESSIONS.contains(compression)) {
            throw new SamdaException(
                    "%s is compressed by method %d, expected none, LZW, Deflate or PackBits. Open it in Fiji and save it again as TIFF."
                            .formatted(name, compression));
        }
    }

    private static SamdaException unreadable(String name, String found, String wanted) {
        return new SamdaException(
                "%s has %s, expected grey of 8 or 16 bits or 32-bit float. Convert it with Fiji: Image > Type > %s."
                        .formatted(name, found, wanted));
    }

    private static void checkClaims(TiffDirectory fields, int bitsPerPixel, Path file, long fileBytes) {
        long memory = Runtime.getRuntime().maxMemory();
        long width = (long) fields.number(TiffTag.IMAGE_WIDTH, 0);
        long height = (long) fields.number(TiffTag.IMAGE_LENGTH, 0);
        new ClaimedSize(file, width, height, bitsPerPixel).check(fileBytes, memory);
        if (fields.isTiled()) {
            long tileWidth = (long) fields.number(TiffTag.TILE_WIDTH, 0);
            long tileHeight = (long) fields.number(TiffTag.TILE_LENGTH, 0);
            new ClaimedSize(file, tileWidth, tileHeight, bitsPerPixel).check(fileBytes, memory);
        }
        double[] offsets = fields.partOffsets();
        double[] bytes = fields.partBytes();
        if (offsets.length == 0 || offsets.length != bytes.length) {
            throw FileProblem.damaged(file, "it does not say where its pixels are");
        }
        for (int i = 0; i < offsets.length; i++) {
            if (offsets[i] < 0 || bytes[i] < 0 || offsets[i] + bytes[i] > fileBytes) {
                throw FileProblem.damaged(file, "it ends too early, the TIFF data are not complete");
            }
        }
    }

    private static Optional<Long> rawStart(TiffDirectory fields) {
        double[] offsets = fields.partOffsets();
        double[] bytes = fields.partBytes();
        boolean raw = !fields.isTiled() && fields.number(TiffTag.COMPRESSION, 1) == 1;
        for (int i = 1; raw && i < offsets.length; i++) {
            raw = offsets[i] == offsets[i - 1] + bytes[i - 1];
        }
        return raw ? Optional.of((long) offsets[0]) : Optional.empty();
    }
}
