// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.samda.image.GreyImage;

/**
 * Looks for images that are trained on and scored on at once, or nearly so: neighbouring sections of a stack, copies (PAPER
 * row 13). Images are shown to it one by one, as they are read for other reasons.
 */
public final class Leakage {
    private final List<Thumbnail> training = new ArrayList<>();
    private final List<Thumbnail> test = new ArrayList<>();
    private final Set<DatasetImage.Source> trainingSources = new HashSet<>();
    private final List<String> same = new ArrayList<>();

    /**
     * An image that is trained on; all of them come before the first that is scored on.
     *
     * @param sections its grey values; of a volume the middle one is compared
     */
    public void trainOn(DatasetImage image, List<GreyImage> sections) {
        trainingSources.add(real(image.image()));
        training.add(Thumbnail.of(image, sections));
    }

    /** An image that is scored on. */
    public void scoreOn(DatasetImage image, List<GreyImage> sections) {
        if (trainingSources.contains(real(image.image()))) {
            same.add(image.stem());
        } else {
            test.add(Thumbnail.of(image, sections));
        }
    }

    /** A sentence for each problem; empty if there is none. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (!same.isEmpty()) {
            problems.add(
                    "%d test images are training images themselves (%s): scores on them say nothing. Test on others."
                            .formatted(same.size(), DatasetFiles.some(same)));
        }
        problems.addAll(new NearDuplicates(training, test).problems());
        return problems;
    }

    private static DatasetImage.Source real(DatasetImage.Source source) {
        Path file = source.file().toAbsolutePath().normalize();
        return new DatasetImage.Source(file, source.section(), Reading.AS_STORED);
    }
}
