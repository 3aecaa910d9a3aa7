// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.samda.Interruptions;
import org.samda.SamdaException;
import org.samda.data.Dataset;
import org.samda.data.DatasetImage;
import org.samda.data.Preprocessing;
import org.samda.image.GreyImage;
import org.samda.image.LabelImage;
import org.samda.image.NonZeroRegion;
import org.samda.image.VolumeSize;
import org.samda.image.VoxelSize;
import org.samda.planning.Extent;
import org.samda.planning.Fingerprint;
import org.samda.planning.ForegroundSampler;
import org.samda.planning.Intensities;
import org.samda.planning.NormalizationScheme;

/** Reads a data set's training images, one at a time, for what planning needs to know of them (COMPONENTS section 10). */
final class Fingerprints {
    /** nnU-Net's spacing across two-dimensional images, in units of their pixels. */
    private static final double ACROSS_SECTIONS = 999;

    /** nnU-Net's seed for the choice of foreground voxels. */
    private static final long FOREGROUND_SEED = 1234;

    private Fingerprints() {}

    /** @param classes including background */
    static Fingerprint of(Dataset dataset, int classes) {
        List<DatasetImage> images = dataset.training();
        String channel = dataset.description().modality().orElse("grey");
        boolean ct = NormalizationScheme.ofChannel(channel) == NormalizationScheme.CT;
        ForegroundSampler foreground = new ForegroundSampler(images.size(), FOREGROUND_SEED);
        boolean spaced = images.stream().allMatch(image -> image.voxelSize().isPresent());
        List<Fingerprint.Case> cases = new ArrayList<>();
        for (DatasetImage image : images) {
            Interruptions.check();
            List<GreyImage> sections = image.readImage();
            cases.add(of(image, sections, spaced));
            if (ct) {
                sample(image, sections, dataset, foreground);
            }
        }
        Optional<Intensities> intensities = foreground.intensities();
        if (ct && intensities.isEmpty()) {
            throw new SamdaException(
                    "Data set '%s' is CT, whose grey values are normalised by those of its labelled foreground, and has no labels. Annotate an image, or give another modality."
                            .formatted(dataset.name()));
        }
        return new Fingerprint(
                cases, List.of(new Fingerprint.Channel(channel, ct ? intensities : Optional.empty())), classes);
    }

    /** Scans are cases of many sections, all else are sections of their own. */
    static Preprocessing.Unit unit(Dataset dataset) {
        return dataset.images().stream().anyMatch(DatasetImage::isScan)
                ? Preprocessing.Unit.VOLUME
                : Preprocessing.Unit.SECTION;
    }

    private static Fingerprint.Case of(DatasetImage image, List<GreyImage> sections, boolean spaced) {
        NonZeroRegion.Box box = NonZeroRegion.of(sections).box();
        VolumeSize size = new VolumeSize(box.tile().width(), box.tile().height(), box.sections());
        double all = (double) sections.size() * sections.get(0).pixels().length;
        double share = (double) size.x() * size.y() * size.z() / all;
        return new Fingerprint.Case(
                spacing(spaced ? image.voxelSize() : Optional.empty(), image.isScan()), size, share);
    }

    private static Extent spacing(Optional<VoxelSize> voxelSize, boolean scan) {
        double x = voxelSize.map(VoxelSize::xNm).orElse(1.0);
        double y = voxelSize.map(VoxelSize::yNm).orElse(1.0);
        double z = voxelSize.map(VoxelSize::zNm).orElse(1.0);
        return new Extent(scan ? z : ACROSS_SECTIONS * Math.max(x, y), y, x);
    }

    private static void sample(
            DatasetImage image, List<GreyImage> sections, Dataset dataset, ForegroundSampler foreground) {
        List<LabelImage> labels = image.readLabels(dataset.classes(), sections).orElse(List.of());
        for (int z = 0; z < labels.size(); z++) {
            for (int i = 0; i < labels.get(z).labels().length; i++) {
                if (labels.get(z).labels()[i] > 0) {
                    foreground.add(sections.get(z).pixels()[i]);
                }
            }
        }
        foreground.endCase();
    }
}
