// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import java.awt.Point;
import java.awt.color.ColorSpace;
import java.awt.image.BandedSampleModel;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.RenderedImage;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.FileImageOutputStream;
import org.samda.image.PixelType;

/** TIFF files made by the JDK's writer, or put together field by field, also such as no program would write. */
final class TestTiff {
    private static final int HEADER_BYTES = 8;

    private TestTiff() {}

    /** Pages of one sample per pixel, uncompressed, little-endian, the pixels of all of them before the first page. */
    static byte[] file(int width, int height, int bits, byte[] pixels, List<Consumer<TiffFields>> pages) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int first = HEADER_BYTES + pixels.length + (pixels.length & 1);
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        header.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(first);
        out.writeBytes(header.array());
        out.writeBytes(pixels);
        out.writeBytes(new byte[pixels.length & 1]);
        for (int i = 0; i < pages.size(); i++) {
            TiffFields fields = plain(width, height, bits);
            fields.addOffsets(TiffTag.STRIP_BYTE_COUNTS, new long[] {pixels.length});
            pages.get(i).accept(fields);
            byte[] directory = fields.directoryAt(out.size());
            if (i < pages.size() - 1) {
                ByteBuffer.wrap(directory)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(fields.linkPosition(), out.size() + directory.length);
            }
            out.writeBytes(directory);
        }
        return out.toByteArray();
    }

    static byte[] file(int width, int height, int bits, byte[] pixels, Consumer<TiffFields> change) {
        return file(width, height, bits, pixels, List.of(change));
    }

    /** Writes pages with the JDK's writer (big-endian); compression "None" or one of that writer's names. */
    static void write(Path file, String compression, boolean tiled, RenderedImage... pages) throws IOException {
        ImageWriter writer = jdkWriter();
        try (FileImageOutputStream out = new FileImageOutputStream(file.toFile())) {
            ImageWriteParam parameters = parameters(writer, compression, tiled);
            writer.setOutput(out);
            writer.prepareWriteSequence(null);
            for (RenderedImage page : pages) {
                writer.writeToSequence(new IIOImage(page, null, null), parameters);
            }
            writer.endWriteSequence();
        } finally {
            writer.dispose();
        }
    }

    private static ImageWriteParam parameters(ImageWriter writer, String compression, boolean tiled) {
        ImageWriteParam parameters = writer.getDefaultWriteParam();
        if (compression.equals("None")) {
            parameters.setCompressionMode(ImageWriteParam.MODE_DISABLED);
        } else {
            parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            parameters.setCompressionType(compression);
        }
        if (tiled) {
            parameters.setTilingMode(ImageWriteParam.MODE_EXPLICIT);
            parameters.setTiling(16, 32, 0, 0);
        }
        return parameters;
    }

    private static ImageWriter jdkWriter() {
        Iterator<ImageWriter> writers = ImageIO.getImageWritersByFormatName("tiff");
        ImageWriter writer = writers.next();
        while (!writer.getClass().getName().startsWith("com.sun.")) {
            writer = writers.next();
        }
        return writer;
    }

    /** Grey, different values at every pixel, also with x and y exchanged. */
    static BufferedImage image(PixelType type, int width, int height, int seed) {
        int layout = switch (type) {
            case UINT8 -> DataBuffer.TYPE_BYTE;
            case UINT16 -> DataBuffer.TYPE_USHORT;
            case FLOAT32 -> DataBuffer.TYPE_FLOAT;
        };
        ComponentColorModel grey = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_GRAY), false, false, ComponentColorModel.OPAQUE, layout);
        WritableRaster raster =
                Raster.createWritableRaster(new BandedSampleModel(layout, width, height, 1), new Point());
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                float whole = (x * 31 + y * 177 * seed) % (Math.min(type.maximum(), 1e6f) + 1);
                raster.setSample(x, y, 0, type == PixelType.FLOAT32 ? whole * 0.37f - 700 : whole);
            }
        }
        return new BufferedImage(grey, raster, false, null);
    }

    /** A one-bit image that is white at one pixel. */
    static BufferedImage oneWhitePixel(int width, int height, int x, int y) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_BINARY);
        image.getRaster().setSample(x, y, 0, 1);
        return image;
    }

    private static TiffFields plain(int width, int height, int bits) {
        TiffFields fields = new TiffFields(false);
        fields.addLong(TiffTag.IMAGE_WIDTH, width);
        fields.addLong(TiffTag.IMAGE_LENGTH, height);
        fields.addShort(TiffTag.BITS_PER_SAMPLE, bits);
        fields.addShort(TiffTag.COMPRESSION, 1);
        fields.addShort(TiffTag.PHOTOMETRIC, TiffTag.BLACK_IS_ZERO);
        fields.addOffsets(TiffTag.STRIP_OFFSETS, new long[] {HEADER_BYTES});
        fields.addShort(TiffTag.SAMPLES_PER_PIXEL, 1);
        fields.addLong(TiffTag.ROWS_PER_STRIP, height);
        return fields;
    }
}
