// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.samda.SamdaException;
import org.samda.image.GreyImage;
import org.samda.image.LabelImage;

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
     * Reads an annotated image, or a raw one, for supervised steps.
     *
     * @throws SamdaException if the image is constant, or its labels do not fit it
     */
    public static TrainingImage read(DatasetImage image, Classes classes, Preparation preparation) {
        GreyImage pixels = readVaried(image);
        Optional<LabelImage> labels =
                image.readLabels(classes, pixels).map(found -> preparation.apply(found, classes.count()));
        return of(image.stem(), preparation.apply(pixels), labels, classes);
    }

    /**
     * Reads an image without its labels (step 2).
     *
     * @throws SamdaException if the image is constant
     */
    public static TrainingImage readRaw(DatasetImage image, Preparation preparation) {
        return of(image.stem(), preparation.apply(readVaried(image)), Optional.empty(), Classes.foreground());
    }

    /**
     * Finds out whether an image can be used, without keeping it.
     *
     * @throws SamdaException if it or its labels cannot be read, it is constant, or its labels do not fit it
     */
    public static void check(DatasetImage image, Classes classes) {
        image.readLabels(classes, readVaried(image));
    }

    /**
     * Makes an image that is in memory already ready for training.
     *
     * @param stem    its name
     * @param image   prepared grey values, not yet normalised
     * @param labels  class indices of the same size
     * @param classes what the indices mean
     */
    public static TrainingImage of(String stem, GreyImage image, Optional<LabelImage> labels, Classes classes) {
        byte[] indices = labels.map(TrainingImage::bytes).orElseGet(() -> new byte[0]);
        List<IntBuffer> foreground = new ArrayList<>();
        for (int c = 1; indices.length > 0 && c < classes.count(); c++) {
            foreground.add(IntBuffer.wrap(positions(indices, c)));
        }
        Normalization.ZScored zScored = Normalization.zScore(image.pixels());
        return new TrainingImage(
                stem,
                new Size(image.width(), image.height()),
                FloatBuffer.wrap(zScored.pixels()),
                ByteBuffer.wrap(indices),
                foreground,
                OriginalGrey.of(image, zScored));
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

    private static GreyImage readVaried(DatasetImage image) {
        GreyImage pixels = image.readImage();
        float first = pixels.pixels()[0];
        for (float pixel : pixels.pixels()) {
            if (Float.isNaN(pixel)) {
                throw new SamdaException(
                        "Image %s holds NaN, expected finite grey values. Export it again, or remove it."
                                .formatted(image.image()));
            }
            if (pixel != first) {
                return pixels;
            }
        }
        throw new SamdaException(
                "Image %s is constant: every pixel is %s. Nothing can be learned from it; remove it or export it again."
                        .formatted(image.image(), first));
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
