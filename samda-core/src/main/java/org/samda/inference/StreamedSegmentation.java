// SPDX-License-Identifier: Apache-2.0
package org.samda.inference;

import java.util.List;
import org.samda.Interruptions;
import org.samda.Progress;
import org.samda.SamdaException;
import org.samda.data.Classes;
import org.samda.image.SliceAxis;
import org.samda.image.VolumeInfo;
import org.samda.image.VolumeSize;
import org.samda.image.VoxelBox;
import org.samda.io.MissingChunks;
import org.samda.io.VolumeReader;

/**
 * Segments a volume of any size in bounded memory: slab by slab into a {@link SlabStore} beside the output, then, section by
 * section, into the output's format. Killed at any time and started again, it goes on with the slab that was under way, and
 * the result is the same.
 *
 * <p>Along several axes, each is a pass of its own whose probabilities are kept; the mean decides.
 */
final class StreamedSegmentation {
    private final VolumePasses passes;
    private final Classes classes;
    private final Progress progress;
    private final SegmentationJob job;

    StreamedSegmentation(Segmenter segmenter, Classes classes, Progress progress, SegmentationJob job) {
        this.passes = new VolumePasses(segmenter, classes, job);
        this.classes = classes;
        this.progress = progress;
        this.job = job;
    }

    /** Whether a volume is worth it: what fits into one slab is segmented at once. */
    boolean suits(VolumeInfo info) {
        SliceAxis first = job.cut().axes().get(0);
        return job.cut().axes().size() > 1
                || first != SliceAxis.Z
                || passes.slabs(info, first).count() > 1;
    }

    /** Whether its sections cannot be segmented at once. */
    boolean isNeeded(VolumeInfo info) {
        return passes.windows(info, SliceAxis.Z).isPresent();
    }

    /**
     * @param reader  the part of the volume that is segmented
     * @param missing what is missing of it
     */
    SegmentationSummary run(VolumeReader reader, MissingChunks missing) {
        requireWritable(reader.info());
        UnfinishedFolder unfinished = passes.unfinished(reader.info(), missing);
        List<VolumePasses.Pass> along = passes.along(reader, unfinished.folder());
        List<SlabStore> stores = along.stream().map(VolumePasses.Pass::store).toList();
        try {
            long resumed = run(along);
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

    private long run(List<VolumePasses.Pass> along) {
        progress.start(
                "segment",
                along.stream()
                        .mapToLong(pass -> AxisPass.steps(pass.store().slabs()))
                        .sum());
        try {
            long finished = 0;
            long resumed = 0;
            for (VolumePasses.Pass pass : along) {
                Slabs slabs = pass.store().slabs();
                String step = slabs.parts() > 1 ? "window" : "section";
                long before = finished;
                resumed += new AxisPass(passes.source(pass), pass.store())
                        .run(
                                0,
                                slabs.count(),
                                done -> progress.at(
                                        before + done, "%s %d along %s".formatted(step, done, slabs.axis())));
                finished += AxisPass.steps(slabs);
            }
            return resumed;
        } finally {
            progress.end();
        }
    }

    /** From the stores into the outputs, section by section, or some rows at a time where a section is too large. */
    private void finish(VolumeInfo info, List<SlabStore> stores) {
        VolumeSize size = info.size();
        progress.start("write", size.z());
        try (SectionMerge merge = SectionMerge.of(stores);
                SectionOutputs outputs = SectionOutputs.create(job.output(), job.probabilities(), classes, info)) {
            for (long z = 0; z < size.z(); z++) {
                for (VoxelBox band : VolumePasses.bands(size, z)) {
                    Interruptions.check();
                    outputs.writeValues(passes.values(merge, band));
                }
                progress.at(z + 1, "");
            }
            outputs.commit();
        } finally {
            progress.end();
        }
    }
}
