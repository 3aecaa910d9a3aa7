// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.samda.Progress;
import org.samda.image.GreyImage;
import org.samda.image.LabelImage;
import org.samda.image.PixelType;
import org.samda.image.VolumeInfo;
import org.samda.io.CompanionFile;
import org.samda.io.VolumeWriter;
import org.samda.io.Volumes;
import org.samda.phantom.Phantom;
import org.samda.phantom.PhantomSection;
import org.samda.phantom.PhantomSections;

/**
 * A generated volume of any depth in a file, with its labels and, if wanted, its mitochondria beside it; all in the same
 * format, and all or none of them half-made. Memory does not grow with the number of sections.
 *
 * @param image     the file of the image; its name says the format
 * @param instances whether mitochondria are told apart
 * @param threads   to compute with, at least 1
 */
record PhantomVolume(Path image, boolean instances, int threads) {
    private static final int WHITE = 255;

    /** All that is written. */
    List<Path> all() {
        return instances ? List.of(image, labels(), ids(), table()) : List.of(image, labels());
    }

    /** 255 in mitochondria, else 0. */
    Path labels() {
        return CompanionFile.of(image, "-labels");
    }

    /** The number of each mitochondrion, and 0. */
    Path ids() {
        return CompanionFile.of(image, "-instances");
    }

    /** How many voxels each mitochondrion has. */
    Path table() {
        return CompanionFile.of(image, "-instances", ".csv");
    }

    /** Writes everything; the image gets its name last, so that where it is, the others are too. */
    void write(Phantom phantom, Progress progress) {
        try (PhantomFile images = file(image, phantom, PhantomSection::image);
                PhantomFile labels = file(labels(), phantom, PhantomVolume::white);
                PhantomFile ids = instances ? new InstanceFiles(ids(), table(), phantom) : PhantomFile.NONE;
                PhantomSections sections = new PhantomSections(phantom, threads)) {
            List<PhantomFile> files = List.of(ids, labels, images);
            while (sections.hasNext()) {
                PhantomSection section = sections.next();
                files.forEach(file -> file.write(section));
                progress.at(section.z() + 1, "");
            }
            files.forEach(PhantomFile::commit);
        }
    }

    private static PhantomFile file(Path path, Phantom phantom, PhantomFile.Shown shown) {
        VolumeInfo info = new VolumeInfo(phantom.size(), PixelType.UINT8, Optional.of(phantom.voxelSize()));
        VolumeWriter writer = Volumes.create(path, info);
        return PhantomFile.of(writer, shown);
    }

    /** The labels of a section as they are stored: 255 in mitochondria, else 0. */
    static GreyImage white(PhantomSection section) {
        LabelImage labels = section.labels();
        float[] pixels = new float[labels.labels().length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = labels.labels()[i] == Phantom.MITOCHONDRION ? WHITE : 0;
        }
        return new GreyImage(labels.width(), labels.height(), pixels);
    }
}
