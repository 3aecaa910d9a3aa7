// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.samda.image.GreyImage;
import org.samda.image.PixelType;
import org.samda.image.VolumeInfo;
import org.samda.image.VolumeSize;
import org.samda.image.VoxelSize;

class TiffWriterTest {
    private static final int WIDTH = 13;
    private static final int HEIGHT = 9;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void keepsTheOrderOfSections(boolean big) throws IOException {
        Path file = folder.resolve("stack.tif");
        writeStack(file, 4, big);
        assertEquals(big ? 43 : 42, Files.readAllBytes(file)[2]);
        try (VolumeReader reader = Volumes.open(file)) {
            assertEquals(new VolumeSize(WIDTH, HEIGHT, 4), reader.info().size());
            for (int z = 0; z < 4; z++) {
                assertArrayEquals(section(z).pixels(), reader.read(z).pixels());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"8, 8, 50, 3", "5.3, 4.61, 29.5, 2", "0.125, 0.25, 1, 1", "1000000, 1200000, 3000000, 5"})
    void keepsTheVoxelSize(double x, double y, double z, long sections) {
        Path file = folder.resolve("stack.tif");
        VoxelSize voxel = new VoxelSize(x, y, z);
        VolumeInfo info = new VolumeInfo(new VolumeSize(WIDTH, HEIGHT, sections), PixelType.UINT8, Optional.of(voxel));
        try (VolumeWriter writer = Volumes.create(file, info)) {
            for (int i = 0; i < sections; i++) {
                writer.write(section(i));
            }
            writer.commit();
        }
        try (VolumeReader reader = Volumes.open(file)) {
            VoxelSize read = reader.info().voxelSize().orElseThrow();
            assertEquals(x, read.xNm(), 1e-6 * x);
            assertEquals(y, read.yNm(), 1e-6 * y);
            assertEquals(z, read.zNm());
        }
    }

    @Test
    void knowsNoVoxelSizeIfNoneWasGiven() throws IOException {
        Path file = folder.resolve("stack.tif");
        writeStack(file, 2, false);
        try (VolumeReader reader = Volumes.open(file)) {
            assertEquals(Optional.empty(), reader.info().voxelSize());
        }
    }

    @Test
    void describesTheStackAsImageJDoes() throws IOException {
        Path file = folder.resolve("stack.tif");
        VolumeInfo info =
                new VolumeInfo(new VolumeSize(WIDTH, HEIGHT, 2), PixelType.UINT8, Optional.of(new VoxelSize(8, 8, 50)));
        try (VolumeWriter writer = Volumes.create(file, info)) {
            writer.write(section(0));
            writer.write(section(1));
            writer.commit();
        }
        String text = Files.readString(file, ISO_8859_1);
        assertTrue(text.contains("ImageJ=1.54f\nimages=2\nslices=2\nunit=nm\nspacing=50.0\nloop=false\n\0"));
    }

    @ParameterizedTest
    @EnumSource(PixelType.class)
    void isUnderstoodByTheJdk(PixelType type) throws IOException {
        Path file = folder.resolve("large.tif");
        // 300 rows of 2000 px make several strips, the last of them shorter.
        float[] pixels = new float[2000 * 300];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = type == PixelType.FLOAT32 ? i * 0.5f - 3 : i % (type.maximum() + 1);
        }
        VolumeInfo info = new VolumeInfo(new VolumeSize(2000, 300, 1), type, Optional.empty());
        try (VolumeWriter writer = Volumes.create(file, info)) {
            writer.write(new GreyImage(2000, 300, pixels));
            writer.commit();
        }
        Raster raster = readWithJdk(file);
        assertEquals(2000, raster.getWidth());
        assertArrayEquals(pixels, raster.getSamples(0, 0, 2000, 300, 0, (float[]) null));
    }

    @Test
    void takesTheLargeFormatFromFourGigabytesOn() {
        assertFalse(TiffWriter.needsBig(info(50_000, 40_000, 2, PixelType.UINT8)));
        assertTrue(TiffWriter.needsBig(info(50_000, 40_001, 2, PixelType.UINT8)));
        assertTrue(TiffWriter.needsBig(info(50_000, 40_000, 1, PixelType.FLOAT32)));
        assertTrue(TiffWriter.needsBig(info(Integer.MAX_VALUE, Integer.MAX_VALUE, Long.MAX_VALUE, PixelType.UINT8)));
    }

    static void writeStack(Path file, int sections, boolean big) {
        try (VolumeWriter writer = new TiffWriter(file, info(WIDTH, HEIGHT, sections, PixelType.UINT8), big)) {
            for (int z = 0; z < sections; z++) {
                writer.write(section(z));
            }
            writer.commit();
        }
    }

    private static VolumeInfo info(long x, long y, long z, PixelType type) {
        return new VolumeInfo(new VolumeSize(x, y, z), type, Optional.empty());
    }

    private static GreyImage section(int z) {
        float[] pixels = new float[WIDTH * HEIGHT];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (i + 17 * z) % 256;
        }
        return new GreyImage(WIDTH, HEIGHT, pixels);
    }

    private static Raster readWithJdk(Path file) throws IOException {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName("tiff");
        ImageReader reader = readers.next();
        while (!reader.getClass().getName().startsWith("com.sun.")) {
            reader = readers.next();
        }
        try (FileImageInputStream in = new FileImageInputStream(file.toFile())) {
            reader.setInput(in);
            return reader.read(0).getRaster();
        } finally {
            reader.dispose();
        }
    }
}
