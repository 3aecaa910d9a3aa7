// SPDX-License-Identifier: Apache-2.0
package org.samda.inference;

import java.nio.file.Files;
import org.samda.Progress;
import org.samda.SamdaException;
import org.samda.data.Classes;
import org.samda.data.Preprocessing;
import org.samda.image.VolumeRegion;
import org.samda.io.MissingChunks;
import org.samda.io.RegionReader;
import org.samda.io.VolumeReader;
import org.samda.io.Volumes;

/**
 * Segments whole inputs section by section: a file into a file, a folder of images into a folder with the same names.
 *
 * <p>Labels are {@code Classes.outputValue} of the most probable class, in 8 bits (16 where a value needs them), with the
 * input's voxel size and, from NIfTI to NIfTI, its place in space. Probabilities are float32, TIFF or NIfTI: one file with
 * one foreground class, else one for each, named {@code <name>_<index>_<class>.tif}. Nothing appears under its name before it is complete: a file that fails or is
 * killed leaves nothing there. A folder grows beside its place as {@code <output>.unfinished-<key>} and is moved there at
 * the end; the same job started again takes over the images that are finished. So does a volume, slab by slab
 * ({@link StreamedSegmentation}). Memory: that of a few sections, or of one volume where the model was planned for whole
 * volumes.
 */
public final class VolumeSegmentation {
    private final Segmenter segmenter;
    private final Classes classes;
    private final Progress progress;

    /**
     * @param segmenter does the work
     * @param classes   what it segments: says which values are written
     * @param progress  hears of every section
     */
    public VolumeSegmentation(Segmenter segmenter, Classes classes, Progress progress) {
        this.segmenter = segmenter;
        this.classes = classes;
        this.progress = progress;
    }

    /**
     * Does the job.
     *
     * @throws SamdaException if the output exists and may not be replaced, would replace the input, or anything cannot be
     *     read or written
     */
    public SegmentationSummary run(SegmentationJob job) {
        if (!Files.exists(Volumes.onDisk(job.input()))) {
            throw new SamdaException(
                    "Input '%s' does not exist, expected an image, a volume or a folder of them. Check the path."
                            .formatted(job.input()));
        }
        if (!Volumes.isFolderOfImages(job.input())) {
            return segmentFile(job);
        }
        if (!job.cut().isAsStored()) {
            throw new SamdaException(
                    "Input '%s' is a folder of images one by one, expected a volume because a region or an axis was asked for. Name a volume."
                            .formatted(job.input()));
        }
        return new FolderSegmentation(segmenter, classes, progress, job).run();
    }

    private SegmentationSummary segmentFile(SegmentationJob job) {
        JobCheck.requireFileOutputs(job, classes);
        try (VolumeReader reader = open(job)) {
            boolean isScan = segmenter.unit() == Preprocessing.Unit.VOLUME;
            if (isScan) {
                requireAsStored(job.cut());
            }
            MissingChunks missing =
                    reader.missing(VolumeRegion.all(reader.info().size()));
            missing.warning().ifPresent(progress::warn);
            SectionOutputs.removeLeftovers(job.output(), job.probabilities(), classes);
            StreamedSegmentation streamed = new StreamedSegmentation(segmenter, classes, progress, job);
            return isScan || !streamed.suits(reader.info())
                    ? segmentAtOnce(job, reader)
                    : streamed.run(reader, missing);
        }
    }

    private SegmentationSummary segmentAtOnce(SegmentationJob job, VolumeReader reader) {
        try (SectionOutputs outputs =
                SectionOutputs.create(job.output(), job.probabilities(), classes, reader.info())) {
            long sections = reader.info().size().z();
            progress.start("segment", sections);
            try {
                new FileSegmentation(segmenter, job.input(), reader)
                        .run(outputs, done -> progress.at(done, "section " + done));
            } finally {
                progress.end();
            }
            outputs.commit();
            return new SegmentationSummary(1, sections, 0);
        }
    }

    /** Opens the part of the input that is segmented. */
    static VolumeReader open(SegmentationJob job) {
        VolumeReader whole = Volumes.open(job.input());
        try {
            return job.cut()
                    .region()
                    .<VolumeReader>map(region -> new RegionReader(whole, region))
                    .orElse(whole);
        } catch (SamdaException e) {
            whole.close();
            throw e;
        }
    }

    private static void requireAsStored(Cut cut) {
        if (!cut.isAsStored()) {
            throw new SamdaException(
                    "The model was planned for whole scans, which are cut along the axis of its plan, but a region or another axis was asked for. Leave both out, and cut the file beforehand.");
        }
    }
}
