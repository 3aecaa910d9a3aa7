// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.samda.SamdaException;
import org.samda.data.Classes;
import org.samda.data.Dataset;
import org.samda.data.DatasetImage;
import org.samda.data.DatasetImage.Source;
import org.samda.data.Datasets;
import org.samda.evaluation.ScoreAccumulator;
import org.samda.evaluation.Scores;
import org.samda.image.LabelImage;
import org.samda.io.VolumeReader;
import org.samda.io.Volumes;

/** Scores a segmentation on disk against labels on disk ({@code samda evaluate}). */
public final class Evaluation {

    private Evaluation() {}

    /**
     * Scores every labelled image for which there is a prediction.
     *
     * @param prediction file, or folder of files named like the labels, as {@code samda segment} writes them; where both
     *                   sides are one file their names may differ
     * @param labels     file, folder of label files, or data set; of a data set with a split only the test images count
     * @throws SamdaException if they do not belong together: no common names, different sizes, unknown label values
     */
    public static Scores score(Path prediction, Path labels) {
        requireExists(prediction, labels);
        Truth truth = Truth.of(labels);
        Map<String, Page> predictions = pages(prediction);
        boolean sameStack = isOneFile(predictions) && isOneFile(truth.pages());
        Path onlyFile = predictions.values().iterator().next().file();
        if (sameStack) {
            requireSameDepth(onlyFile, truth);
        }
        ScoreAccumulator scores = new ScoreAccumulator(truth.classes().foregroundNames());
        for (Map.Entry<String, Page> page : truth.pages().entrySet()) {
            Page predicted = sameStack
                    ? new Page(page.getValue().source().of(onlyFile))
                    : named(page.getKey(), predictions)
                            .orElseThrow(() -> missing(prediction, page.getKey(), predictions, truth));
            scores.add(
                    page.getKey(),
                    predicted.read(truth.written()),
                    page.getValue().read(truth.classes()));
        }
        return scores.scores();
    }

    /** A section of a file of labels, or a whole scan. */
    private record Page(Source source) {

        Path file() {
            return source.file();
        }

        List<LabelImage> read(Classes classes) {
            return source.readLabels(classes);
        }
    }

    /** The labels to score against, by name, and what their values mean. */
    private record Truth(Classes classes, Map<String, Page> pages) {

        static Truth of(Path labels) {
            if (isDataset(labels)) {
                return of(Datasets.open(labels));
            }
            return new Truth(Classes.foreground(), Evaluation.pages(labels));
        }

        /** What the values of a segmentation mean: {@code samda segment} writes a single class as 255. */
        Classes written() {
            return classes.count() == 2 ? Classes.foreground() : classes;
        }

        private static Truth of(Dataset dataset) {
            List<DatasetImage> images = dataset.test().isEmpty() ? dataset.images() : dataset.test();
            Map<String, Page> pages = new LinkedHashMap<>();
            images.forEach(image -> image.labels().ifPresent(source -> pages.put(image.stem(), new Page(source))));
            if (pages.isEmpty()) {
                throw noLabels(dataset);
            }
            return new Truth(dataset.classes(), pages);
        }
    }

    /** Refuses what is not there. */
    static void requireExists(Path prediction, Path labels) {
        if (!Files.exists(Volumes.onDisk(prediction))) {
            throw new SamdaException(
                    "Prediction '%s' does not exist. Make it with: samda segment.".formatted(prediction));
        }
        if (!Files.exists(Volumes.onDisk(labels))) {
            throw new SamdaException("Labels '%s' do not exist. Check the path.".formatted(labels));
        }
    }

    static SamdaException noLabels(Dataset dataset) {
        return new SamdaException(
                "Data set '%s' has no labels to score against. Add labels/ beside images/.".formatted(dataset.name()));
    }

    /** Whether labels are a data set, not a file or a folder of files. */
    static boolean isDataset(Path path) {
        String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".yaml")
                || name.endsWith(".yml")
                || Files.isDirectory(path.resolve("images"))
                || Files.isDirectory(path.resolve("imagesTr"))
                || Files.exists(path.resolve("dataset.yaml"));
    }

    /** The files of a folder, or the file itself. */
    static List<Path> files(Path path) {
        List<Path> files = Volumes.isFolderOfImages(path) ? Volumes.list(path) : List.of(path);
        if (files.isEmpty()) {
            throw new SamdaException(
                    "Folder '%s' holds no images, expected image or volume files. Check the path.".formatted(path));
        }
        return files;
    }

    /** Sections by name: {@code slice}, or {@code stack_z0007} for a file with several. */
    private static Map<String, Page> pages(Path path) {
        Map<String, Page> pages = new LinkedHashMap<>();
        for (Path file : files(path)) {
            String stem = Datasets.stemOf(file);
            try (VolumeReader reader = Volumes.open(file)) {
                if (reader.info().isScan()) {
                    pages.put(stem, new Page(Source.whole(file)));
                    continue;
                }
                long sections = reader.info().size().z();
                for (long z = 0; z < sections; z++) {
                    pages.put(sections == 1 ? stem : "%s_z%04d".formatted(stem, z), new Page(Source.section(file, z)));
                }
            }
        }
        return pages;
    }

    /** The segmentation of an image; of a case of nnU-Net it is named like the case or like its image, with the channel. */
    static <T> Optional<T> named(String name, Map<String, T> predictions) {
        String ofImage = name.replaceFirst("(_z\\d{4,})?$", "_0000$1");
        return Optional.ofNullable(predictions.getOrDefault(name, predictions.get(ofImage)));
    }

    private static boolean isOneFile(Map<String, Page> pages) {
        return pages.values().stream().map(Page::file).distinct().count() == 1;
    }

    /** A file is compared with a file section by section, whatever they are called. */
    private static void requireSameDepth(Path prediction, Truth truth) {
        Path file = truth.pages().values().iterator().next().file();
        long sections = depth(prediction);
        long expected = depth(file);
        if (expected != sections) {
            throw new SamdaException(
                    "'%s' has %d sections but the labels '%s' have %d; expected the same stack. Segment the same images."
                            .formatted(prediction, sections, file, expected));
        }
    }

    private static long depth(Path file) {
        try (VolumeReader reader = Volumes.open(file)) {
            return reader.info().size().z();
        }
    }

    private static SamdaException missing(Path prediction, String name, Map<String, Page> predictions, Truth truth) {
        return new SamdaException(
                "'%s' has no segmentation of '%s': expected one for each of %d labelled images, found %s. Segment the same images, or name the right folder."
                        .formatted(
                                prediction,
                                name,
                                truth.pages().size(),
                                predictions.size() + " such as " + new TreeSet<>(predictions.keySet()).first()));
    }
}
