// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.FileImageOutputStream;
import org.samda.SamdaException;
import org.samda.image.GreyImage;
import org.samda.image.PixelType;
import org.samda.image.VolumeInfo;
import org.samda.image.VolumeSize;

/**
 * Writes one section as a grey PNG of 8 or 16 bits; the voxel size is not stored. Until the section is complete it is in
 * memory, as bytes.
 */
final class PngWriter implements VolumeWriter {
    private final Path target;
    private final VolumeInfo info;
    private final RowCount rows;
    private final BufferedImage image;
    private final PartialFile part;

    PngWriter(Path target, VolumeInfo info) {
        this.target = target;
        this.info = info;
        if (info.size().z() > 1) {
            throw refusal(
                    "a PNG holds one section, found %d".formatted(info.size().z()));
        }
        if (info.type() == PixelType.FLOAT32) {
            throw refusal("a PNG holds 8 or 16 bits, found 32-bit float");
        }
        rows = new RowCount(target, info.size());
        image = empty();
        part = PartialFile.beside(target);
    }

    @Override
    public void write(GreyImage band) {
        rows.requireNext(band);
        for (int y = 0; y < band.height(); y++) {
            int row = (int) rows.row();
            for (int x = 0; x < band.width(); x++) {
                image.getRaster().setSample(x, row, 0, StoredNumbers.whole(band.at(x, y), info.type()));
            }
            if (rows.endsSection()) {
                encode();
            }
            rows.add();
        }
    }

    @Override
    public void commit() {
        rows.requireAll();
        part.commit();
    }

    @Override
    public void close() {
        part.close();
    }

    private void encode() {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        try {
            // Closing the image stream would close the file, which belongs to the part.
            FileImageOutputStream out = new FileImageOutputStream(part.file());
            writer.setOutput(out);
            writer.write(image);
            out.flush();
        } catch (IOException e) {
            throw FileProblem.writing(target, e);
        } finally {
            writer.dispose();
        }
    }

    private BufferedImage empty() {
        VolumeSize size = info.size();
        double bytes = (double) size.x() * size.y() * StoredNumbers.bytesPerPixel(info.type());
        long allowed = Math.min(Integer.MAX_VALUE, Runtime.getRuntime().maxMemory());
        if (bytes > allowed) {
            throw refusal("a PNG is put together in memory, %s for %d x %d px, expected at most %s"
                    .formatted(Bytes.readable((long) bytes), size.x(), size.y(), Bytes.readable(allowed)));
        }
        int layout = info.type() == PixelType.UINT8 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_USHORT_GRAY;
        return new BufferedImage((int) size.x(), (int) size.y(), layout);
    }

    private SamdaException refusal(String reason) {
        return new SamdaException("Cannot write '%s': %s. Use the extension .tif.".formatted(target, reason));
    }
}
