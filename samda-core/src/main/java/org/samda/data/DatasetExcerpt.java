// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.samda.SamdaException;
import org.samda.config.Configs;
import org.samda.image.VoxelSize;
import org.samda.io.AtomicFiles;

/**
 * Some files of a data set, as a data set of their own: a folder with links to them (copies, where the file system has no
 * links) and a {@code dataset.yaml}.
 *
 * @param dataset what it is taken from
 * @param files   stems of the image files that belong to it; of a stack all sections do
 * @param test    stems of the images that are test images; none if it is not split
 */
public record DatasetExcerpt(Dataset dataset, List<String> files, List<String> test) {

    public DatasetExcerpt {
        files = List.copyOf(files);
        test = List.copyOf(test);
    }

    /** All files of a data set, without a split. */
    public static DatasetExcerpt whole(Dataset dataset) {
        Set<String> stems = new LinkedHashSet<>();
        dataset.images().forEach(image -> stems.add(stem(image)));
        return new DatasetExcerpt(dataset, List.copyOf(stems), List.of());
    }

    /**
     * The files of some names.
     *
     * @throws SamdaException if none of the data set's images has one of them
     */
    public DatasetExcerpt of(Set<String> names) {
        List<String> chosen = files.stream().filter(names::contains).toList();
        if (chosen.isEmpty()) {
            throw new SamdaException(
                    "Data set '%s' has no image of the names that were chosen (such as %s): its images are %s. Correct the choice."
                            .formatted(dataset.name(), DatasetFiles.some(names), DatasetFiles.some(files)));
        }
        return new DatasetExcerpt(dataset, chosen, List.of());
    }

    /** How many of its images have labels. */
    public int labelled() {
        return labelledImages().size();
    }

    /**
     * The same with test images drawn among the labelled ones.
     *
     * @param count how many; at least one stays for training
     * @param seed  of the draw
     */
    public DatasetExcerpt drawTest(int count, long seed) {
        List<String> left = new ArrayList<>(labelledImages());
        if (count < 1 || count >= left.size()) {
            throw new SamdaException(
                    "Data set '%s' cannot give %d test images: it has %d labelled ones, of which at least one must stay for training. Ask for fewer."
                            .formatted(dataset.name(), count, left.size()));
        }
        SplittableRandom random = Seeds.generator(seed);
        Set<String> drawn = new LinkedHashSet<>();
        while (drawn.size() < count) {
            drawn.add(left.remove(random.nextInt(left.size())));
        }
        return new DatasetExcerpt(
                dataset,
                files,
                labelledImages().stream().filter(drawn::contains).toList());
    }

    /**
     * Writes it; what an interrupted start left is gone on with.
     *
     * @param name of the new data set
     * @param out  its folder; gets {@code dataset.yaml} last
     */
    public void write(String name, Path out) {
        for (DatasetImage image : images()) {
            Path file = image.image().file();
            link(file, out.resolve("images").resolve(file.getFileName()));
            image.labels()
                    .ifPresent(
                            labels -> link(labels.file(), out.resolve("labels").resolve(labelName(image))));
        }
        AtomicFiles.write(
                out.resolve("dataset.yaml"), Configs.toYaml(yaml(name)).getBytes(StandardCharsets.UTF_8));
    }

    private DatasetYaml yaml(String name) {
        return new DatasetYaml(
                Optional.of(name),
                dataset.description().modality(),
                commonVoxelSize().map(size -> List.of(size.xNm(), size.yNm(), size.zNm())),
                "images/*",
                labelled() == 0 ? Optional.empty() : Optional.of("labels/*"),
                classes(),
                test.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new DatasetYaml.Lists(
                                Optional.of(images().stream()
                                        .map(DatasetImage::stem)
                                        .filter(stem -> !test.contains(stem))
                                        .toList()),
                                Optional.of(test))));
    }

    /** Where images differ, their own files state it. */
    private Optional<VoxelSize> commonVoxelSize() {
        return dataset.voxelSize()
                .filter(size -> dataset.images().stream()
                        .allMatch(image -> image.voxelSize().equals(Optional.of(size))));
    }

    private Optional<Map<String, Object>> classes() {
        Map<String, Object> named = new LinkedHashMap<>();
        dataset.classes().foregroundClasses().stream()
                .filter(each -> !each.values().isEmpty())
                .forEach(each -> named.put(each.name(), each.values()));
        return named.isEmpty() ? Optional.empty() : Optional.of(named);
    }

    private List<DatasetImage> images() {
        return dataset.images().stream()
                .filter(image -> files.contains(stem(image)))
                .toList();
    }

    private List<String> labelledImages() {
        return images().stream()
                .filter(image -> image.labels().isPresent())
                .map(DatasetImage::stem)
                .toList();
    }

    /** As the image is called: labels are paired by name, also where a YAML paired two files outright. */
    private static String labelName(DatasetImage image) {
        Path labels = image.labels().orElseThrow().file();
        return stem(image)
                + labels.getFileName()
                        .toString()
                        .substring(DatasetFiles.stem(labels).length());
    }

    /** Of the file, which may hold several images. */
    private static String stem(DatasetImage image) {
        return DatasetFiles.stem(image.image().file());
    }

    private static void link(Path file, Path link) {
        if (Files.exists(link)) {
            return;
        }
        try {
            Files.createDirectories(link.getParent());
            Files.createLink(link, file.toRealPath());
        } catch (IOException | UnsupportedOperationException noLinks) {
            AtomicFiles.write(link, out -> Files.copy(file, out));
        }
    }
}
