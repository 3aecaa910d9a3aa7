// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import java.nio.file.Path;
import java.util.Optional;
import org.samda.SamdaException;
import org.samda.image.GreyImage;
import org.samda.image.LabelImage;
import org.samda.image.PixelType;
import org.samda.io.VolumeReader;
import org.samda.io.Volumes;

/**
 * One image of a data set: a file, or one section of a volume file, with the labels that belong to it.
 *
 * @param stem   its name, unique in the data set: the file's name without extension, for section 7 of a volume file
 *               with {@code _z0007} after it
 * @param image  where the grey values are
 * @param labels where its labels are; empty for a raw image
 */
public record DatasetImage(String stem, Source image, Optional<Source> labels) {

    /**
     * A section of a file.
     *
     * @param file    an image or volume file
     * @param section its z, 0 for a single image
     */
    public record Source(Path file, long section) {

        GreyImage read() {
            try (VolumeReader reader = Volumes.open(file)) {
                return reader.read(section);
            }
        }

        PixelType type() {
            try (VolumeReader reader = Volumes.open(file)) {
                return reader.info().type();
            }
        }

        @Override
        public String toString() {
            return section == 0 ? "'" + file + "'" : "'" + file + "' section " + section;
        }
    }

    /** The grey values as stored. */
    public GreyImage readImage() {
        return image.read();
    }

    /**
     * Reads the labels, if there are any.
     *
     * @return class indices
     * @throws SamdaException if label values occur that are in no class
     */
    public Optional<LabelImage> readLabels(Classes classes) {
        return labels.map(source -> classes.toIndices(source.read(), source.file()));
    }

    /**
     * Reads the labels, if there are any, as they belong to an image already read.
     *
     * @param pixels this image's {@link #readImage()}
     * @return class indices of the same size
     * @throws SamdaException if image and labels differ in size, or label values occur that are in no class
     */
    public Optional<LabelImage> readLabels(Classes classes, GreyImage pixels) {
        Optional<LabelImage> read = readLabels(classes);
        read.ifPresent(found -> requireSameSize(pixels, found.width(), found.height()));
        return read;
    }

    void requireSameSize(GreyImage pixels, int width, int height) {
        if (pixels.width() != width || pixels.height() != height) {
            throw new SamdaException(
                    "Labels %s are %d x %d px but their image %s is %d x %d px: both must have the same size. Export them again from the same stack."
                            .formatted(labels.orElseThrow(), width, height, image, pixels.width(), pixels.height()));
        }
    }
}
