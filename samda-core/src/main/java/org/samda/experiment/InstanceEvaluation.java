// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.samda.SamdaException;
import org.samda.data.Dataset;
import org.samda.data.DatasetImage;
import org.samda.data.DatasetImage.Source;
import org.samda.data.Datasets;
import org.samda.evaluation.InstanceAccumulator;
import org.samda.evaluation.InstanceScores;
import org.samda.evaluation.VariationOfInformation.Background;
import org.samda.io.Volumes;

/**
 * Scores instances on disk against instances on disk ({@code samda evaluate --instances}), box by box: volumes may have any
 * size.
 *
 * <p>Values are ids as they are; nothing is divided into components. A file is one image or volume, within which an id is
 * one object, also where {@link Evaluation} would take the sections of a stack one by one.
 */
public final class InstanceEvaluation {
    private final Path prediction;
    private final Path labels;
    private final Map<String, Path> predictions;

    private InstanceEvaluation(Path prediction, Path labels) {
        this.prediction = prediction;
        this.labels = labels;
        predictions = files(prediction);
    }

    /**
     * Scores every labelled image or volume for which there is a prediction.
     *
     * @param prediction file, or folder of files named like the labels; where both sides are one file, or one is a file and
     *                   the other the folder of its sections, names may differ
     * @param labels     file, folder of files, or data set, all of ids; of a data set with a split only the test images
     *                   count
     * @param background whether background is an object of the variation of information
     * @throws SamdaException if they do not belong together: no common names, different sizes; or hold what is no id
     */
    public static InstanceScores score(Path prediction, Path labels, Background background) {
        Evaluation.requireExists(prediction, labels);
        InstanceEvaluation evaluation = new InstanceEvaluation(prediction, labels);
        InstanceAccumulator scores = new InstanceAccumulator(background);
        evaluation.pairs().forEach(pair -> scores.add(pair.name(), pair.count()));
        return scores.scores();
    }

    private List<InstancePair> pairs() {
        if (Evaluation.isDataset(labels)) {
            return pairs(testVolumes());
        }
        Map<String, Path> truths = files(labels);
        if (isFolder(labels) && truths.size() > 1 && !isFolder(prediction)) {
            return List.of(new InstancePair(
                    Datasets.stemOf(prediction), InstanceVolume.file(prediction), InstanceVolume.sections(labels)));
        }
        Map<String, Truth> volumes = new LinkedHashMap<>();
        truths.forEach((name, file) -> volumes.put(name, new Truth(file, Optional.empty())));
        return pairs(volumes);
    }

    private List<InstancePair> pairs(Map<String, Truth> truths) {
        List<InstancePair> pairs = new ArrayList<>();
        truths.forEach((name, truth) -> pairs.add(new InstancePair(
                name, predictionOf(name, truths.size() == 1), InstanceVolume.file(truth.file()), truth.sections())));
        return pairs;
    }

    private InstanceVolume predictionOf(String name, boolean isOnly) {
        Optional<Path> named = Evaluation.named(name, predictions);
        if (named.isPresent()) {
            return InstanceVolume.file(named.get());
        }
        if (!isOnly) {
            throw missing(name);
        }
        return predictions.size() == 1
                ? InstanceVolume.file(predictions.values().iterator().next())
                : InstanceVolume.sections(prediction);
    }

    /**
     * A file of labels.
     *
     * @param sections those that count; empty for all
     */
    private record Truth(Path file, Optional<Set<Long>> sections) {}

    /** The files of labels of a data set's test images, by the name of the image's file. */
    private Map<String, Truth> testVolumes() {
        Dataset dataset = Datasets.open(labels);
        Map<String, Truth> volumes = new LinkedHashMap<>();
        for (DatasetImage image : dataset.test().isEmpty() ? dataset.images() : dataset.test()) {
            image.labels().ifPresent(source -> addTo(volumes, image, source));
        }
        if (volumes.isEmpty()) {
            throw Evaluation.noLabels(dataset);
        }
        return volumes;
    }

    private static void addTo(Map<String, Truth> volumes, DatasetImage image, Source source) {
        if (source.section().isEmpty()) {
            volumes.put(image.stem(), new Truth(source.file(), Optional.empty()));
            return;
        }
        String name = image.stem().replaceFirst("_z\\d{4,}$", "");
        volumes.computeIfAbsent(name, unknown -> new Truth(source.file(), Optional.of(new TreeSet<>())))
                .sections()
                .ifPresent(sections -> sections.add(source.section().getAsLong()));
    }

    /** By their names; a file alone too. */
    private static Map<String, Path> files(Path path) {
        Map<String, Path> files = new LinkedHashMap<>();
        for (Path file : Evaluation.files(path)) {
            Path other = files.putIfAbsent(Datasets.stemOf(file), file);
            if (other != null) {
                throw new SamdaException(
                        "'%s' and '%s' have one name, expected one file for each image. Remove or rename one."
                                .formatted(other, file));
            }
        }
        return files;
    }

    private static boolean isFolder(Path path) {
        return Volumes.isFolderOfImages(path);
    }

    private SamdaException missing(String name) {
        return new SamdaException(
                "'%s' has no instances of '%s', found %d files such as '%s'. Name the files like those of the labels."
                        .formatted(
                                prediction,
                                name,
                                predictions.size(),
                                predictions.values().iterator().next().getFileName()));
    }
}
