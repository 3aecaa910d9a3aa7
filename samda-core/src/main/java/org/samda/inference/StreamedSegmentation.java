// SPDX-License-Identifier: Apache-2.0
package org.samda.inference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.samda.Interruptions;
import org.samda.Progress;
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
 * Segments a volume of any size in bounded memory: slab by slab into a {@link SlabStore} beside the output, then, section by
 * section, into the output's format. Killed at any time and started again, it goes on with the slab that was under way, and
 * the result is the same.
 *
 * <p>Along several axes, each is a pass of its own whose probabilities are kept; the mean decides.
 */
final class StreamedSegmentation {
    private final Segmenter segmenter;
    private final Classes classes;
    private final Progress progress;
    private final SegmentationJob job;

    StreamedSegmentation(Segmenter segmenter, Classes classes, Progress progress, SegmentationJob job) {
        this.segmenter = segmenter;
        this.classes = classes;
        this.progress = progress;
        this.job = job;
    }

    /** Whether a volume is worth it: what fits into one slab is segmented at once. */
    boolean suits(VolumeInfo info) {
        SliceAxis first = job.cut().axes().get(0);
        return job.cut().axes().size() > 1
                || first != SliceAxis.Z
                || slabs(info, first, windows(info, first)).count() > 1;
    }

    /** Whether its sections cannot be segmented at once. */
    boolean isNeeded(VolumeInfo info) {
        return windows(info, SliceAxis.Z).isPresent();
    }

    /**
     * @param reader  the part of the volume that is segmented
     * @param missing what is missing of it
     */
    SegmentationSummary run(VolumeReader reader, MissingChunks missing) {
        requireWritable(reader.info());
        UnfinishedFolder unfinished = UnfinishedFolder.of(job.output(), settings(reader), inputTime() + missing);
        List<Pass> passes = job.cut().axes().stream()
                .map(axis -> pass(reader, unfinished.folder(), axis))
                .toList();
        List<SlabStore> stores = passes.stream().map(Pass::store).toList();
        try {
            long resumed = run(passes);
            finish(reader.info(), stores);
            unfinished.remove();
            return new SegmentationSummary(1, reader.info().size().z(), resumed > 0 ? 1 : 0);
        } catch (SamdaException e) {
            if (stores.stream().allMatch(SlabStore::isEmpty)) {
                unfinished.remove();
                throw e;
            }
            throw new UnfinishedSegmentationException(
                    e,
                    "What is finished is kept in '%s'; the same command goes on from there, or anew if the input has changed. If it is a file in there that is damaged, delete it."
                            .formatted(unfinished.folder()));
        }
    }

    /** Begins the outputs and leaves it at that: what cannot be written is known before hours of work. */
    private void requireWritable(VolumeInfo info) {
        SectionOutputs.create(job.output(), job.probabilities(), classes, info).close();
    }

    /**
     * Along one axis.
     *
     * @param cut     the volume cut along it
     * @param store   where results go
     * @param windows where sections are too large to be segmented at once
     */
    private record Pass(VolumeReader cut, SlabStore store, Optional<WindowedSections> windows) {}

    private Pass pass(VolumeReader reader, Path folder, SliceAxis axis) {
        Optional<WindowedSections> windows = windows(reader.info(), axis);
        SlabStore store = SlabStore.in(folder, slabs(reader.info(), axis, windows), storedTypes());
        return new Pass(axis == SliceAxis.Z ? reader : new ReslicedReader(reader, axis), store, windows);
    }

    private Optional<WindowedSections> windows(VolumeInfo info, SliceAxis axis) {
        VolumeSize cut = axis.cut(info.size());
        return segmenter.windowed(cut.x(), cut.y(), info.voxelSize().map(axis::cut));
    }

    private static Slabs slabs(VolumeInfo info, SliceAxis axis, Optional<WindowedSections> windows) {
        return windows.map(each -> Slabs.ofWindows(axis, info.size(), each.cores()))
                .orElseGet(() -> Slabs.of(axis, info.size()));
    }

    private long run(List<Pass> passes) {
        progress.start(
                "segment",
                passes.stream()
                        .mapToLong(pass -> AxisPass.steps(pass.store().slabs()))
                        .sum());
        try {
            long finished = 0;
            long resumed = 0;
            for (Pass pass : passes) {
                Slabs slabs = pass.store().slabs();
                String step = slabs.parts() > 1 ? "window" : "section";
                long before = finished;
                resumed += new AxisPass(source(pass), pass.store())
                        .run(done -> progress.at(before + done, "%s %d along %s".formatted(step, done, slabs.axis())));
                finished += AxisPass.steps(slabs);
            }
            return resumed;
        } finally {
            progress.end();
        }
    }

    private AxisPass.SlabSource source(Pass pass) {
        VolumeReader cut = pass.cut();
        Slabs slabs = pass.store().slabs();
        if (pass.windows().isPresent()) {
            return new WindowSource(cut, slabs, pass.windows().get(), this::values);
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
        return values(segmented.labels().get(0), segmented.probabilities().get(0));
    }

    private List<GreyImage> values(ClassProbabilities probabilities) {
        return values(probabilities.labels(), probabilities);
    }

    private List<GreyImage> values(LabelImage labels, ClassProbabilities probabilities) {
        List<GreyImage> values = new ArrayList<>();
        if (isOnePass()) {
            values.add(SectionOutputs.outputValues(labels, classes));
        }
        if (keepsProbabilities()) {
            values.addAll(probabilities.classes().subList(1, classes.count()));
        }
        return values;
    }

    /** From the stores into the outputs, section by section, or some rows at a time where a section is too large. */
    private void finish(VolumeInfo info, List<SlabStore> stores) {
        VolumeSize size = info.size();
        int rows = bandHeight(size);
        progress.start("write", size.z());
        try (SectionMerge merge = SectionMerge.of(stores);
                SectionOutputs outputs = SectionOutputs.create(job.output(), job.probabilities(), classes, info)) {
            for (long z = 0; z < size.z(); z++) {
                for (long y = 0; y < size.y(); y += rows) {
                    Interruptions.check();
                    int height = (int) Math.min(rows, size.y() - y);
                    write(merge, new VoxelBox(0, y, z, Math.toIntExact(size.x()), height, 1), outputs);
                }
                progress.at(z + 1, "");
            }
            outputs.commit();
        } finally {
            progress.end();
        }
    }

    private void write(SectionMerge merge, VoxelBox band, SectionOutputs outputs) {
        if (isOnePass()) {
            outputs.writeValues(merge.values(band));
        } else {
            ClassProbabilities mean = merge.mean(band);
            List<LabelImage> labels = segmenter.postProcessed(List.of(mean.labels()));
            outputs.write(new CaseSegmentation(labels, List.of(mean)));
        }
    }

    /** All of a section, or as many rows as chunks of results have. */
    private static int bandHeight(VolumeSize size) {
        boolean isLarge = (double) size.x() * size.y() > SectionWindows.LARGEST;
        return isLarge ? SectionWindows.CHUNK : Math.toIntExact(size.y());
    }

    /** What the result depends on but the input's state: what was computed in another way is not gone on with. */
    private String settings(VolumeReader reader) {
        return String.join(
                "\n",
                segmenter.identity(),
                JobCheck.real(job.input()).toString(),
                reader.info().size().toString(),
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
