// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.samda.SamdaException;
import org.samda.image.GreyImage;
import org.samda.image.LabelImage;
import org.samda.image.PixelType;
import org.samda.image.VolumeSize;
import org.samda.image.VoxelSize;
import org.samda.io.VolumeReader;
import org.samda.io.Volumes;
import org.samda.io.WholeVolume;

/**
 * One image of a data set, with the labels that belong to it: a file, one section of a stack, or a whole scan (NIfTI),
 * which is one case of many sections as in nnU-Net.
 *
 * @param stem      its name, unique in the data set: the file's name without extension, for section 7 of a stack with
 *                  {@code _z0007} after it
 * @param image     where the grey values are
 * @param labels    where its labels are; empty for a raw image
 * @param voxelSize in nm, as the data set states it, else as the file does; empty if neither does
 */
public record DatasetImage(String stem, Source image, Optional<Source> labels, Optional<VoxelSize> voxelSize) {

    /**
     * A file or a section of it.
     *
     * @param file    an image or volume file
     * @param section its z, 0 for a single image; empty for all sections
     */
    public record Source(Path file, OptionalLong section) {
        /** One section of a file. */
        public static Source section(Path file, long section) {
            return new Source(file, OptionalLong.of(section));
        }

        /** All sections of a file. */
        public static Source whole(Path file) {
            return new Source(file, OptionalLong.empty());
        }

        List<GreyImage> read() {
            try (VolumeReader reader = Volumes.open(file)) {
                return section.isPresent() ? List.of(reader.read(section.getAsLong())) : WholeVolume.read(reader, file);
            }
        }

        /**
         * Reads it as labels.
         *
         * @return class indices, section by section
         * @throws SamdaException if label values occur that are in no class
         */
        public List<LabelImage> readLabels(Classes classes) {
            return read().stream()
                    .map(section -> classes.toIndices(section, file))
                    .toList();
        }

        VolumeSize size() {
            try (VolumeReader reader = Volumes.open(file)) {
                VolumeSize all = reader.info().size();
                return section.isPresent() ? new VolumeSize(all.x(), all.y(), 1) : all;
            }
        }

        PixelType type() {
            try (VolumeReader reader = Volumes.open(file)) {
                return reader.info().type();
            }
        }

        @Override
        public String toString() {
            return section.orElse(0) == 0 ? "'" + file + "'" : "'" + file + "' section " + section.getAsLong();
        }
    }

    /** Its size as stored, from the file's header. */
    public VolumeSize size() {
        return image.size();
    }

    /** Whether it is a whole volume, one case of many sections. */
    public boolean isScan() {
        return image.section().isEmpty();
    }

    /** The grey values as stored: its sections in their order, all of one size. */
    public List<GreyImage> readImage() {
        return image.read();
    }

    /**
     * Reads the labels, if there are any.
     *
     * @return class indices, section by section
     * @throws SamdaException if label values occur that are in no class
     */
    public Optional<List<LabelImage>> readLabels(Classes classes) {
        return labels.map(source -> source.readLabels(classes));
    }

    /**
     * Reads the labels, if there are any, as they belong to an image already read.
     *
     * @param sections this image's {@link #readImage()}
     * @return class indices of the same size
     * @throws SamdaException if image and labels differ in size, or label values occur that are in no class
     */
    public Optional<List<LabelImage>> readLabels(Classes classes, List<GreyImage> sections) {
        Optional<List<LabelImage>> read = readLabels(classes);
        read.ifPresent(found -> requireSameSize(
                sections.get(0), found.get(0).width(), found.get(0).height()));
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
