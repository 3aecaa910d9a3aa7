// SPDX-License-Identifier: Apache-2.0
package org.samda.inference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.samda.SamdaException;
import org.samda.data.Classes;
import org.samda.image.GreyBlock;
import org.samda.image.GreyImage;
import org.samda.image.LabelImage;
import org.samda.image.PixelType;
import org.samda.image.SliceAxis;
import org.samda.image.VolumeInfo;
import org.samda.image.VolumeSize;
import org.samda.image.VoxelBox;
import org.samda.image.VoxelSize;
import org.samda.io.MissingChunks;
import org.samda.io.ReslicedReader;
import org.samda.io.VolumeReader;
import org.samda.io.Volumes;

/**
 * A volume's segmentation taken apart: passes along one or several axes, each of slabs that do not depend on each other, and
 * what is written of all they keep.
 */
final class VolumePasses {
    private final Segmenter segmenter;
    private final Classes classes;
    private final SegmentationJob job;

    VolumePasses(Segmenter segmenter, Classes classes, SegmentationJob job) {
        this.segmenter = segmenter;
        this.classes = classes;
        this.job = job;
    }

    /**
     * Along one axis.
     *
     * @param cut     the volume cut along it
     * @param store   where results go
     * @param windows where sections are too large to be segmented at once
     */
    record Pass(VolumeReader cut, SlabStore store, Optional<WindowedSections> windows) {}

    /**
     * One pass for each axis.
     *
     * @param reader the part of the volume that is segmented; lent
     * @param folder of what is finished
     */
    List<Pass> along(VolumeReader reader, Path folder) {
        return job.cut().axes().stream().map(axis -> pass(reader, folder, axis)).toList();
    }

    private Pass pass(VolumeReader reader, Path folder, SliceAxis axis) {
        Optional<WindowedSections> windows = windows(reader.info(), axis);
        SlabStore store = SlabStore.in(folder, slabs(reader.info(), axis), storedTypes());
        return new Pass(axis == SliceAxis.Z ? reader : new ReslicedReader(reader, axis), store, windows);
    }

    Optional<WindowedSections> windows(VolumeInfo info, SliceAxis axis) {
        VolumeSize cut = axis.cut(info.size());
        return segmenter.windowed(cut.x(), cut.y(), info.voxelSize().map(axis::cut));
    }

    Slabs slabs(VolumeInfo info, SliceAxis axis) {
        return windows(info, axis)
                .map(each -> Slabs.ofWindows(axis, info.size(), each.cores()))
                .orElseGet(() -> Slabs.of(axis, info.size()));
    }

    AxisPass.SlabSource source(Pass pass) {
        VolumeReader cut = pass.cut();
        Slabs slabs = pass.store().slabs();
        if (pass.windows().isPresent()) {
            return new WindowSource(cut, slabs, pass.windows().get(), found -> storedValues(found.labels(), found));
        }
        return slab -> {
            GreyBlock block = cut.read(slabs.box(slab));
            return z -> segmented(block.section(z), cut.info().voxelSize());
        };
    }

    /** What passes keep: output values and probabilities, or for several axes probabilities alone. */
    private List<PixelType> storedTypes() {
        List<PixelType> types = new ArrayList<>();
        if (isOnePass()) {
            types.add(SectionOutputs.labelType(classes));
        }
        if (keepsProbabilities()) {
            types.addAll(Collections.nCopies(classes.count() - 1, PixelType.FLOAT32));
        }
        return types;
    }

    private boolean isOnePass() {
        return job.cut().axes().size() == 1;
    }

    private boolean keepsProbabilities() {
        return !isOnePass() || job.probabilities().isPresent();
    }

    /** The values of each array of a store for one section. */
    private List<GreyImage> segmented(GreyImage section, Optional<VoxelSize> voxelSize) {
        if (!keepsProbabilities()) {
            return List.of(SectionOutputs.outputValues(
                    segmenter.segment(List.of(section), voxelSize).get(0), classes));
        }
        CaseSegmentation segmented = segmenter.probabilities(List.of(section), voxelSize);
        return storedValues(segmented.labels().get(0), segmented.probabilities().get(0));
    }

    private List<GreyImage> storedValues(LabelImage labels, ClassProbabilities probabilities) {
        List<GreyImage> values = new ArrayList<>();
        if (isOnePass()) {
            values.add(SectionOutputs.outputValues(labels, classes));
        }
        if (keepsProbabilities()) {
            values.addAll(foreground(probabilities));
        }
        return values;
    }

    private List<GreyImage> foreground(ClassProbabilities probabilities) {
        return probabilities.classes().subList(1, classes.count());
    }

    /** What is written of some rows of a section: output values, then the foreground classes' probabilities if they are kept. */
    List<GreyImage> values(SectionMerge merge, VoxelBox band) {
        if (isOnePass()) {
            return merge.values(band);
        }
        ClassProbabilities mean = merge.mean(band);
        List<GreyImage> values = new ArrayList<>();
        LabelImage labels = segmenter.postProcessed(List.of(mean.labels())).get(0);
        values.add(SectionOutputs.outputValues(labels, classes));
        values.addAll(foreground(mean));
        return values;
    }

    /** How a section is written: all of it, or as many rows as chunks of results have where it is too large. */
    static List<VoxelBox> bands(VolumeSize size, long z) {
        boolean isLarge = (double) size.x() * size.y() > SectionWindows.LARGEST;
        long rows = isLarge ? SectionWindows.CHUNK : size.y();
        List<VoxelBox> bands = new ArrayList<>();
        for (long y = 0; y < size.y(); y += rows) {
            int height = Math.toIntExact(Math.min(rows, size.y() - y));
            bands.add(new VoxelBox(0, y, z, Math.toIntExact(size.x()), height, 1));
        }
        return bands;
    }

    /** Where what is finished is kept: of another job, or of an input in another state, never the same. */
    UnfinishedFolder unfinished(VolumeInfo info, MissingChunks missing) {
        return UnfinishedFolder.of(job.output(), settings(info), inputTime() + missing);
    }

    /** What the result depends on but the input's state: what was computed in another way is not gone on with. */
    private String settings(VolumeInfo info) {
        return String.join(
                "\n",
                segmenter.identity(),
                JobCheck.real(job.input()).toString(),
                info.size().toString(),
                job.cut().toString(),
                classes.toString(),
                String.valueOf(job.probabilities().isPresent()));
    }

    private String inputTime() {
        try {
            return Files.getLastModifiedTime(Volumes.onDisk(job.input())).toString();
        } catch (IOException e) {
            throw new SamdaException("Input '%s' cannot be read: %s. Check it.".formatted(job.input(), e), e);
        }
    }
}
