// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.samda.image.GreyImage;
import org.samda.image.LabelImage;
import org.samda.image.PixelType;
import org.samda.image.VolumeInfo;
import org.samda.image.VolumeSize;
import org.samda.io.VolumeWriter;
import org.samda.io.Volumes;

/** Small images, in memory and on disk. */
final class TestImages {
    private TestImages() {}

    /** An image whose grey values are all different. */
    static GreyImage ramp(int width, int height) {
        float[] pixels = new float[width * height];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (i * 37) % 251;
        }
        return new GreyImage(width, height, pixels);
    }

    static GreyImage constant(int width, int height, float value) {
        float[] pixels = new float[width * height];
        Arrays.fill(pixels, value);
        return new GreyImage(width, height, pixels);
    }

    /** A training image with these pixels as they are, not normalised, and these class indices. */
    static TrainingImage raw(GreyImage image, int... labels) {
        TrainingImage normalized = TrainingImage.of(
                "image",
                image,
                labels.length == 0
                        ? Optional.empty()
                        : Optional.of(new LabelImage(image.width(), image.height(), labels)),
                Classes.foreground());
        return new TrainingImage(
                "image",
                normalized.size(),
                FloatBuffer.wrap(image.pixels()),
                normalized.labels(),
                normalized.foreground(),
                normalized.original());
    }

    /** A copy of its z-scored grey values. */
    static float[] pixels(TrainingImage image) {
        float[] pixels = new float[image.pixels().capacity()];
        image.pixels().get(0, pixels);
        return pixels;
    }

    /** Writes sections to a file as 8-bit values; makes its folder. */
    static Path write(Path file, GreyImage... sections) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        VolumeSize size = new VolumeSize(sections[0].width(), sections[0].height(), sections.length);
        VolumeInfo info = new VolumeInfo(size, PixelType.UINT8, Optional.empty());
        try (VolumeWriter writer = Volumes.create(file, info)) {
            for (GreyImage section : sections) {
                writer.write(section);
            }
            writer.commit();
        }
        return file;
    }
}
