// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.samda.SamdaException;
import org.samda.image.PixelType;
import org.samda.image.VolumeSize;
import org.samda.image.VoxelBox;

/** Boxes of TIFF pages of several strips or tiles. */
class TiffBoxesTest {

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("a.tif");
    }

    @ParameterizedTest
    @ValueSource(strings = {"None", "LZW", "ZLib", "PackBits", "CCITT RLE", "CCITT T.4", "CCITT T.6"})
    void boxesOfMasksBeginAtAnyBit(String compression) throws IOException {
        BufferedImage mask = new BufferedImage(3001, 60, BufferedImage.TYPE_BYTE_BINARY);
        Random random = new Random(1);
        for (int i = 0; i < 3001 * 60; i++) {
            mask.getRaster().setSample(i % 3001, i / 3001, 0, random.nextInt(2));
        }
        TestTiff.write(file, compression, false, mask, mask);
        try (VolumeReader reader = Volumes.open(file)) {
            Boxes.assertArePartsOfSections(reader);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "None, UINT16",
        "LZW, UINT8",
        "LZW, FLOAT32",
        "ZLib, UINT16",
        "Deflate, FLOAT32",
        "PackBits, UINT8",
        "PackBits, UINT16"
    })
    void boxesCrossSeveralStrips(String compression, PixelType type) throws IOException {
        BufferedImage image = TestTiff.image(type, 700, 90, 1);
        TestTiff.write(file, compression, false, image, TestTiff.image(type, 700, 90, 2));
        try (VolumeReader reader = Volumes.open(file)) {
            float[] pixels = image.getRaster().getSamples(0, 0, 700, 90, 0, (float[]) null);
            assertArrayEquals(pixels, reader.read(0).pixels());
            Boxes.assertArePartsOfSections(reader);
        }
    }

    @Test
    void chunksAreRowsStripsOrTiles() throws IOException {
        TestTiff.write(file, "None", false, TestTiff.image(PixelType.UINT8, 40, 27, 1));
        assertEquals(new VolumeSize(40, 1, 1), chunk());
        TestTiff.write(file, "LZW", false, TestTiff.image(PixelType.UINT8, 40, 27, 1));
        assertEquals(new VolumeSize(40, 27, 1), chunk());
        TestTiff.write(file, "LZW", false, TestTiff.image(PixelType.UINT8, 700, 90, 1));
        assertEquals(new VolumeSize(700, 11, 1), chunk());
        TestTiff.write(file, "LZW", true, TestTiff.image(PixelType.UINT8, 40, 27, 1));
        assertEquals(new VolumeSize(16, 27, 1), chunk());
    }

    @Test
    void whatIsDamagedOrNoNumberElsewhereInASectionDoesNotMatterToABox() throws IOException {
        BufferedImage broken = TestTiff.image(PixelType.FLOAT32, 40, 27, 1);
        broken.getRaster().setSample(3, 26, 0, Float.NaN); // in the first of three tiles
        TestTiff.write(file, "ZLib", true, broken);
        try (TiffInput input = new TiffInput(file)) {
            byte[] bytes = Files.readAllBytes(file);
            TiffDirectory page = input.directory(input.pages().get(0));
            Arrays.fill(bytes, (int) page.partOffsets()[1], (int) page.partOffsets()[2], (byte) 0);
            Files.write(file, bytes);
        }
        try (VolumeReader reader = Volumes.open(file)) {
            assertEquals(
                    broken.getRaster().getSampleFloat(3, 25, 0),
                    reader.read(box(3, 25)).values()[0]);
            assertEquals(
                    broken.getRaster().getSampleFloat(32, 9, 0),
                    reader.read(box(32, 9)).values()[0]);
            assertTrue(problem(reader, box(16, 9)).contains("cannot be decoded"));
            assertTrue(problem(reader, box(3, 26)).contains("has the value NaN at pixel (3, 26)"));
            assertThrows(SamdaException.class, () -> reader.read(0));
        }
    }

    @Test
    void saysWhichPixelOfTheSectionIsColouredWhereABoxIsRead() throws IOException {
        BufferedImage image = new BufferedImage(30, 20, BufferedImage.TYPE_INT_RGB);
        image.setRGB(25, 17, 0x414142);
        TestTiff.write(file, "LZW", false, image);
        try (VolumeReader reader = Volumes.open(file)) {
            String message = problem(reader, new VoxelBox(20, 15, 0, 10, 5, 1));
            assertTrue(message.contains("blue 66 at pixel (25, 17)"), message);
        }
    }

    private VolumeSize chunk() {
        try (VolumeReader reader = Volumes.open(file)) {
            return reader.chunk();
        }
    }

    private static VoxelBox box(long x, long y) {
        return new VoxelBox(x, y, 0, 1, 1, 1);
    }

    private static String problem(VolumeReader reader, VoxelBox box) {
        return assertThrows(SamdaException.class, () -> reader.read(box)).getMessage();
    }
}
