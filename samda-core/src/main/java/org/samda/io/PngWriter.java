// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.FileImageOutputStream;
import org.samda.SamdaException;
import org.samda.image.GreyImage;
import org.samda.image.PixelType;
import org.samda.image.VolumeInfo;

/** Writes one section as a grey PNG of 8 or 16 bits; the voxel size is not stored. */
final class PngWriter implements VolumeWriter {
    private final Path target;
    private final VolumeInfo info;
    private final PartialFile part;
    private boolean written;

    PngWriter(Path target, VolumeInfo info) {
        this.target = target;
        this.info = info;
        if (info.size().z() > 1) {
            throw new SamdaException("Cannot write '%s': a PNG holds one section, found %d. Use the extension .tif."
                    .formatted(target, info.size().z()));
        }
        if (info.type() == PixelType.FLOAT32) {
            throw new SamdaException(
                    "Cannot write '%s': a PNG holds 8 or 16 bits, found 32-bit float. Use the extension .tif."
                            .formatted(target));
        }
        part = PartialFile.beside(target);
    }

    @Override
    public void write(GreyImage section) {
        StoredNumbers.check(section, info.size());
        if (written) {
            throw new IllegalStateException("second section for '" + target + "', expected one");
        }
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        try {
            // Closing the image stream would close the file, which belongs to the part.
            FileImageOutputStream out = new FileImageOutputStream(part.file());
            writer.setOutput(out);
            writer.write(image(section));
            out.flush();
            written = true;
        } catch (IOException e) {
            throw FileProblem.writing(target, e);
        } finally {
            writer.dispose();
        }
    }

    @Override
    public void commit() {
        if (!written) {
            throw new IllegalStateException("no section was written to '" + target + "'");
        }
        part.commit();
    }

    @Override
    public void close() {
        part.close();
    }

    private BufferedImage image(GreyImage section) {
        int layout = info.type() == PixelType.UINT8 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_USHORT_GRAY;
        BufferedImage image = new BufferedImage(section.width(), section.height(), layout);
        WritableRaster raster = image.getRaster();
        for (int y = 0; y < section.height(); y++) {
            for (int x = 0; x < section.width(); x++) {
                raster.setSample(x, y, 0, StoredNumbers.whole(section.at(x, y), info.type()));
            }
        }
        return image;
    }
}
