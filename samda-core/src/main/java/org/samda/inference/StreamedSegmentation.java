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
import org.samda.image.GreyImage;
import org.samda.image.LabelImage;
import org.samda.image.PixelType;
import org.samda.image.SliceAxis;
import org.samda.image.VolumeInfo;
import org.samda.image.VolumeSize;
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
    static boolean suits(VolumeSize size, Cut cut) {
        return cut.axes().size() > 1
                || Slabs.of(cut.axes().get(0), size).count() > 1
                || cut.axes().get(0) != SliceAxis.Z;
    }

    /**
     * @param reader  the part of the volume that is segmented
     * @param missing what is missing of it
     */
    SegmentationSummary run(VolumeReader reader, MissingChunks missing) {
        requireWritable(reader.info());
        UnfinishedFolder unfinished = UnfinishedFolder.of(job.output(), settings(reader), inputTime() + missing);
        List<SlabStore> stores = job.cut().axes().stream()
                .map(axis -> store(reader.info().size(), unfinished.folder(), axis))
                .toList();
        try {
            long resumed = passes(reader, stores);
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
                    "What is finished is kept in '%s'; the same command goes on from there, or anew if the input has changed."
                            .formatted(unfinished.folder()));
        }
    }

    /** Begins the outputs and leaves it at that: what cannot be written is known before hours of work. */
    private void requireWritable(VolumeInfo info) {
        SectionOutputs.create(job.output(), job.probabilities(), classes, info).close();
    }

    private long passes(VolumeReader reader, List<SlabStore> stores) {
        progress.start(
                "segment",
                stores.stream().mapToLong(store -> store.slabs().cut().z()).sum());
        try {
            long finished = 0;
            long resumed = 0;
            for (SlabStore store : stores) {
                SliceAxis axis = store.slabs().axis();
                long before = finished;
                VolumeReader cut = axis == SliceAxis.Z ? reader : new ReslicedReader(reader, axis);
                resumed += new AxisPass(this::segmented, cut, store)
                        .run(done -> progress.at(before + done, "section %d along %s".formatted(done, axis)));
                finished += store.slabs().cut().z();
            }
            return resumed;
        } finally {
            progress.end();
        }
    }

    /** Where a pass keeps its results: output values and probabilities, or for several axes probabilities alone. */
    private SlabStore store(VolumeSize size, Path folder, SliceAxis axis) {
        List<PixelType> types = new ArrayList<>();
        if (isOnePass()) {
            types.add(SectionOutputs.labelType(classes));
        }
        if (keepsProbabilities()) {
            types.addAll(Collections.nCopies(classes.count() - 1, PixelType.FLOAT32));
        }
        return SlabStore.in(folder, Slabs.of(axis, size), types);
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
        List<GreyImage> values = new ArrayList<>();
        if (isOnePass()) {
            values.add(SectionOutputs.outputValues(segmented.labels().get(0), classes));
        }
        List<GreyImage> all = segmented.probabilities().get(0).classes();
        values.addAll(all.subList(1, all.size()));
        return values;
    }

    /** From the stores into the outputs, section by section. */
    private void finish(VolumeInfo info, List<SlabStore> stores) {
        long sections = info.size().z();
        progress.start("write", sections);
        try (SectionMerge merge = SectionMerge.of(stores);
                SectionOutputs outputs = SectionOutputs.create(job.output(), job.probabilities(), classes, info)) {
            for (long z = 0; z < sections; z++) {
                Interruptions.check();
                if (isOnePass()) {
                    outputs.writeValues(merge.values(z));
                } else {
                    ClassProbabilities mean = merge.mean(z);
                    List<LabelImage> labels = segmenter.postProcessed(List.of(mean.labels()));
                    outputs.write(new CaseSegmentation(labels, List.of(mean)));
                }
                progress.at(z + 1, "");
            }
            outputs.commit();
        } finally {
            progress.end();
        }
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
