// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import org.samda.image.GreyImage;
import org.samda.image.PixelType;
import org.samda.image.VolumeInfo;
import org.samda.image.VolumeSize;

/**
 * Reads a grey PNG as a volume of one section: the stored samples, untouched by gamma or colour profiles.
 *
 * <p>Depths of 1, 2 and 4 bits are spread over 0..255 (a 1-bit mask has 0 and 255).
 */
final class PngReader implements VolumeReader {
    private final Path file;
    private final VolumeInfo info;

    PngReader(Path file) throws IOException {
        this.file = file;
        PngHeader header = PngHeader.read(file);
        new ClaimedSize(file, header.width(), header.height(), header.bitsPerPixel())
                .check(Files.size(file), Runtime.getRuntime().maxMemory());
        PixelType type = header.bitDepth() == 16 ? PixelType.UINT16 : PixelType.UINT8;
        info = new VolumeInfo(new VolumeSize(header.width(), header.height(), 1), type, Optional.empty());
    }

    @Override
    public VolumeInfo info() {
        return info;
    }

    @Override
    public GreyImage read(long z) {
        Objects.checkIndex(z, 1L);
        PngHeader.checkChunks(file);
        BufferedImage image = decode();
        Optional<int[]> palette = image.getColorModel() instanceof IndexColorModel colours
                ? Optional.of(GreySamples.colours(colours))
                : Optional.empty();
        float[] grey = new GreySamples("'" + file + "'", image.getRaster(), palette).grey();
        return new GreyImage(image.getWidth(), image.getHeight(), grey);
    }

    @Override
    public void close() {}

    /** The decoder answers damaged data with unchecked exceptions of all kinds, not only with the declared one. */
    private BufferedImage decode() {
        ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
        try (ImageInputStream in = new FileImageInputStream(file.toFile())) {
            reader.setInput(in, true, true);
            return reader.read(0);
        } catch (IOException | RuntimeException e) {
            throw FileProblem.damaged(file, "its PNG data cannot be decoded", e);
        } finally {
            reader.dispose();
        }
    }
}
