// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.samda.io.TestPng.hex;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.FileImageOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samda.SamdaException;
import org.samda.image.GreyImage;
import org.samda.image.PixelType;

class PngReaderTest {
    private static final byte[] THREE_COLOURS = TestPng.chunk("PLTE", hex("000000 646464 ffff00"));

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("a.png");
    }

    @Test
    void spreadsOneBitMasksToBlackAndWhite() {
        // 0xA5 = 10100101
        assertPixels(TestPng.row(8, 1, TestPng.GREY, "a5"), 255, 0, 255, 0, 0, 255, 0, 255);
    }

    @Test
    void spreadsTwoAndFourBitsOverTheWholeRange() {
        // 0x1B = 00 01 10 11
        assertPixels(TestPng.row(4, 2, TestPng.GREY, "1b"), 0, 85, 170, 255);
        assertPixels(TestPng.row(4, 4, TestPng.GREY, "01 8f"), 0, 17, 136, 255);
    }

    @Test
    void readsSixteenBitsMostSignificantFirst() {
        assertPixels(TestPng.row(2, 16, TestPng.GREY, "0102 fffe"), 258, 65534);
        try (VolumeReader reader = Volumes.open(file)) {
            assertEquals(PixelType.UINT16, reader.info().type());
        }
    }

    @Test
    void leavesSamplesAloneWhateverTheGamma() {
        byte[] gammaOne = TestPng.chunk("gAMA", hex("000186a0"));
        assertPixels(TestPng.row(4, 8, TestPng.GREY, "0a 64 c8 07", gammaOne), 10, 100, 200, 7);
    }

    @Test
    void looksUpGreyPaletteEntries() {
        assertPixels(TestPng.row(4, 8, TestPng.PALETTE, "00 01 01 00", THREE_COLOURS), 0, 100, 100, 0);
        assertPixels(
                TestPng.row(8, 1, TestPng.PALETTE, "a5", TestPng.chunk("PLTE", hex("000000 ffffff"))),
                255,
                0,
                255,
                0,
                0,
                255,
                0,
                255);
    }

    @Test
    void acceptsColourAndAlphaChannelsThatSayNothing() {
        assertPixels(TestPng.row(2, 8, TestPng.RGB, "0a0a0a 070707"), 10, 7);
        assertPixels(TestPng.row(2, 16, TestPng.RGB, "010201020102 000700070007"), 258, 7);
        assertPixels(TestPng.row(2, 8, TestPng.RGB_ALPHA, "0a0a0aff 070707ff"), 10, 7);
        assertPixels(TestPng.row(2, 8, TestPng.GREY_ALPHA, "0aff 07ff"), 10, 7);
        assertPixels(TestPng.row(2, 16, TestPng.GREY_ALPHA, "0102ffff 0007ffff"), 258, 7);
    }

    @Test
    void saysWhereAnImageIsColoured() {
        assertEquals(
                "'" + file + "' is a colour image (red 7, green 7, blue 8 at pixel (1, 0)), expected grey. "
                        + "Convert it with Fiji: Image > Type > 8-bit.",
                refusal(TestPng.row(2, 8, TestPng.RGB, "0a0a0a 070708")));
        assertTrue(refusal(TestPng.row(2, 8, TestPng.PALETTE, "01 02", THREE_COLOURS))
                .contains("red 255, green 255, blue 0 at pixel (1, 0)"));
    }

    @Test
    void saysWhereAnImageIsTransparent() {
        assertEquals(
                "'" + file + "' has transparent pixels, the first at (1, 0), expected opaque grey. "
                        + "Remove its alpha channel.",
                refusal(TestPng.row(2, 8, TestPng.GREY_ALPHA, "0aff 0780")));
    }

    @Test
    void readsRowsAsRows() {
        // 2 px wide, 3 px high.
        byte[] png = TestPng.file(2, 3, 8, TestPng.GREY, "00 0102 00 0304 00 0506");
        GreyImage image = read(png);
        assertEquals(2, image.width());
        assertEquals(3, image.height());
        assertEquals(6, image.at(1, 2));
    }

    @Test
    void readsInterlacedFiles() throws IOException {
        BufferedImage image = new BufferedImage(9, 5, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setSample(7, 3, 0, 200);
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        try (FileImageOutputStream out = new FileImageOutputStream(file.toFile())) {
            ImageWriteParam interlaced = writer.getDefaultWriteParam();
            interlaced.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), interlaced);
        }
        assertEquals(200, read(Files.readAllBytes(file)).at(7, 3));
    }

    @Test
    void refusesAFileCutOffAnywhere() {
        byte[] whole = TestPng.file(3, 2, 8, TestPng.GREY, "00 010203 00 040506");
        for (int length = 0; length < whole.length; length++) {
            String message = refusal(Arrays.copyOf(whole, length));
            assertTrue(message.startsWith("'" + file + "' is "), message);
        }
        assertEquals(6, read(whole).at(2, 1));
    }

    @Test
    void refusesAFileWithOneWrongByteAnywhere() {
        byte[] whole = TestPng.file(3, 2, 8, TestPng.GREY, "00 010203 00 040506");
        for (int i = 0; i < whole.length; i++) {
            byte[] broken = whole.clone();
            broken[i] ^= 0x10;
            refusal(broken);
        }
    }

    @Test
    void refusesASoundFileWithTooFewPixels() {
        String message = refusal(TestPng.file(3, 3, 8, TestPng.GREY, "00 010203"));
        assertEquals(
                "'" + file + "' is damaged: its PNG data cannot be decoded. "
                        + "Copy it again from where it came from, or export it again.",
                message);
    }

    @Test
    void refusesASizeTheFileCannotHoldBeforeReadingPixels() {
        byte[] bomb = TestPng.file(60_000, 60_000, 8, TestPng.GREY, "00".repeat(1000));
        assertEquals(
                "'" + file + "' is damaged: its header claims 60000 x 60000 px, 3.6 GB of data, but the file has only "
                        + bomb.length + " bytes. Copy it again from where it came from, or export it again.",
                refusal(bomb));
    }

    private void assertPixels(byte[] png, float... expected) {
        assertArrayEquals(expected, read(png).pixels());
    }

    private GreyImage read(byte[] png) {
        write(png);
        try (VolumeReader reader = Volumes.open(file)) {
            Boxes.assertArePartsOfSections(reader);
            return reader.read(0);
        }
    }

    private void write(byte[] png) {
        try {
            Files.write(file, png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String refusal(byte[] png) {
        return assertThrows(SamdaException.class, () -> read(png)).getMessage();
    }
}
