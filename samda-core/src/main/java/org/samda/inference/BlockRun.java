// SPDX-License-Identifier: Apache-2.0
package org.samda.inference;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.samda.SamdaException;
import org.samda.data.Classes;
import org.samda.data.Preprocessing;
import org.samda.image.VolumeInfo;
import org.samda.image.VolumeRegion;
import org.samda.io.MissingChunks;
import org.samda.io.PartialFolder;
import org.samda.io.VolumeReader;
import org.samda.io.Volumes;
import org.samda.io.zarr.ZarrFolders;
import org.samda.io.zarr.ZarrImage;

/**
 * The beginning and the end of a segmentation in blocks. Closed without {@link #commit}, no output appears, and the sections
 * that are segmented are kept for the next run.
 */
public final class BlockRun implements AutoCloseable {
    private final BlockPlan plan;
    private final long sections;
    private final Optional<String> warning;
    private final UnfinishedFolder unfinished;
    private final List<PartialFolder> parts;

    private BlockRun(
            BlockPlan plan,
            long sections,
            Optional<String> warning,
            UnfinishedFolder unfinished,
            List<PartialFolder> parts) {
        this.plan = plan;
        this.sections = sections;
        this.warning = warning;
        this.unfinished = unfinished;
        this.parts = parts;
    }

    static BlockRun begin(Segmenter segmenter, VolumePasses passes, Classes classes, SegmentationJob job) {
        requireSections(segmenter, job);
        JobCheck.requireFileOutputs(job, classes);
        List<Path> outputs = BlockSegmentation.outputs(job, classes);
        outputs.forEach(BlockRun::requireChunks);
        List<PartialFolder> parts = new ArrayList<>();
        boolean complete = false;
        try (VolumeReader reader = VolumeSegmentation.open(job)) {
            VolumeInfo info = reader.info();
            MissingChunks missing = reader.missing(VolumeRegion.all(info.size()));
            SectionOutputs.removeLeftovers(job.output(), job.probabilities(), classes);
            List<BlockStep> writing = new ArrayList<>();
            for (int i = 0; i < outputs.size(); i++) {
                VolumeInfo output = BlockSegmentation.output(i, classes, info);
                parts.add(ZarrImage.begin(outputs.get(i), output));
                addSteps(writing, i, ZarrImage.resume(parts.get(i).folder(), outputs.get(i), output));
            }
            List<BlockStep> steps = new ArrayList<>();
            UnfinishedFolder unfinished = passes.unfinished(info, missing);
            for (VolumePasses.Pass pass : passes.along(reader, unfinished.folder())) {
                steps.add(BlockStep.segment(steps.size(), pass));
            }
            steps.addAll(writing);
            List<String> folders =
                    parts.stream().map(part -> part.folder().toString()).toList();
            BlockPlan plan =
                    new BlockPlan(segmenter.identity(), unfinished.folder().toString(), folders, steps);
            complete = true;
            return new BlockRun(plan, info.size().z(), missing.warning(), unfinished, parts);
        } finally {
            if (!complete) {
                parts.forEach(PartialFolder::close);
            }
        }
    }

    private static void addSteps(List<BlockStep> steps, int output, ZarrImage image) {
        for (int level = 0; level < image.levels(); level++) {
            steps.add(BlockStep.write(output, level, image));
        }
    }

    private static void requireSections(Segmenter segmenter, SegmentationJob job) {
        if (Volumes.isFolderOfImages(job.input())) {
            throw new SamdaException(
                    "Input '%s' is a folder of images one by one, expected a volume. Name a volume, or segment the folder with samda segment."
                            .formatted(job.input()));
        }
        if (segmenter.unit() == Preprocessing.Unit.VOLUME) {
            throw new SamdaException(
                    "The model was planned for whole scans, which are no work for a cluster. Use samda segment.");
        }
    }

    private static void requireChunks(Path output) {
        if (!ZarrFolders.isContainerName(output)) {
            throw new SamdaException(
                    "Output '%s' is one file, which several machines cannot write at once, expected a name ending in .zarr or .n5. Choose one."
                            .formatted(output));
        }
    }

    /** What is to be done before {@link #commit}. */
    public BlockPlan plan() {
        return plan;
    }

    /** What is missing of the input, for its user. */
    public Optional<String> warning() {
        return warning;
    }

    /**
     * Gives the outputs their names, the segmentation last, when all steps are finished.
     *
     * @param resumed blocks that an interrupted run had finished before
     */
    public SegmentationSummary commit(long resumed) {
        for (int i = parts.size() - 1; i >= 0; i--) {
            parts.get(i).commit();
        }
        unfinished.remove();
        return new SegmentationSummary(1, sections, resumed > 0 ? 1 : 0);
    }

    @Override
    public void close() {
        parts.forEach(PartialFolder::close);
    }
}
