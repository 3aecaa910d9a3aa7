// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import org.samda.image.GreyBlock;
import org.samda.image.GreyImage;
import org.samda.image.PixelType;
import org.samda.image.VolumeInfo;
import org.samda.image.VolumeSize;
import org.samda.image.VoxelBox;

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
        new ClaimedSize(file, header.width(), header.height(), header.bitsPerPixel()).requirePossible(Files.size(file));
        new ClaimedSize(file, header.width(), 1, header.bitsPerPixel())
                .requireFits(Runtime.getRuntime().maxMemory());
        PixelType type = header.bitDepth() == 16 ? PixelType.UINT16 : PixelType.UINT8;
        info = new VolumeInfo(new VolumeSize(header.width(), header.height(), 1), type, Optional.empty());
    }

    @Override
    public VolumeInfo info() {
        return info;
    }

    @Override
    public GreyImage read(long z) {
        return VoxelBoxes.section(this, z, file);
    }

    @Override
    public GreyBlock read(VoxelBox box) {
        float[] values = VoxelBoxes.values(this, box);
        PngHeader.checkChunks(file);
        BufferedImage image = decode(new Rectangle((int) box.x(), (int) box.y(), box.width(), box.height()));
        Optional<int[]> palette = image.getColorModel() instanceof IndexColorModel colours
                ? Optional.of(GreySamples.colours(colours))
                : Optional.empty();
        Raster raster = image.getRaster().createTranslatedChild((int) box.x(), (int) box.y());
        new GreySamples("'" + file + "'", raster, palette).put(values, 0);
        return new GreyBlock(box.width(), box.height(), 1, values);
    }

    @Override
    public void close() {}

    /** The decoder answers damaged data with unchecked exceptions of all kinds, not only with the declared one. */
    private BufferedImage decode(Rectangle part) {
        ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
        try (ImageInputStream in = new FileImageInputStream(file.toFile())) {
            reader.setInput(in, true, true);
            ImageReadParam parameters = reader.getDefaultReadParam();
            parameters.setSourceRegion(part);
            return reader.read(0, parameters);
        } catch (IOException | RuntimeException e) {
            throw FileProblem.damaged(file, "its PNG data cannot be decoded", e);
        } finally {
            reader.dispose();
        }
    }
}
