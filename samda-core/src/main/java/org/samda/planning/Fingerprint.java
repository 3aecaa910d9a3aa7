// SPDX-License-Identifier: Apache-2.0
package org.samda.planning;

import java.util.List;
import java.util.Optional;
import org.samda.image.VolumeSize;

/**
 * What nnU-Net's planning knows of a data set.
 *
 * @param cases    the training images, at least 1
 * @param channels their channels, at least 1
 * @param classes  classes including background, at least 2
 * @param training images that are trained on, at least as many as there are cases: with those of another domain, of which
 *                 nothing else is known here
 */
public record Fingerprint(List<Case> cases, List<Channel> channels, int classes, int training) {

    /**
     * The shape of one training image. A flat image without spacing is one section with the spacing 999, 1, 1.
     *
     * @param spacing     of its voxels; one unit for all cases
     * @param size        in voxels, after its margin of zeros was cut off
     * @param croppedSize voxels after the cropping over voxels before, above 0, at most 1
     */
    public record Case(Extent spacing, VolumeSize size, double croppedSize) {

        public Case {
            if (!(croppedSize > 0 && croppedSize <= 1)) {
                throw new IllegalArgumentException(
                        "fingerprint: croppedSize must be above 0 and at most 1, got " + croppedSize);
            }
        }
    }

    /**
     * One channel of the images.
     *
     * @param name       decides how it is normalised
     * @param foreground its grey values where labels are above 0; needed for {@link NormalizationScheme#CT} only
     */
    public record Channel(String name, Optional<Intensities> foreground) {}

    public Fingerprint {
        cases = List.copyOf(cases);
        channels = List.copyOf(channels);
        if (training < cases.size()) {
            throw new IllegalArgumentException("fingerprint: training must be at least the number of cases = "
                    + cases.size() + ", got " + training);
        }
        if (cases.isEmpty() || channels.isEmpty() || classes < 2) {
            throw new IllegalArgumentException(
                    "fingerprint: cases and channels must be at least 1 and classes at least 2, got %d, %d and %d"
                            .formatted(cases.size(), channels.size(), classes));
        }
    }

    /** Of a data set that is trained on alone. */
    public Fingerprint(List<Case> cases, List<Channel> channels, int classes) {
        this(cases, channels, classes, cases.size());
    }

    /** The same with images of another domain that are trained on too. */
    public Fingerprint with(int otherImages) {
        return new Fingerprint(cases, channels, classes, training + otherImages);
    }

    double medianCroppedSize() {
        return Percentiles.of(cases, Case::croppedSize).median();
    }
}
