// SPDX-License-Identifier: Apache-2.0
package org.samda.inference;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.samda.SamdaException;
import org.samda.data.Classes;
import org.samda.image.GreyImage;
import org.samda.image.LabelImage;
import org.samda.image.PixelType;
import org.samda.image.VolumeInfo;
import org.samda.io.Leftovers;
import org.samda.io.VolumeWriter;
import org.samda.io.Volumes;

/**
 * The files that the segmentation of one input is written to. All become visible at {@link #commit}, the labels last:
 * where the labels are, everything is.
 */
final class SectionOutputs implements AutoCloseable {
    private final Classes classes;
    private final VolumeWriter labels;
    private final List<VolumeWriter> probabilities;

    private SectionOutputs(Classes classes, VolumeWriter labels, List<VolumeWriter> probabilities) {
        this.classes = classes;
        this.labels = labels;
        this.probabilities = probabilities;
    }

    /**
     * Begins the files.
     *
     * @param labelFile       an image file
     * @param probabilityFile see {@link #probabilityFiles}
     * @param input           size, voxel size and header of the input, which the outputs share
     */
    static SectionOutputs create(Path labelFile, Optional<Path> probabilityFile, Classes classes, VolumeInfo input) {
        List<VolumeWriter> writers = new ArrayList<>();
        boolean complete = false;
        try {
            writers.add(Volumes.create(labelFile, input.withType(labelType(classes))));
            VolumeInfo floats = input.withType(PixelType.FLOAT32);
            for (Path file : probabilityFiles(probabilityFile, classes)) {
                writers.add(Volumes.create(file, floats));
            }
            complete = true;
            return new SectionOutputs(classes, writers.get(0), List.copyOf(writers.subList(1, writers.size())));
        } finally {
            if (!complete) {
                writers.forEach(VolumeWriter::close);
            }
        }
    }

    /** Removes what killed processes have left of the files, if there is any. */
    static void removeLeftovers(Path labelFile, Optional<Path> probabilityFile, Classes classes) {
        files(labelFile, probabilityFile, classes).forEach(Leftovers::remove);
    }

    /** The files of probabilities: the named one for one foreground class, else one for each, named after it. */
    static List<Path> probabilityFiles(Optional<Path> file, Classes classes) {
        if (file.isEmpty() || classes.count() == 2) {
            return file.stream().toList();
        }
        return IntStream.range(1, classes.count())
                .mapToObj(c -> FileNames.withSuffix(file.get(), "_" + c + "_" + FileNames.safe(classes.name(c))))
                .toList();
    }

    /** All files: the labels, then the probabilities. */
    static List<Path> files(Path labelFile, Optional<Path> probabilityFile, Classes classes) {
        List<Path> files = new ArrayList<>(List.of(labelFile));
        files.addAll(probabilityFiles(probabilityFile, classes));
        return files;
    }

    /** Whether {@link #write(CaseSegmentation)} is wanted, which takes more memory. */
    boolean takesProbabilities() {
        return !probabilities.isEmpty();
    }

    /** The next sections: the labels of a case. */
    void write(List<LabelImage> planes) {
        planes.forEach(plane -> labels.write(outputValues(plane, classes)));
    }

    /** The next sections: a case with its probabilities. */
    void write(CaseSegmentation segmented) {
        write(segmented.labels());
        for (ClassProbabilities plane : segmented.probabilities()) {
            for (int c = 1; c <= probabilities.size(); c++) {
                probabilities.get(c - 1).write(plane.classes().get(c));
            }
        }
    }

    /** The next section: output values, then the probabilities that are wanted. */
    void writeValues(List<GreyImage> values) {
        labels.write(values.get(0));
        for (int i = 0; i < probabilities.size(); i++) {
            probabilities.get(i).write(values.get(i + 1));
        }
    }

    void commit() {
        probabilities.forEach(VolumeWriter::commit);
        labels.commit();
    }

    @Override
    public void close() {
        probabilities.forEach(VolumeWriter::close);
        labels.close();
    }

    /** Class indices as the values that are written. */
    static GreyImage outputValues(LabelImage indices, Classes classes) {
        float[] values = new float[indices.labels().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = classes.outputValue(indices.labels()[i]);
        }
        return new GreyImage(indices.width(), indices.height(), values);
    }

    /** The type that holds all values that are written. */
    static PixelType labelType(Classes classes) {
        int largest = IntStream.range(0, classes.count())
                .map(classes::outputValue)
                .max()
                .orElseThrow();
        if (largest > PixelType.UINT16.maximum()) {
            throw new SamdaException(
                    ("Label value %d cannot be written, expected at most 65535. Give the classes smaller"
                                    + " values in the data set's YAML and train again.")
                            .formatted(largest));
        }
        return largest > PixelType.UINT8.maximum() ? PixelType.UINT16 : PixelType.UINT8;
    }
}
