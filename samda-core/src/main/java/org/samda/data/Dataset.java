// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.samda.image.Orientation;
import org.samda.image.VoxelSize;

/**
 * One domain's images and labels as they lie on disk; opened by {@link Datasets#open}, nothing is read yet.
 *
 * @param description what it is
 * @param voxelSize   in nm, empty if neither the data set nor its files state one
 * @param classes     what is segmented
 * @param images      all images in their order, at least one; neighbours in a stack are neighbours here
 * @param split       which images are for training and which for testing; empty if all are for training
 */
public record Dataset(
        Description description,
        Optional<VoxelSize> voxelSize,
        Classes classes,
        List<DatasetImage> images,
        Optional<Split> split) {

    /**
     * A data set's name and kind.
     *
     * @param name     for people
     * @param modality such as FIB-SEM; empty if unknown
     */
    public record Description(String name, Optional<String> modality) {}

    /**
     * Which images are for what; none is in both lists.
     *
     * @param train stems of training images
     * @param test  stems of test images, never seen in training
     */
    public record Split(Set<String> train, Set<String> test) {

        public Split {
            train = Set.copyOf(train);
            test = Set.copyOf(test);
            Set<String> both = new HashSet<>(train);
            both.retainAll(test);
            if (!both.isEmpty()) {
                throw new IllegalArgumentException("images in train and test: " + both);
            }
        }
    }

    public Dataset {
        images = List.copyOf(images);
    }

    public String name() {
        return description.name();
    }

    /** The images to train on: the split's, or all. */
    public List<DatasetImage> training() {
        return split.map(s -> named(s.train())).orElse(images);
    }

    /** The images to test on: the split's, or none. */
    public List<DatasetImage> test() {
        return split.map(s -> named(s.test())).orElse(List.of());
    }

    /** The images that have labels. */
    public List<DatasetImage> labelled() {
        return images.stream().filter(image -> image.labels().isPresent()).toList();
    }

    /**
     * The same data set as its scans lie in this orientation.
     *
     * @throws org.samda.SamdaException if a scan and its labels say that they lie differently
     */
    public Dataset oriented(Orientation orientation) {
        if (orientation == Orientation.STORED) {
            return this;
        }
        List<DatasetImage> turned = oriented(images, orientation);
        Optional<VoxelSize> first = turned.get(0).voxelSize();
        boolean alike = turned.stream().map(DatasetImage::voxelSize).allMatch(first::equals);
        return new Dataset(description, alike ? first : Optional.empty(), classes, turned, split);
    }

    /** The same for some images of a data set. */
    public static List<DatasetImage> oriented(List<DatasetImage> images, Orientation orientation) {
        return images.stream().map(image -> image.oriented(orientation)).toList();
    }

    private List<DatasetImage> named(Set<String> stems) {
        return images.stream().filter(image -> stems.contains(image.stem())).toList();
    }
}
