// SPDX-License-Identifier: Apache-2.0
package org.samda.inference;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.samda.Interruptions;
import org.samda.SamdaException;
import org.samda.data.Classes;
import org.samda.image.PixelType;
import org.samda.image.VolumeInfo;
import org.samda.image.VolumeRegion;
import org.samda.image.VolumeSize;
import org.samda.image.VoxelBox;
import org.samda.io.VolumeReader;
import org.samda.io.zarr.LayerWriter;
import org.samda.io.zarr.ZarrImage;

/**
 * Segments a volume into Zarr or N5 block by block: any process on any machine that sees the same files may do a block, in
 * any order within a {@link BlockStep}, and again if it failed. The files are those of {@link VolumeSegmentation}, bit for
 * bit, on machines that compute alike.
 *
 * <p>A block is a layer of chunks, so no two write one file. One process begins and ends the job ({@link BlockRun}); it
 * sees no voxel. Several threads may do blocks with one object at once.
 */
public final class BlockSegmentation {
    private final Segmenter segmenter;
    /** Of the segmenter; a hash of all weights, so not asked for with each block. */
    private final String identity;

    private final VolumePasses passes;
    private final Classes classes;
    private final SegmentationJob job;

    /**
     * @param segmenter does the work; lent
     * @param classes   what it segments
     * @param job       a volume into {@code .zarr} or {@code .n5}
     */
    public BlockSegmentation(Segmenter segmenter, Classes classes, SegmentationJob job) {
        this.segmenter = segmenter;
        this.identity = segmenter.identity();
        this.passes = new VolumePasses(segmenter, classes, job);
        this.classes = classes;
        this.job = job;
    }

    /**
     * Begins the job, or goes on with what an interrupted one has left; in one process alone.
     *
     * @throws SamdaException if the output exists and may not be replaced, is no folder of chunks, or anything cannot be read
     *                        or written
     */
    public BlockRun begin() {
        return BlockRun.begin(segmenter, passes, classes, job);
    }

    /**
     * Does neighbouring blocks.
     *
     * @param plan  of the run that was begun
     * @param step  of the plan, all those before it finished
     * @param first index of the first block
     * @param end   index after the last one
     * @return how many blocks an interrupted run had finished before
     * @throws SamdaException if anything cannot be read or written, or this machine does not compute as the one that began
     */
    public long run(BlockPlan plan, BlockStep step, long first, long end) {
        if (!plan.identity().equals(identity)) {
            throw new SamdaException(
                    "This machine does not compute as the one that began the segmentation: expected '%s', found '%s'. Give all machines the same model and files, and say --precision and --threads."
                            .formatted(plan.identity(), identity));
        }
        requireSeen(plan);
        try (VolumeReader reader = VolumeSegmentation.open(job)) {
            switch (step.kind()) {
                case SEGMENT -> {
                    return segment(reader, plan, step, first, end);
                }
                case WRITE -> write(reader, plan, step, first, end);
                case COARSEN -> image(plan, step, reader.info()).coarsen(step.level(), first, end);
            }
            return 0;
        }
    }

    /** On a disk of its own a machine would begin anew, and nobody would see what it did. */
    private static void requireSeen(BlockPlan plan) {
        List<String> folders = new ArrayList<>(plan.parts());
        folders.add(plan.unfinished());
        for (String folder : folders) {
            if (!Files.isDirectory(Path.of(folder))) {
                throw new SamdaException(
                        "This machine does not see '%s', which another has made, expected one file system for all machines. Put the output on one that they share, under the same name."
                                .formatted(folder));
            }
        }
    }

    /** Removes what a killed process has left of blocks that are done again now. */
    public void removeLeftovers(BlockPlan plan, BlockStep step, long first, long end) {
        if (step.kind() == BlockStep.Kind.SEGMENT) {
            return; // All of that folder goes at the end.
        }
        try (VolumeReader reader = VolumeSegmentation.open(job)) {
            image(plan, step, reader.info()).removeLeftovers(step.level(), first, end);
        }
    }

    private long segment(VolumeReader reader, BlockPlan plan, BlockStep step, long first, long end) {
        VolumePasses.Pass pass =
                passes.along(reader, Path.of(plan.unfinished())).get(step.index());
        int parts = pass.store().slabs().parts();
        long before = 0;
        for (long layer = first; layer < end; layer++) {
            before += isFinished(pass.store(), layer) ? 1 : 0;
        }
        new AxisPass(passes.source(pass), pass.store()).run(first * parts, end * parts, done -> {});
        return before;
    }

    private static boolean isFinished(SlabStore store, long layer) {
        int parts = store.slabs().parts();
        for (long slab = layer * parts; slab < (layer + 1) * parts; slab++) {
            if (!store.has(slab)) {
                return false;
            }
        }
        return true;
    }

    private void write(VolumeReader reader, BlockPlan plan, BlockStep step, long first, long end) {
        ZarrImage image = image(plan, step, reader.info());
        List<SlabStore> stores = passes.along(reader, Path.of(plan.unfinished())).stream()
                .map(VolumePasses.Pass::store)
                .toList();
        long from = image.section(first);
        VolumeSize size = reader.info().size();
        VolumeRegion region =
                new VolumeRegion(0, 0, from, new VolumeSize(size.x(), size.y(), image.section(end) - from));
        stores.forEach(store -> store.requireAll(region));
        LayerWriter writer = image.writer(first, end);
        try (SectionMerge merge = SectionMerge.of(stores)) {
            for (long z = from; z < image.section(end); z++) {
                for (VoxelBox band : VolumePasses.bands(size, z)) {
                    Interruptions.check();
                    writer.add(passes.values(merge, band).get(step.index()));
                }
            }
        }
        writer.requireAll();
    }

    private ZarrImage image(BlockPlan plan, BlockStep step, VolumeInfo input) {
        Path target = outputs(job, classes).get(step.index());
        return ZarrImage.resume(Path.of(plan.parts().get(step.index())), target, output(step.index(), classes, input));
    }

    /** What an output is, of the input's size. */
    static VolumeInfo output(int index, Classes classes, VolumeInfo input) {
        return input.withType(index == 0 ? SectionOutputs.labelType(classes) : PixelType.FLOAT32);
    }

    /** The segmentation's place, then those of the probabilities. */
    static List<Path> outputs(SegmentationJob job, Classes classes) {
        return SectionOutputs.files(job.output(), job.probabilities(), classes);
    }
}
