// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.samda.image.PixelType;
import org.samda.image.VoxelSize;

/**
 * What was found in a data set, with everything that may trouble training.
 *
 * @param name      the data set's name
 * @param counts    how many images there are
 * @param greys     their sizes, types and grey values
 * @param labels    label values as stored, in ascending order; of more than 1000 the first that were found
 * @param problems  a sentence each; empty if all is well
 * @param looksLike public data sets that it may be a copy of; several where nothing tells them apart
 */
public record DatasetInspection(
        String name,
        Counts counts,
        Greys greys,
        List<LabelValue> labels,
        List<String> problems,
        List<Recognition> looksLike) {

    /**
     * @param images   all images; sections of a volume count one by one
     * @param labelled those with labels
     * @param training images for training
     * @param test     images for testing
     */
    public record Counts(int images, int labelled, int training, int test) {}

    /**
     * @param sizes     image sizes ({@code 1024 x 768}) and how often they occur
     * @param types     pixel types and how often they occur
     * @param range     over all images
     * @param voxelSize in nm, if known
     * @param orientations where the axes of scans run to ({@code RAS}) and how often; {@code unknown} where a file does not
     *                     say; empty if there are no scans
     */
    public record Greys(
            Map<String, Integer> sizes,
            Map<PixelType, Integer> types,
            Range range,
            Optional<VoxelSize> voxelSize,
            Map<String, Integer> orientations) {}

    /**
     * Grey values as stored.
     *
     * @param min  smallest
     * @param max  largest
     * @param mean over all pixels
     */
    public record Range(double min, double max, double mean) {}

    /**
     * A value that occurs in the labels.
     *
     * @param value     as stored
     * @param className its class, empty if it is in none
     * @param fraction  0..1 of all labelled pixels
     */
    public record LabelValue(double value, Optional<String> className, double fraction) {}

    public DatasetInspection {
        labels = List.copyOf(labels);
        problems = List.copyOf(problems);
        looksLike = List.copyOf(looksLike);
    }

    /** Reads every image of the data set, one at a time. */
    static DatasetInspection of(Dataset dataset) {
        return new Inspector(dataset).inspect();
    }
}
