// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Finds test images that show nearly the same as a training image, as neighbouring sections of one stack do: scores on
 * them would say little (PAPER row 13).
 */
final class NearDuplicates {
    /** Correlation of thumbnails above which two sections count as nearly the same. */
    private static final double NEARLY_SAME_SECTIONS = 0.8;

    /** The same for scans: those of different people, cut to the same organ, correlate at up to .84. */
    private static final double NEARLY_SAME_SCANS = 0.95;

    private static final int NAMED = 5;
    /** At most this many images of each side are compared, evenly chosen. */
    private static final int COMPARED = 1000;

    private final List<Thumbnail> training;
    private final List<Thumbnail> test;

    NearDuplicates(List<Thumbnail> training, List<Thumbnail> test) {
        this.training = chosen(training);
        this.test = chosen(test);
    }

    private record Pair(Thumbnail test, Thumbnail training, double correlation) {

        boolean isNearlySame() {
            return correlation > (test.isScan() ? NEARLY_SAME_SCANS : NEARLY_SAME_SECTIONS);
        }
    }

    /** One sentence per pair, the most alike first and at most 5, and one for the rest. */
    List<String> problems() {
        List<Pair> alike = new ArrayList<>();
        for (Thumbnail image : test) {
            training.stream()
                    .map(other -> new Pair(image, other, image.correlation(other)))
                    .max(Comparator.comparingDouble(Pair::correlation))
                    .filter(Pair::isNearlySame)
                    .ifPresent(alike::add);
        }
        alike.sort(Comparator.comparingDouble(Pair::correlation).reversed());
        List<String> problems = new ArrayList<>(
                alike.stream().limit(NAMED).map(NearDuplicates::sentence).toList());
        if (alike.size() > NAMED) {
            problems.add("%d of %d test images are nearly the same as a training image."
                    .formatted(alike.size(), test.size()));
        }
        return problems;
    }

    private static String sentence(Pair pair) {
        return String.format(
                Locale.ROOT,
                "Test image '%s' and training image '%s' are nearly the same (correlation %.2f): %s.",
                pair.test().stem(),
                pair.training().stem(),
                pair.correlation(),
                pair.test().isScan() ? "use one of them only" : "leave a gap between them");
    }

    private static List<Thumbnail> chosen(List<Thumbnail> images) {
        int step = (images.size() + COMPARED - 1) / COMPARED;
        List<Thumbnail> chosen = new ArrayList<>();
        for (int i = 0; i < images.size(); i += step) {
            chosen.add(images.get(i));
        }
        return chosen;
    }
}
