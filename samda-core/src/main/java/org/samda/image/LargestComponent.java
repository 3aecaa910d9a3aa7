// SPDX-License-Identifier: Apache-2.0
package org.samda.image;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import org.samda.image.Components.Extent;

/**
 * nnU-Net's post-processing: of some classes only the largest connected component is kept, the rest becomes background
 * (COMPONENTS section 13).
 *
 * <p>Pixels that touch at a corner are connected: 8 neighbours in an image, 26 in a case. Components that share the
 * largest size are all kept. It fits single organs; of many objects, such as mitochondria, it would leave one.
 *
 * @param ofForeground whether it is done for everything above 0 together, first
 * @param ofLabels     class indices for each of which it is done, in this order, after that
 */
public record LargestComponent(boolean ofForeground, List<Integer> ofLabels) {

    /** Keeps everything. */
    public static final LargestComponent NONE = new LargestComponent(false, List.of());

    public LargestComponent {
        ofLabels = List.copyOf(ofLabels);
        if (ofLabels.stream().anyMatch(label -> label < 1)) {
            throw new IllegalArgumentException("largest components are those of labels from 1 on, got " + ofLabels);
        }
    }

    /** Whether it leaves every segmentation as it is. */
    public boolean keepsAll() {
        return !ofForeground && ofLabels.isEmpty();
    }

    /**
     * @param sections class indices of a case, at least one section, all of one size; not changed
     * @return new sections
     */
    public List<LabelImage> apply(List<LabelImage> sections) {
        List<LabelImage> kept = sections.stream()
                .map(section -> new LabelImage(
                        section.width(), section.height(), section.labels().clone()))
                .toList();
        if (ofForeground) {
            keepLargest(kept, label -> label > 0);
        }
        for (int wanted : ofLabels) {
            keepLargest(kept, label -> label == wanted);
        }
        return kept;
    }

    /** As for a case of one section. */
    public LabelImage apply(LabelImage image) {
        return apply(List.of(image)).get(0);
    }

    private static void keepLargest(List<LabelImage> sections, IntPredicate wanted) {
        Components components = Components.throughCorners(
                (z, i) -> wanted.test(sections.get(z).labels()[i]), Extent.ofLabels(sections));
        long[] sizes = new long[components.runs()];
        components.forEachRun((component, section, from, to) -> sizes[component] += to - from);
        long largest = largest(sizes);
        components.forEachRun((component, section, from, to) -> {
            if (sizes[component] < largest) {
                Arrays.fill(sections.get(section).labels(), from, to, 0);
            }
        });
    }

    private static long largest(long[] sizes) {
        long largest = 0;
        for (long size : sizes) {
            largest = Math.max(largest, size);
        }
        return largest;
    }
}
