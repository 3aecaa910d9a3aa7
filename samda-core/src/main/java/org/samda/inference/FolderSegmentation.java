// SPDX-License-Identifier: Apache-2.0
package org.samda.inference;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.samda.Progress;
import org.samda.SamdaException;
import org.samda.data.Classes;
import org.samda.image.VolumeRegion;
import org.samda.image.VolumeSize;
import org.samda.io.VolumeReader;
import org.samda.io.Volumes;

/** Segments a folder of images into a folder, image by image, and goes on where a run before was interrupted. */
final class FolderSegmentation {
    private final Segmenter segmenter;
    private final Classes classes;
    private final Progress progress;
    private final SegmentationJob job;
    private long sectionsDone;
    private int resumed;

    FolderSegmentation(Segmenter segmenter, Classes classes, Progress progress, SegmentationJob job) {
        this.segmenter = segmenter;
        this.classes = classes;
        this.progress = progress;
        this.job = job;
    }

    SegmentationSummary run() {
        JobCheck.requireFolderOutputs(job);
        List<Path> images = images();
        long sections = sections(images);
        UnfinishedFolder labels = unfinished(job.output());
        Optional<UnfinishedFolder> probabilities = job.probabilities().map(this::unfinished);
        progress.start("segment", sections);
        try {
            for (Path image : images) {
                segment(image, new Targets(image, labels, probabilities));
            }
        } catch (SamdaException e) {
            throw labels.removeIfEmpty() ? removed(e, probabilities) : kept(e, labels);
        } finally {
            progress.end();
        }
        publish(images, labels, probabilities);
        return new SegmentationSummary(images.size() - resumed, sections, resumed);
    }

    /** Where the results of one image go. */
    private record Targets(Path image, Path labels, Optional<Path> probabilities) {
        Targets(Path image, UnfinishedFolder labels, Optional<UnfinishedFolder> probabilities) {
            this(
                    image,
                    labels.file(image.getFileName().toString()),
                    probabilities.map(folder -> folder.file(FileNames.ofProbabilities(image))));
        }

        List<Path> files(Classes classes) {
            List<Path> files = new ArrayList<>(List.of(labels));
            files.addAll(SectionOutputs.probabilityFiles(probabilities, classes));
            return files;
        }
    }

    private void segment(Path image, Targets targets) {
        try (VolumeReader reader = Volumes.open(image)) {
            long sections = reader.info().size().z();
            if (UnfinishedFolder.areNewerThan(image, targets.files(classes))) {
                resumed++;
                sectionsDone += sections;
                return;
            }
            StreamedSegmentation parts = new StreamedSegmentation(
                    segmenter,
                    classes,
                    Progress.NONE,
                    new SegmentationJob(image, targets.labels(), targets.probabilities(), true));
            if (parts.isNeeded(reader.info())) {
                parts.run(reader, reader.missing(VolumeRegion.all(reader.info().size())));
                sectionsDone += sections;
                progress.at(sectionsDone, image.getFileName().toString());
                return;
            }
            try (SectionOutputs outputs =
                    SectionOutputs.create(targets.labels(), targets.probabilities(), classes, reader.info())) {
                long before = sectionsDone;
                new FileSegmentation(segmenter, image, reader)
                        .run(
                                outputs,
                                done -> progress.at(
                                        before + done, image.getFileName().toString()));
                sectionsDone += sections;
                outputs.commit();
            }
        }
    }

    private List<Path> images() {
        List<Path> images = Volumes.list(job.input());
        if (images.isEmpty()) {
            throw new SamdaException(
                    "Folder '%s' holds no images, expected .png, .tif, .tiff, .nii, .nii.gz, .zarr or .n5. Check the path."
                            .formatted(job.input()));
        }
        Set<String> names = new HashSet<>();
        for (Path image : images) {
            if (!names.add(FileNames.ofProbabilities(image))
                    && job.probabilities().isPresent()) {
                throw new SamdaException(
                        "Two images in '%s' are named %s, so their probabilities would go to one file. Rename one."
                                .formatted(job.input(), FileNames.stem(image)));
            }
        }
        return images;
    }

    /** Opens every image once, so that one that cannot be opened is known before hours of work. */
    private long sections(List<Path> images) {
        long sections = 0;
        for (Path image : images) {
            try (VolumeReader reader = Volumes.open(image)) {
                VolumeSize size = reader.info().size();
                reader.missing(VolumeRegion.all(size)).warning().ifPresent(progress::warn);
                sections += size.z();
            }
        }
        return sections;
    }

    private UnfinishedFolder unfinished(Path output) {
        return UnfinishedFolder.of(output, segmenter.identity() + "\n" + JobCheck.real(job.input()));
    }

    private void publish(List<Path> images, UnfinishedFolder labels, Optional<UnfinishedFolder> probabilities) {
        Set<Path> expected = new HashSet<>();
        images.forEach(image -> expected.addAll(new Targets(image, labels, probabilities).files(classes)));
        probabilities.ifPresent(folder -> folder.publish(expected));
        labels.publish(expected);
    }

    private static SamdaException removed(SamdaException e, Optional<UnfinishedFolder> probabilities) {
        probabilities.ifPresent(UnfinishedFolder::remove);
        return e;
    }

    private static SamdaException kept(SamdaException e, UnfinishedFolder labels) {
        return new UnfinishedSegmentationException(
                e,
                "The images finished before are kept in '%s'; the same command goes on from there."
                        .formatted(labels.folder()));
    }
}
