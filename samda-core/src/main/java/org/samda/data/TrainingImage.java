// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.samda.image.GreyImage;
import org.samda.image.LabelImage;
import org.samda.image.VoxelMask;

/**
 * An image as training sees it: prepared and z-scored, in arrays or in a file that is mapped ({@link PreparedStore}).
 *
 * <p>A plain holder: buffers are lent, not copied. They are read-only, begin at 0 and are for several threads: only
 * {@code get(index)} is called, nobody moves their position.
 *
 * @param stem       name of the image in its data set
 * @param size       the prepared image's size
 * @param pixels     float32 [H, W], z-scored grey values
 * @param labels     uint8 [H, W], class indices; empty if there are none
 * @param foreground for each foreground class 1..n the positions (y * W + x) of its pixels, in ascending order; of more
 *                   than 10000 a random choice that is always the same
 * @param original   the grey values before
 */
public record TrainingImage(
        String stem,
        Size size,
        FloatBuffer pixels,
        ByteBuffer labels,
        List<IntBuffer> foreground,
        OriginalGrey original) {
    static final int LARGEST_CHOICE = 10_000;
    /** nnU-Net's seed for this choice. */
    private static final long CHOICE_SEED = 1234;

    /**
     * Width and height in px.
     *
     * @param width  along x
     * @param height along y
     */
    public record Size(int width, int height) {

        /** Number of pixels. */
        long area() {
            return (long) width * height;
        }
    }

    public TrainingImage {
        pixels = pixels.slice().asReadOnlyBuffer();
        labels = labels.slice().asReadOnlyBuffer();
        foreground = foreground.stream()
                .map(positions -> positions.slice().asReadOnlyBuffer())
                .toList();
        if (pixels.capacity() != size.area() || (labels.capacity() != 0 && labels.capacity() != size.area())) {
            throw new IllegalArgumentException("image '%s' of %d x %d px with %d values and %d labels"
                    .formatted(stem, size.width(), size.height(), pixels.capacity(), labels.capacity()));
        }
    }

    /**
     * Makes an image that is in memory already ready for training, z-scored on its own.
     *
     * @param stem    its name
     * @param image   grey values, not yet normalised
     * @param labels  class indices of the same size
     * @param classes what the indices mean
     */
    public static TrainingImage of(String stem, GreyImage image, Optional<LabelImage> labels, Classes classes) {
        List<GreyImage> section = List.of(image);
        GreyScale scale = new CaseNormalization.ZScore(false).scale(section, VoxelMask.ALL);
        return of(stem, scale.apply(section).get(0), labels, classes, OriginalGrey.of(section, scale));
    }

    /** One section of a prepared case; the parts are those of the record. */
    static TrainingImage of(
            String stem, GreyImage normalized, Optional<LabelImage> labels, Classes classes, OriginalGrey original) {
        byte[] indices = labels.map(TrainingImage::bytes).orElseGet(() -> new byte[0]);
        List<IntBuffer> foreground = new ArrayList<>();
        for (int c = 1; indices.length > 0 && c < classes.count(); c++) {
            foreground.add(IntBuffer.wrap(positions(indices, c)));
        }
        return new TrainingImage(
                stem,
                new Size(normalized.width(), normalized.height()),
                FloatBuffer.wrap(normalized.pixels()),
                ByteBuffer.wrap(indices),
                foreground,
                original);
    }

    public int width() {
        return size.width();
    }

    public int height() {
        return size.height();
    }

    public boolean isLabelled() {
        return labels.capacity() > 0;
    }

    /** Whether any pixel is in a foreground class. */
    public boolean hasForeground() {
        return foreground.stream().anyMatch(positions -> positions.capacity() > 0);
    }

    private static byte[] bytes(LabelImage labels) {
        byte[] bytes = new byte[labels.labels().length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) labels.labels()[i];
        }
        return bytes;
    }

    /** All positions of a class, or 10000 of them: each position is kept with the chance that fills the rest evenly. */
    private static int[] positions(byte[] indices, int index) {
        int left = 0;
        for (byte each : indices) {
            left += (each & 0xFF) == index ? 1 : 0;
        }
        int[] positions = new int[Math.min(left, LARGEST_CHOICE)];
        RandomGenerator random = Seeds.generator(CHOICE_SEED, index);
        int chosen = 0;
        for (int i = 0; chosen < positions.length; i++) {
            if ((indices[i] & 0xFF) != index) {
                continue;
            }
            if (random.nextInt(left--) < positions.length - chosen) {
                positions[chosen++] = i;
            }
        }
        return positions;
    }
}
