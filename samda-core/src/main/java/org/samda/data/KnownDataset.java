// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import java.util.List;
import java.util.Optional;

/**
 * What is published of a data set, by which a copy of it is recognised; docs/DATASETS.md tells more of each.
 *
 * @param name        of its YAML file in configs/datasets
 * @param title       for people
 * @param sizes       of its images
 * @param counts      how many images or scans it has, as different sources release it
 * @param stack       whether the images are the sections of one stack, of which some may have been left out
 * @param voxelSizeNm along x, y, z; empty where its images differ or nothing is published
 * @param labels      of its masks
 * @param words       regular expression for what hardly anything else has in its names, in lower case
 * @param part        regular expression for what tells this part from the data set's others; empty if there are none
 * @param licence     and what has to be done to get it
 * @param cite        what has to be cited
 */
record KnownDataset(
        String name,
        String title,
        Sizes sizes,
        List<Integer> counts,
        boolean stack,
        Optional<List<Double>> voxelSizeNm,
        Labels labels,
        String words,
        Optional<String> part,
        String licence,
        String cite) {

    /**
     * Voxels of an image along x, y, z; a section has 1 along z. The axes of scans may be stored in any order.
     *
     * @param smallest along each axis
     * @param largest  along each axis
     * @param telling  whether hardly anything else has this size
     */
    record Sizes(List<Long> smallest, List<Long> largest, boolean telling) {}

    /**
     * Label values besides 0.
     *
     * @param values  those that are published, in any version
     * @param number  how many of them there are at least in a copy, and at most
     * @param telling whether hardly any other data set has these values
     */
    record Labels(List<Integer> values, List<Integer> number, boolean telling) {}
}
