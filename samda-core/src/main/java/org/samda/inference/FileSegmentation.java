// SPDX-License-Identifier: Apache-2.0
package org.samda.inference;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.samda.data.Preprocessing;
import org.samda.image.AxisDirections;
import org.samda.image.GreyImage;
import org.samda.image.VoxelSize;
import org.samda.io.VolumeReader;
import org.samda.io.WholeVolume;

/** Segments the cases of one file into its outputs: every section is a case, or the volume is one. */
final class FileSegmentation {
    private final Segmenter segmenter;
    private final Path file;
    private final VolumeReader reader;

    FileSegmentation(Segmenter segmenter, Path file, VolumeReader reader) {
        this.segmenter = segmenter;
        this.file = file;
        this.reader = reader;
    }

    /** @param done hears the number of finished sections */
    void run(SectionOutputs outputs, LongConsumer done) {
        long sections = reader.info().size().z();
        if (segmenter.unit() == Preprocessing.Unit.VOLUME) {
            writeScan(WholeVolume.read(reader, file), outputs);
            done.accept(sections);
            return;
        }
        for (long z = 0; z < sections; z++) {
            write(List.of(reader.read(z)), outputs);
            done.accept(z + 1);
        }
    }

    /** Segmented in the orientation of the model's plan, written in the file's own. */
    private void writeScan(List<GreyImage> planes, SectionOutputs outputs) {
        AxisDirections directions = segmenter.orientation().from(reader.info().directions());
        List<GreyImage> turned = directions.toCanonical(planes);
        Optional<VoxelSize> voxelSize = reader.info().voxelSize().map(directions::toCanonical);
        if (outputs.takesProbabilities()) {
            outputs.write(segmenter.probabilities(turned, voxelSize).stored(directions));
        } else {
            outputs.write(directions.toStoredLabels(segmenter.segment(turned, voxelSize)));
        }
    }

    private void write(List<GreyImage> planes, SectionOutputs outputs) {
        Optional<VoxelSize> voxelSize = reader.info().voxelSize();
        if (outputs.takesProbabilities()) {
            outputs.write(segmenter.probabilities(planes, voxelSize));
        } else {
            outputs.write(segmenter.segment(planes, voxelSize));
        }
    }
}
