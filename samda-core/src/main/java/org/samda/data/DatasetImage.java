// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.samda.SamdaException;
import org.samda.image.AxisDirections;
import org.samda.image.GreyImage;
import org.samda.image.LabelImage;
import org.samda.image.Orientation;
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
     * @param reading what is done to what the file holds
     */
    public record Source(Path file, OptionalLong section, Reading reading) {
        /** One section of a file. */
        public static Source section(Path file, long section) {
            return new Source(file, OptionalLong.of(section), Reading.AS_STORED);
        }

        /** All sections of a file. */
        public static Source whole(Path file) {
            return new Source(file, OptionalLong.empty(), Reading.AS_STORED);
        }

        /** The same place in another file, as stored there. */
        public Source of(Path other) {
            return new Source(other, section, Reading.AS_STORED);
        }

        /** The same place, read in another way. */
        Source read(Reading other) {
            return new Source(file, section, other);
        }

        List<GreyImage> read() {
            try (VolumeReader reader = Volumes.open(file)) {
                return section.isPresent()
                        ? List.of(reader.read(section.getAsLong()))
                        : reading.directions().toCanonical(WholeVolume.read(reader, file));
            }
        }

        /**
         * Reads it as labels.
         *
         * @return class indices, section by section
         * @throws SamdaException if label values occur that are in no class
         */
        public List<LabelImage> readLabels(Classes classes) {
            return read().stream().map(section -> indices(section, classes)).toList();
        }

        /** Turns a section of it, as read, into class indices. */
        LabelImage indices(GreyImage section, Classes classes) {
            return classes.toIndices(reading.otherLabels().apply(section, classes), file);
        }

        VolumeSize size() {
            try (VolumeReader reader = Volumes.open(file)) {
                VolumeSize all = reader.info().size();
                return section.isPresent()
                        ? new VolumeSize(all.x(), all.y(), 1)
                        : reading.directions().toCanonical(all);
            }
        }

        /** Where its axes run to, where the file says it. */
        Optional<AxisDirections> storedDirections() {
            try (VolumeReader reader = Volumes.open(file)) {
                return reader.info().directions();
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

    /**
     * The same image as it lies in this orientation: a scan is turned when it is read, with its labels and its voxel size.
     *
     * @throws SamdaException if the file of its labels says that they lie otherwise than the scan
     */
    DatasetImage oriented(Orientation orientation) {
        if (!isScan() || orientation == Orientation.STORED) {
            return this;
        }
        AxisDirections directions = orientation.from(image.storedDirections());
        labels.ifPresent(this::requireSameDirections);
        return new DatasetImage(
                stem,
                image.read(image.reading().with(directions)),
                labels.map(source -> source.read(source.reading().with(directions))),
                voxelSize.map(directions::toCanonical));
    }

    DatasetImage with(OtherLabels otherLabels) {
        return new DatasetImage(
                stem, image, labels.map(source -> source.read(source.reading().with(otherLabels))), voxelSize);
    }

    private void requireSameDirections(Source source) {
        Optional<AxisDirections> own = image.storedDirections();
        Optional<AxisDirections> found = source.storedDirections();
        if (own.isPresent() && found.isPresent() && !own.equals(found)) {
            throw new SamdaException(
                    "Labels %s say that their axes run %s, their image %s says %s: one of the headers is wrong, or they do not lie voxel on voxel. Save both in one orientation, or train with --set data.orientation=stored, which looks at no header."
                            .formatted(source, found.get(), image, own.get()));
        }
    }

    /** Its size as it is read, from the file's header. */
    public VolumeSize size() {
        return image.size();
    }

    /** Whether it is a whole volume, one case of many sections. */
    public boolean isScan() {
        return image.section().isEmpty();
    }

    /** The grey values: its sections in their order, all of one size. */
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
