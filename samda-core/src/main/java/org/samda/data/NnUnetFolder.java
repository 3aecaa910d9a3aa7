// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.samda.SamdaException;
import org.samda.io.Volumes;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * nnU-Net's raw layout: {@code dataset.json}, {@code imagesTr/case_0000.png}, {@code labelsTr/case.png}, and for testing
 * {@code imagesTs/} with, where there are any, {@code labelsTs/}.
 */
final class NnUnetFolder {
    private static final String JSON = "dataset.json";
    private static final long LARGEST_FILE = 16 << 20;
    private static final String FIRST_CHANNEL = "_0000";

    private NnUnetFolder() {}

    static boolean isOne(Path folder) {
        return Files.isRegularFile(folder.resolve(JSON)) && Files.isDirectory(folder.resolve("imagesTr"));
    }

    static Dataset open(Path folder) {
        JsonNode json = read(folder.resolve(JSON));
        Map<String, Path> images = cases(folder, "imagesTr");
        Map<String, Path> test = cases(folder, "imagesTs");
        requireDifferent(folder, images, test);
        images.putAll(test);
        Map<String, Path> labels = labels(folder, "labelsTr");
        labels.putAll(labels(folder, "labelsTs"));
        DatasetFiles files = DatasetFiles.pair(folder, images, labels, Optional.empty());
        String name = json.path("name").asString(Datasets.nameOf(folder));
        return new Dataset(
                new Dataset.Description(name, channel(json)),
                files.voxelSize(),
                classes(folder.resolve(JSON), json.path("labels")),
                files.images(),
                test.isEmpty() ? Optional.empty() : Optional.of(split(files, test.keySet())));
    }

    /** The name of the only channel, by which nnU-Net chooses how grey values are normalised. */
    private static Optional<String> channel(JsonNode json) {
        JsonNode names = json.has("channel_names") ? json.path("channel_names") : json.path("modality");
        return Optional.of(names.path("0").asString("")).filter(name -> !name.isBlank());
    }

    private static JsonNode read(Path file) {
        try {
            if (Files.size(file) > LARGEST_FILE) {
                throw new SamdaException(
                        "Data set '%s' has more than %d bytes; it should be nnU-Net's short description."
                                .formatted(file, LARGEST_FILE));
            }
            return new JsonMapper().readTree(Files.readString(file));
        } catch (JacksonException e) {
            throw new SamdaException(
                    "Data set '%s', line %d: %s".formatted(file, e.getLocation().getLineNr(), e.getOriginalMessage()),
                    e);
        } catch (IOException e) {
            throw new SamdaException("Data set '" + file + "' cannot be read: " + e, e);
        }
    }

    /** Images by case; only one channel is understood. */
    private static Map<String, Path> cases(Path folder, String name) {
        if (!Files.isDirectory(folder.resolve(name))) {
            return new LinkedHashMap<>();
        }
        List<Path> files = Volumes.list(folder.resolve(name));
        for (Path file : files) {
            if (!DatasetFiles.stem(file).endsWith(FIRST_CHANNEL)) {
                throw new SamdaException(
                        "Data set '%s': image '%s' does not end in '%s'; expected nnU-Net's names with one channel per case."
                                .formatted(folder, file, FIRST_CHANNEL));
            }
        }
        return DatasetFiles.byStem(folder, files, stem -> stem.substring(0, stem.length() - FIRST_CHANNEL.length()));
    }

    private static Map<String, Path> labels(Path folder, String name) {
        boolean present = Files.isDirectory(folder.resolve(name));
        List<Path> files = present ? Volumes.list(folder.resolve(name)) : List.of();
        return DatasetFiles.byStem(folder, files, UnaryOperator.identity());
    }

    private static void requireDifferent(Path folder, Map<String, Path> train, Map<String, Path> test) {
        List<String> both = train.keySet().stream().filter(test::containsKey).toList();
        if (!both.isEmpty()) {
            throw new SamdaException("Data set '%s': in both imagesTr and imagesTs: %s. Remove them from one folder."
                    .formatted(folder, DatasetFiles.some(both)));
        }
    }

    private static Dataset.Split split(DatasetFiles files, Set<String> testCases) {
        Set<String> test = new LinkedHashSet<>();
        testCases.forEach(each -> test.addAll(files.named(each)));
        Set<String> train = new LinkedHashSet<>();
        files.images().stream()
                .map(DatasetImage::stem)
                .filter(stem -> !test.contains(stem))
                .forEach(train::add);
        return new Dataset.Split(train, test);
    }

    /** {@code {"background": 0, "a": 1, "b": 2}} in order of the values. */
    private static Classes classes(Path file, JsonNode labels) {
        List<Classes.Foreground> found = new ArrayList<>();
        for (Map.Entry<String, JsonNode> each : labels.properties()) {
            if (!each.getValue().isInt()) {
                throw new SamdaException(
                        "Data set '%s', key 'labels.%s': expected one whole label value, found %s. Regions are not supported."
                                .formatted(file, each.getKey(), each.getValue()));
            }
            if (each.getValue().asInt() != 0) {
                found.add(new Classes.Foreground(
                        each.getKey(), List.of(each.getValue().asInt())));
            }
        }
        found.sort((a, b) -> Integer.compare(a.values().get(0), b.values().get(0)));
        try {
            return new Classes(found);
        } catch (IllegalArgumentException e) {
            throw new SamdaException("Data set '%s', key 'labels': %s.".formatted(file, e.getMessage()), e);
        }
    }
}
