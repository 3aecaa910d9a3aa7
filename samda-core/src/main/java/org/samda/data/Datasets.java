// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.samda.SamdaException;
import org.samda.config.Configs;
import org.samda.io.Volumes;

/**
 * Opens data sets: folders with {@code images/} and {@code labels/} or {@code masks/}, data set YAML files and the folders
 * that hold one, nnU-Net's raw layout, and folders of raw images.
 */
public final class Datasets {
    private static final String YAML = "dataset.yaml";
    private static final List<String> LABEL_FOLDERS = List.of("labels", "masks");

    private Datasets() {}

    /**
     * Finds a data set's images and pairs them with their labels; reads headers only.
     *
     * @param path a folder or a YAML file
     * @throws SamdaException if it is not a data set, or its parts do not fit together
     */
    public static Dataset open(Path path) {
        if (Files.isRegularFile(path)) {
            return openFile(path);
        }
        if (!Files.isDirectory(path)) {
            throw new SamdaException("Data set '" + path + "' does not exist. " + expected());
        }
        if (Files.isRegularFile(path.resolve(YAML))) {
            return openYaml(path.resolve(YAML));
        }
        if (NnUnetFolder.isOne(path)) {
            return NnUnetFolder.open(path);
        }
        return openFolder(path);
    }

    /** What {@code samda inspect} shows; reads every image. */
    public static DatasetInspection inspect(Path path) {
        return DatasetInspection.of(open(path));
    }

    /** The name by which a file is paired: without its extension, {@code a} for {@code a.ome.tif}. */
    public static String stemOf(Path file) {
        return DatasetFiles.stem(file);
    }

    private static Dataset openFile(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        if (!name.endsWith(".yaml") && !name.endsWith(".yml")) {
            throw new SamdaException("Data set '" + file + "' is neither a folder nor a YAML file. " + expected());
        }
        return openYaml(file);
    }

    private static Dataset openFolder(Path folder) {
        Path images = folder.resolve("images");
        if (!Files.isDirectory(images)) {
            return openRaw(folder);
        }
        List<Path> labelFolders = LABEL_FOLDERS.stream()
                .map(folder::resolve)
                .filter(Files::isDirectory)
                .toList();
        if (labelFolders.size() > 1) {
            throw new SamdaException(
                    "Data set '" + folder
                            + "' has both labels/ and masks/; expected one of them. Remove one, or name one in a dataset.yaml.");
        }
        List<Path> labels = labelFolders.isEmpty() ? List.of() : Volumes.list(labelFolders.get(0));
        return unsplit(folder, Volumes.list(images), labels);
    }

    private static Dataset openRaw(Path folder) {
        List<Path> files = Volumes.list(folder);
        if (files.isEmpty()) {
            List<String> inside = dataSetsIn(folder);
            String found = inside.isEmpty() ? "" : " It holds data sets itself: " + DatasetFiles.some(inside) + ".";
            throw new SamdaException("Data set '" + folder + "' has no images." + found + " " + expected());
        }
        return unsplit(folder, files, List.of());
    }

    private static Dataset unsplit(Path folder, List<Path> images, List<Path> labels) {
        DatasetFiles files = DatasetFiles.pair(
                folder,
                DatasetFiles.byStem(folder, images, UnaryOperator.identity()),
                DatasetFiles.byStem(folder, labels, UnaryOperator.identity()),
                Optional.empty());
        return new Dataset(
                new Dataset.Description(nameOf(folder), Optional.empty()),
                files.voxelSize(),
                Classes.foreground(),
                files.images(),
                Optional.empty());
    }

    private static Dataset openYaml(Path file) {
        DatasetYaml yaml = Configs.read(file, DatasetYaml.class);
        FilePattern imagePattern = new FilePattern(file, "images", yaml.images());
        Map<String, Path> images = DatasetFiles.byStem(file, imagePattern.find(), UnaryOperator.identity());
        if (images.isEmpty()) {
            throw new SamdaException(
                    "Data set '%s', key 'images': no file matches '%s'. Correct the glob; it is relative to the YAML's folder."
                            .formatted(file, yaml.images()));
        }
        DatasetFiles files = DatasetFiles.pair(file, images, labels(file, yaml, imagePattern, images), yaml.voxelSize())
                .with(yaml.otherLabels().orElse(OtherLabels.ERROR));
        return new Dataset(
                new Dataset.Description(yaml.name().orElseGet(() -> nameOf(folderOf(file))), yaml.modality()),
                yaml.voxelSize().or(files::voxelSize),
                yaml.classesOrDefault(),
                files.images(),
                yaml.split().flatMap(lists -> split(file, lists, files)));
    }

    /** Label files by the stem of their image: a volume named outright goes with the volume named outright. */
    private static Map<String, Path> labels(
            Path file, DatasetYaml yaml, FilePattern imagePattern, Map<String, Path> images) {
        if (yaml.labels().isEmpty()) {
            return Map.of();
        }
        FilePattern pattern = new FilePattern(file, "labels", yaml.labels().get());
        List<Path> found = pattern.find();
        if (found.isEmpty()) {
            throw new SamdaException(
                    "Data set '%s', key 'labels': no file matches '%s'. Correct the glob, or remove the key if there are no labels."
                            .formatted(file, yaml.labels().get()));
        }
        if (!pattern.hasWildcard() && !imagePattern.hasWildcard()) {
            return Map.of(images.keySet().iterator().next(), found.get(0));
        }
        return DatasetFiles.byStem(file, found, UnaryOperator.identity());
    }

    private static Optional<Dataset.Split> split(Path file, DatasetYaml.Lists lists, DatasetFiles files) {
        if (lists.train().isEmpty() && lists.test().isEmpty()) {
            return Optional.empty();
        }
        Set<String> test = resolved(file, "split.test", lists.test().orElse(List.of()), files);
        Set<String> train = lists.train()
                .map(stems -> resolved(file, "split.train", stems, files))
                .orElseGet(() -> othersThan(test, files));
        List<String> both = train.stream().filter(test::contains).toList();
        if (!both.isEmpty()) {
            throw new SamdaException(
                    "Data set '%s', key 'split': in both train and test: %s. Test images must not be trained on; remove them from one list."
                            .formatted(file, DatasetFiles.some(both)));
        }
        return Optional.of(new Dataset.Split(train, test));
    }

    private static Set<String> resolved(Path file, String key, List<String> stems, DatasetFiles files) {
        Set<String> found = new LinkedHashSet<>();
        List<String> missing = new ArrayList<>();
        for (String stem : stems) {
            List<String> named = files.named(stem);
            found.addAll(named);
            if (named.isEmpty()) {
                missing.add(stem);
            }
        }
        if (!missing.isEmpty()) {
            List<String> known = files.images().stream().map(DatasetImage::stem).toList();
            throw new SamdaException(
                    "Data set '%s', key '%s': no image is named %s. Images are %s. List file names without extension."
                            .formatted(file, key, DatasetFiles.some(missing), DatasetFiles.some(known)));
        }
        return found;
    }

    private static Set<String> othersThan(Set<String> test, DatasetFiles files) {
        Set<String> others = new LinkedHashSet<>();
        files.images().stream()
                .map(DatasetImage::stem)
                .filter(stem -> !test.contains(stem))
                .forEach(others::add);
        return others;
    }

    private static List<String> dataSetsIn(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry ->
                            Files.isDirectory(entry.resolve("images")) || Files.isRegularFile(entry.resolve(YAML)))
                    .map(Path::toString)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new SamdaException("Folder '" + folder + "' cannot be read: " + e.getMessage(), e);
        }
    }

    private static Path folderOf(Path file) {
        return file.toAbsolutePath().normalize().getParent();
    }

    static String nameOf(Path folder) {
        return String.valueOf(folder.toAbsolutePath().normalize().getFileName());
    }

    private static String expected() {
        return "Expected a folder with images/ and labels/ (or masks/), a folder with a dataset.yaml, a data set YAML file, or a folder of images.";
    }
}
