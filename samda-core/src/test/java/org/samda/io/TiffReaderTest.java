// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.samda.SamdaException;
import org.samda.image.GreyImage;
import org.samda.image.PixelType;
import org.samda.image.VolumeSize;

class TiffReaderTest {
    private static final int WIDTH = 40;
    private static final int HEIGHT = 27;

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("a.tif");
    }

    @ParameterizedTest
    @CsvSource({
        "None, UINT8, false",
        "LZW, UINT8, true",
        "ZLib, UINT8, true",
        "Deflate, UINT8, false",
        "PackBits, UINT8, false",
        "None, UINT16, true",
        "LZW, UINT16, false",
        "ZLib, UINT16, false",
        "PackBits, UINT16, true",
        "None, FLOAT32, true",
        "LZW, FLOAT32, false",
        "ZLib, FLOAT32, true",
        "PackBits, FLOAT32, false"
    })
    void readsWhatTheJdkWrites(String compression, PixelType type, boolean tiled) throws IOException {
        TestTiff.write(file, compression, tiled, image(type, 1), image(type, 2));
        try (VolumeReader reader = Volumes.open(file)) {
            assertEquals(new VolumeSize(WIDTH, HEIGHT, 2), reader.info().size());
            assertEquals(type, reader.info().type());
            assertSameAs(image(type, 2), reader.read(1));
            assertSameAs(image(type, 1), reader.read(0));
            Boxes.assertArePartsOfSections(reader);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"None", "LZW", "CCITT RLE", "CCITT T.4", "CCITT T.6"})
    void spreadsOneBitMasksToBlackAndWhite(String compression) throws IOException {
        TestTiff.write(file, compression, false, TestTiff.oneWhitePixel(19, 7, 11, 5));
        GreyImage mask = read();
        assertEquals(255, mask.at(11, 5));
        assertEquals(0, mask.at(5, 11 - 7));
        assertEquals(255, Arrays.stream(toDoubles(mask.pixels())).sum());
    }

    /** Red, green and blue of 2 x 4 px in planes of two strips each, uncompressed and as PackBits' literal runs. */
    @ParameterizedTest
    @CsvSource({"1, 0", "32773, 1"})
    void readsGreyStoredAsPlanesOfColours(int compression, int head) throws IOException {
        int strip = head + 4;
        byte[] pixels = new byte[6 * strip];
        for (int i = 0; i < pixels.length; i++) {
            boolean isHead = i % strip < head;
            pixels[i] = (byte) (isHead ? 3 : 10 + i / strip % 2 * 4 + i % strip - head);
        }
        long[] offsets = LongStream.range(0, 6).map(i -> 8 + i * strip).toArray();
        Consumer<TiffFields> planes = fields -> {
            fields.addShorts(TiffTag.BITS_PER_SAMPLE, 8, 8, 8);
            fields.addShort(TiffTag.COMPRESSION, compression);
            fields.addShort(TiffTag.PHOTOMETRIC, TiffTag.RGB);
            fields.addShort(TiffTag.SAMPLES_PER_PIXEL, 3);
            fields.addShort(TiffTag.PLANAR_CONFIGURATION, 2);
            fields.addShort(TiffTag.ROWS_PER_STRIP, 2);
            fields.addOffsets(TiffTag.STRIP_OFFSETS, offsets);
            fields.addOffsets(TiffTag.STRIP_BYTE_COUNTS, new long[] {strip, strip, strip, strip, strip, strip});
        };
        Files.write(file, TestTiff.file(2, 4, 8, pixels, planes));
        assertArrayEquals(new float[] {10, 11, 12, 13, 14, 15, 16, 17}, read().pixels());
        pixels[pixels.length - 1] = 99;
        Files.write(file, TestTiff.file(2, 4, 8, pixels, planes));
        assertTrue(refusal().contains("blue 99 at pixel (1, 3)"), this::refusal);
    }

    @Test
    void readsARunOfSectionsThatHaveAPalette() throws IOException {
        double[] colours = new double[3 * 256];
        Arrays.fill(colours, 200 * 257);
        byte[] pixels = {1, 2, 3, 4, 5, 6, 7, 8};
        Files.write(file, TestTiff.file(2, 2, 8, pixels, fields -> {
            fields.addText(TiffTag.IMAGE_DESCRIPTION, "ImageJ=1.53t\nimages=2\nslices=2\n");
            fields.addShort(TiffTag.PHOTOMETRIC, TiffTag.PALETTE);
            fields.addShorts(TiffTag.COLOR_MAP, colours);
            fields.addOffsets(TiffTag.STRIP_BYTE_COUNTS, new long[] {4});
        }));
        try (VolumeReader reader = Volumes.open(file)) {
            assertArrayEquals(new float[] {200, 200, 200, 200}, reader.read(1).pixels());
        }
    }

    @Test
    void turnsValuesOverWhereWhiteIsZero() throws IOException {
        Consumer<TiffFields> whiteIsZero = fields -> fields.addShort(TiffTag.PHOTOMETRIC, TiffTag.WHITE_IS_ZERO);
        Files.write(file, TestTiff.file(2, 1, 8, new byte[] {0, 10}, whiteIsZero));
        assertArrayEquals(new float[] {255, 245}, read().pixels());
        Files.write(file, TestTiff.file(2, 1, 16, new byte[] {0, 0, 1, 2}, whiteIsZero));
        assertArrayEquals(new float[] {65535, 65535 - 513}, read().pixels());
        Files.write(file, TestTiff.file(8, 1, 1, new byte[] {(byte) 0xA5}, whiteIsZero));
        assertArrayEquals(new float[] {0, 255, 0, 255, 255, 0, 255, 0}, read().pixels());
    }

    @Test
    void readsGreyStoredAsColour() throws IOException {
        BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB);
        image.setRGB(2, 1, 0x414141);
        TestTiff.write(file, "LZW", false, image);
        assertEquals(0x41, read().at(2, 1));
        image.setRGB(0, 1, 0x414142);
        TestTiff.write(file, "LZW", false, image);
        assertEquals(
                "'" + file + "' is a colour image (red 65, green 65, blue 66 at pixel (0, 1)), expected grey. "
                        + "Convert it with Fiji: Image > Type > 8-bit.",
                refusal());
    }

    @Test
    void looksUpGreyPaletteEntries() throws IOException {
        byte[] greys = {0, 90, (byte) 200, 7};
        BufferedImage image = new BufferedImage(
                5, 3, BufferedImage.TYPE_BYTE_INDEXED, new IndexColorModel(8, greys.length, greys, greys, greys));
        image.getRaster().setSample(4, 1, 0, 2);
        TestTiff.write(file, "LZW", false, image);
        assertEquals(200, read().at(4, 1));
        assertEquals(0, read().at(1, 2));
    }

    @Test
    void readsAStackOfWhichOnlyTheFirstSectionHasAPage() throws IOException {
        Consumer<TiffFields> threeImages = fields -> {
            fields.addText(TiffTag.IMAGE_DESCRIPTION, "ImageJ=1.53t\nimages=3\nslices=3\nunit=nm\nspacing=40\n");
            fields.addInverse(TiffTag.X_RESOLUTION, 4);
            fields.addInverse(TiffTag.Y_RESOLUTION, 5);
            fields.addOffsets(TiffTag.STRIP_BYTE_COUNTS, new long[] {4});
        };
        byte[] pixels = {1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 1};
        Files.write(file, TestTiff.file(2, 1, 16, pixels, threeImages));
        try (VolumeReader reader = Volumes.open(file)) {
            assertEquals(new VolumeSize(2, 1, 3), reader.info().size());
            assertEquals(40, reader.info().voxelSize().orElseThrow().zNm());
            assertArrayEquals(new float[] {5, 262}, reader.read(2).pixels());
            assertArrayEquals(new float[] {1, 2}, reader.read(0).pixels());
            Boxes.assertArePartsOfSections(reader);
        }
    }

    @Test
    void refusesSuchAStackIfItIsCutOff() throws IOException {
        byte[] start = TestTiff.file(
                100,
                10,
                8,
                new byte[1000],
                fields -> fields.addText(TiffTag.IMAGE_DESCRIPTION, "ImageJ=1.53t\nimages=5\n"));
        Files.write(file, Arrays.copyOf(start, 8 + 3500));
        assertTrue(refusal().contains("it should hold 5 sections but ends after 3"), this::refusal);
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void saysWhereAValueIsNotANumber(float value) throws IOException {
        BufferedImage broken = image(PixelType.FLOAT32, 2);
        broken.getRaster().setSample(3, 4, 0, value);
        TestTiff.write(file, "ZLib", false, image(PixelType.FLOAT32, 1), broken);
        try (VolumeReader reader = Volumes.open(file)) {
            reader.read(0);
            SamdaException problem = assertThrows(SamdaException.class, () -> reader.read(1));
            assertEquals(
                    "'" + file + "', section 2 of 2, has the value " + value
                            + " at pixel (3, 4), expected finite numbers. Replace it, in Fiji with"
                            + " Process > Math > NaN Background or Process > Noise > Remove NaNs.",
                    problem.getMessage());
        }
    }

    @Test
    void refusesSectionsOfDifferentSizes() throws IOException {
        TestTiff.write(
                file,
                "LZW",
                false,
                image(PixelType.UINT8, 1),
                new BufferedImage(WIDTH, HEIGHT + 1, BufferedImage.TYPE_BYTE_GRAY));
        assertEquals(
                "'" + file + "', section 2 of 2, has 40 x 28 px, expected 40 x 27 px as the first section. "
                        + "Save sections of different sizes as separate files.",
                refusal());
    }

    @Test
    void refusesSectionsOfDifferentTypes() throws IOException {
        TestTiff.write(file, "LZW", false, image(PixelType.UINT8, 1), image(PixelType.UINT16, 1));
        assertTrue(refusal().contains("section 2 of 2, is stored in another way"), this::refusal);
    }

    @ParameterizedTest
    @CsvSource({
        "16, 2, 16-bit signed values",
        "64, 3, 64-bit float values",
        "32, 1, 32-bit values",
        "12, 1, 12-bit values"
    })
    void refusesTypesItDoesNotKnow(int bits, int format, String found) throws IOException {
        byte[] pixels = new byte[16];
        Files.write(file, TestTiff.file(2, 1, bits, pixels, fields -> fields.addShort(TiffTag.SAMPLE_FORMAT, format)));
        assertEquals(
                "'" + file + "' has " + found + ", expected grey of 8 or 16 bits or 32-bit float. "
                        + "Convert it with Fiji: Image > Type > 8-bit, 16-bit or 32-bit.",
                refusal());
    }

    @Test
    void refusesLossyCompression() throws IOException {
        Files.write(file, TestTiff.file(2, 1, 8, new byte[2], fields -> fields.addShort(TiffTag.COMPRESSION, 7)));
        assertEquals(
                "'" + file + "' is compressed with JPEG (method 7), expected none, LZW, Deflate or PackBits. "
                        + "Open it in Fiji and save it again as TIFF.",
                refusal());
    }

    @Test
    void refusesASecondChannelButNotAlpha() throws IOException {
        byte[] pixels = {5, -1, 6, -1};
        for (int meaning = 0; meaning <= 2; meaning++) {
            int extra = meaning;
            Files.write(file, TestTiff.file(2, 1, 8, pixels, fields -> {
                fields.addShort(TiffTag.SAMPLES_PER_PIXEL, 2);
                fields.addShort(TiffTag.EXTRA_SAMPLES, extra);
            }));
            if (meaning == 0) {
                assertTrue(
                        refusal().startsWith("'" + file + "' has 2 channels (samples per pixel), expected one."),
                        this::refusal);
            } else {
                assertArrayEquals(new float[] {5, 6}, read().pixels());
            }
        }
    }

    @Test
    void refusesSeveralChannelsAndFrames() throws IOException {
        writeHyperstack("channels=2");
        assertTrue(refusal().startsWith("'" + file + "' holds 2 channels, expected one. "), this::refusal);
        writeHyperstack("frames=2");
        assertTrue(
                refusal()
                        .startsWith(
                                "'" + file
                                        + "' holds 2 frames, moments in time, expected one. If they are sections, say so in Fiji"),
                this::refusal);
    }

    private void writeHyperstack(String line) throws IOException {
        String text = "ImageJ=1.53t\nimages=2\n" + line + "\n";
        Files.write(
                file, TestTiff.file(2, 1, 8, new byte[4], fields -> fields.addText(TiffTag.IMAGE_DESCRIPTION, text)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void refusesAStackCutOffAnywhereInsteadOfLosingSections(boolean big) throws IOException {
        TiffWriterTest.writeStack(file, 3, big);
        byte[] whole = Files.readAllBytes(file);
        for (int missing = 1; missing <= whole.length; missing += 7) {
            Files.write(file, Arrays.copyOf(whole, whole.length - missing));
            refusal();
        }
    }

    @Test
    void refusesPagesThatRunInACircle() throws IOException {
        byte[] loop = TestTiff.file(2, 1, 8, new byte[2], List.of(fields -> {}, fields -> {}));
        // The last four bytes are the link of the second page; the first page begins at 10.
        ByteBuffer.wrap(loop).order(ByteOrder.LITTLE_ENDIAN).putInt(loop.length - 4, 10);
        Files.write(file, loop);
        assertTrue(refusal().contains("its chain of pages runs in a circle"), this::refusal);
    }

    @Test
    void refusesSizesTheFileCannotHoldBeforeReadingPixels() throws IOException {
        Files.write(file, TestTiff.file(60_000, 60_000, 8, new byte[100], fields -> {}));
        assertTrue(refusal().contains("its header claims 60000 x 60000 px, 3.6 GB of data"), this::refusal);
        Files.write(file, TestTiff.file(10, 10, 8, new byte[100], fields -> {
            fields.addLong(TiffTag.TILE_WIDTH, 1 << 20);
            fields.addLong(TiffTag.TILE_LENGTH, 1 << 20);
            fields.addOffsets(TiffTag.TILE_OFFSETS, new long[] {8});
            fields.addOffsets(TiffTag.TILE_BYTE_COUNTS, new long[] {100});
        }));
        assertTrue(refusal().contains("its header claims 1048576 x 1048576 px"), this::refusal);
    }

    @Test
    void refusesFieldsLargerThanTheFile() throws IOException {
        byte[] tiff = TestTiff.file(2, 1, 8, new byte[2], fields -> {});
        // The first field, the width, begins at 12 with tag and type; then comes its count.
        ByteBuffer.wrap(tiff).order(ByteOrder.LITTLE_ENDIAN).putInt(16, Integer.MAX_VALUE);
        Files.write(file, tiff);
        assertTrue(refusal().contains("a TIFF field claims 2147483647 values"), this::refusal);
    }

    @Test
    void refusesDataThatDoNotDecode() throws IOException {
        Files.write(file, TestTiff.file(9, 9, 8, new byte[20], fields -> fields.addShort(TiffTag.COMPRESSION, 8)));
        assertTrue(refusal().contains("section 1 cannot be decoded"), this::refusal);
    }

    private GreyImage read() {
        try (VolumeReader reader = Volumes.open(file)) {
            GreyImage first = reader.read(0);
            Boxes.assertArePartsOfSections(reader);
            return first;
        }
    }

    private String refusal() {
        return assertThrows(SamdaException.class, this::read).getMessage();
    }

    private static BufferedImage image(PixelType type, int seed) {
        return TestTiff.image(type, WIDTH, HEIGHT, seed);
    }

    private static void assertSameAs(BufferedImage expected, GreyImage read) {
        assertEquals(expected.getWidth(), read.width());
        float[] pixels = expected.getRaster().getSamples(0, 0, read.width(), read.height(), 0, (float[]) null);
        assertArrayEquals(pixels, read.pixels());
    }

    private static double[] toDoubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }
}
