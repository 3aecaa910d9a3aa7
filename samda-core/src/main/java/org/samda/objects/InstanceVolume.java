// SPDX-License-Identifier: Apache-2.0
package org.samda.objects;

import java.nio.file.Path;
import java.util.Arrays;
import org.samda.SamdaException;
import org.samda.image.GreyImage;
import org.samda.image.PixelType;
import org.samda.image.VolumeInfo;
import org.samda.io.VolumeWriter;
import org.samda.io.Volumes;

/** Writes objects as a volume: each voxel has the number of its object, or 0. */
final class InstanceVolume {
    /** Above this, not every whole number is a float32. */
    private static final long MOST = 1 << 24;

    /** Sections with more pixels are written some rows at a time. */
    private static final long LARGEST_BAND = 1 << 24;

    private InstanceVolume() {}

    /**
     * @param info of the labels that the objects are in
     * @throws SamdaException if there are more objects than a file can number, or it cannot be written
     */
    static void write(NumberedObjects objects, Path file, VolumeInfo info) {
        try (VolumeWriter writer = Volumes.create(file, info.withType(type(objects.largestId(), file)))) {
            Band band = new Band(
                    writer, Math.toIntExact(info.size().x()), info.size().y());
            objects.forEachRun(band);
            band.flush();
            writer.commit();
        }
    }

    /** The smallest type that all numbers fit into. */
    private static PixelType type(long largest, Path file) {
        if (largest <= PixelType.UINT8.maximum()) {
            return PixelType.UINT8;
        }
        if (largest <= PixelType.UINT16.maximum()) {
            return PixelType.UINT16;
        }
        if (largest > MOST) {
            throw new SamdaException(
                    "%d objects cannot be numbered in '%s': a file holds whole numbers up to %d. Leave out small objects, or write the table alone."
                            .formatted(largest, file, MOST));
        }
        if (!Volumes.holdsFloats(file)) {
            throw new SamdaException(
                    "%d objects cannot be numbered in '%s': its format holds whole numbers up to 65535. Choose .tif, .nii.gz, .h5 or .zarr."
                            .formatted(largest, file));
        }
        return PixelType.FLOAT32;
    }

    /** Collects rows. */
    private static final class Band implements NumberedObjects.RowVisitor {
        private final VolumeWriter writer;
        private final int width;
        private final long height;
        private final int rows;
        private float[] values = new float[0];
        private int filled;

        Band(VolumeWriter writer, int width, long height) {
            this.writer = writer;
            this.width = width;
            this.height = height;
            rows = (int) Math.min(height, Math.max(1, LARGEST_BAND / width));
        }

        @Override
        public void begin(LabelRow row) {
            if (row.y() == 0 || filled == rows) {
                flush();
                values = new float[width * (int) Math.min(rows, height - row.y())];
            }
            filled++;
        }

        @Override
        public void run(LabelRow row, int start, int end, long id) {
            int first = (filled - 1) * width;
            Arrays.fill(values, first + start, first + end, (float) id);
        }

        /** Writes what there is. */
        void flush() {
            if (filled > 0) {
                writer.write(new GreyImage(width, filled, values));
                filled = 0;
            }
        }
    }
}
