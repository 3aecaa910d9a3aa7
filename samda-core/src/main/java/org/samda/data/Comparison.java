// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.samda.image.VolumeSize;
import org.samda.image.VoxelSize;

/** Compares a data set with one that is known, piece by piece. */
final class Comparison {
    private static final int NEEDED = 2;

    /** Published voxel sizes are rounded, and so are those in headers. */
    private static final double TOLERANCE = 0.06;

    private final KnownDataset known;
    private final Features features;
    private final List<String> matched = new ArrayList<>();
    private final List<String> differs = new ArrayList<>();

    Comparison(KnownDataset known, Features features) {
        this.known = known;
        this.features = features;
    }

    /** Empty where sizes do not fit, or too little speaks for it. */
    Optional<Recognition> result() {
        if (features.sizes().isEmpty() || !features.sizes().stream().allMatch(this::fits)) {
            return Optional.empty();
        }
        if (known.sizes().telling()) {
            matched.add(features.sizes().size() == 1 ? "images of " + size() : "sizes");
        }
        compareVoxelSize();
        compareCount();
        compareLabels();
        if (features.names().contain(known.words())) {
            matched.add("names");
        }
        if (matched.size() < NEEDED || matched.size() <= differs.size()) {
            return Optional.empty();
        }
        // Half the world's folders are called train or test: no evidence by itself.
        if (known.part().filter(features.names()::contain).isPresent()) {
            matched.add("names of this part");
        }
        return Optional.of(
                new Recognition(known.name(), known.title(), matched, differs, known.licence(), known.cite()));
    }

    private String size() {
        VolumeSize size = features.sizes().iterator().next();
        return size.z() == 1 ? size.x() + " x " + size.y() : size.toString();
    }

    private boolean fits(VolumeSize size) {
        List<Long> found = sorted(List.of(size.x(), size.y(), size.z()));
        List<Long> smallest = sorted(known.sizes().smallest());
        List<Long> largest = sorted(known.sizes().largest());
        for (int axis = 0; axis < found.size(); axis++) {
            if (found.get(axis) < smallest.get(axis) || found.get(axis) > largest.get(axis)) {
                return false;
            }
        }
        // Sections are stored upright everywhere.
        return size.z() > 1
                || (size.x() >= known.sizes().smallest().get(0)
                        && size.x() <= known.sizes().largest().get(0));
    }

    private static List<Long> sorted(List<Long> values) {
        return values.stream().sorted().toList();
    }

    private void compareVoxelSize() {
        if (features.voxelSize().isEmpty() || known.voxelSizeNm().isEmpty()) {
            return;
        }
        VoxelSize size = features.voxelSize().get();
        List<Double> found = List.of(size.xNm(), size.yNm(), size.zNm());
        List<Double> published = known.voxelSizeNm().get();
        boolean same = true;
        for (int axis = 0; axis < found.size(); axis++) {
            same &= Math.abs(found.get(axis) / published.get(axis) - 1) < TOLERANCE;
        }
        if (same) {
            matched.add("voxel size");
        } else {
            differs.add("its voxel size is %s nm, published is %s".formatted(text(found), text(published)));
        }
    }

    private static String text(List<Double> nm) {
        return nm.stream()
                .map(each -> each == Math.rint(each) ? String.valueOf(each.longValue()) : String.valueOf(each))
                .collect(Collectors.joining(" x "));
    }

    private void compareCount() {
        int step = features.step();
        int whole = known.counts().get(0);
        if (known.counts().contains(features.images())) {
            matched.add(features.images() + " images");
        } else if (known.stack() && step > 1 && features.images() == (whole + step - 1) / step) {
            matched.add("every %s of %d sections".formatted(ordinal(step), whole));
        } else if (features.images()
                > known.counts().stream().mapToInt(Integer::intValue).max().orElseThrow()) {
            differs.add("it has %d images, published are %d".formatted(features.images(), whole));
        }
    }

    private static String ordinal(int step) {
        return step == 2 ? "2nd" : step == 3 ? "3rd" : step + "th";
    }

    private void compareLabels() {
        if (features.labels().isEmpty()) {
            return;
        }
        Set<Integer> foreign = new TreeSet<>(features.labels());
        known.labels().values().forEach(foreign::remove);
        int found = features.labels().size();
        int least = known.labels().number().get(0);
        int most = known.labels().number().get(1);
        if (!foreign.isEmpty()) {
            differs.add("its masks have label values that are not published: " + some(foreign));
        } else if (found < least || found > most) {
            differs.add("its masks have %d label values with background (%s), expected %s"
                    .formatted(found + 1, "0, " + some(features.labels()), expected(least, most)));
        } else if (known.labels().telling()) {
            matched.add("label values");
        }
    }

    private static String expected(int least, int most) {
        return least == most ? String.valueOf(least + 1) : "%d to %d".formatted(least + 1, most + 1);
    }

    private static String some(Set<Integer> values) {
        return DatasetFiles.some(values.stream().map(String::valueOf).toList());
    }
}
