// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.samda.image.VolumeSize;
import org.samda.image.VoxelSize;

/**
 * What a data set looks like from the outside.
 *
 * @param sizes     of the images that could be read, each once
 * @param images    number of them
 * @param voxelSize in nm, if known
 * @param labels    values in the labels besides 0
 * @param names     of the data set and its images, in lower case
 */
record Features(Set<VolumeSize> sizes, int images, Optional<VoxelSize> voxelSize, Set<Integer> labels, Names names) {
    private static final Pattern NUMBER = Pattern.compile("(\\d{1,9})$");

    /**
     * @param dataset its name and folders
     * @param stems   of its images, in their order
     */
    record Names(String dataset, List<String> stems) {

        boolean contain(String expression) {
            Predicate<String> has = Pattern.compile(expression).asPredicate();
            return has.test(dataset) || stems.stream().anyMatch(has);
        }
    }

    Features {
        sizes = Set.copyOf(sizes);
        labels = new TreeSet<>(labels);
    }

    /** Every how many sections of a stack an image was kept, by the numbers at the end of the names; 0 if they do not say. */
    int step() {
        List<Long> numbers = names.stems().stream().map(Features::number).toList();
        if (numbers.size() < 2 || numbers.contains(-1L)) {
            return 0;
        }
        long step = numbers.get(1) - numbers.get(0);
        for (int i = 1; i < numbers.size(); i++) {
            if (numbers.get(i) - numbers.get(i - 1) != step) {
                return 0;
            }
        }
        return step > 0 && step < Integer.MAX_VALUE ? (int) step : 0;
    }

    private static long number(String stem) {
        Matcher digits = NUMBER.matcher(stem);
        return digits.find() ? Long.parseLong(digits.group(1)) : -1;
    }
}
