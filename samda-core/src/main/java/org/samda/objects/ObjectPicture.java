// SPDX-License-Identifier: Apache-2.0
package org.samda.objects;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.samda.SamdaException;
import org.samda.image.VolumeInfo;
import org.samda.image.VolumeSize;
import org.samda.io.AtomicFiles;

/** A picture of objects as seen from above the first section, each in a colour of its own, darker the deeper it lies. */
final class ObjectPicture implements NumberedObjects.RowVisitor {
    private static final long MOST_PIXELS = 1 << 26;

    /** Successive hues lie far apart: the golden ratio's fraction. */
    private static final double HUE_STEP = 0.6180339887498949;

    private static final double DEEPEST = 0.3;
    private static final int BLACK = Color.BLACK.getRGB();

    private final BufferedImage image;
    private final long depth;

    private ObjectPicture(VolumeSize size) {
        image = new BufferedImage((int) size.x(), (int) size.y(), BufferedImage.TYPE_INT_RGB);
        depth = size.z();
    }

    /** @throws SamdaException if a section is too large for a picture, or it cannot be written */
    static void write(NumberedObjects objects, Path file, VolumeInfo info) {
        VolumeSize size = info.size();
        if (size.x() * size.y() > MOST_PIXELS) {
            throw new SamdaException("A picture of %d x %d px is too large, expected at most %d px. Name a region."
                    .formatted(size.x(), size.y(), MOST_PIXELS));
        }
        ObjectPicture picture = new ObjectPicture(size);
        objects.forEachRun(picture);
        AtomicFiles.write(file, out -> {
            if (!ImageIO.write(picture.image, "png", out)) {
                throw new IOException("there is no writer of PNG images");
            }
        });
    }

    @Override
    public void begin(LabelRow row) {}

    @Override
    public void run(LabelRow row, int start, int end, long id) {
        int colour = colour(id, row.z());
        for (int x = start; x < end; x++) {
            if (image.getRGB(x, row.y()) == BLACK) {
                image.setRGB(x, row.y(), colour);
            }
        }
    }

    private int colour(long id, long z) {
        double light = 1 - (1 - DEEPEST) * z / depth;
        double saturation = 0.5 + 0.25 * (id % 3);
        return Color.HSBtoRGB((float) (id * HUE_STEP % 1), (float) Math.min(saturation, 0.9), (float) light);
    }
}
