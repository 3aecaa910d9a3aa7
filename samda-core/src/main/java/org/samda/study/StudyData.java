// SPDX-License-Identifier: Apache-2.0
package org.samda.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.samda.SamdaException;
import org.samda.data.Dataset;
import org.samda.data.DatasetExcerpt;
import org.samda.data.DatasetImage;
import org.samda.data.Datasets;
import org.samda.data.FewShotSplit;

/** A study's data sets: where they are, and the excerpts that the study makes of them below {@code data/}. */
final class StudyData {
    private static final long LARGEST_TABLE = 10_000_000;

    private final StudyConfig study;
    private final StudySetup setup;
    private final Map<StudyConfig.Pair, String> testSets = new HashMap<>();

    StudyData(StudyConfig study, StudySetup setup) {
        this.study = study;
        this.setup = setup;
    }

    /** What runs are given as a source, or to score on; need not exist yet. */
    Path path(String name) {
        return source(name).include().isPresent() ? excerpt(name, "") : original(name);
    }

    /** What runs are given as a target: where test images are drawn, they are set apart there. */
    Path target(String name) {
        return source(name).test().isPresent() ? excerpt(name, "-target") : path(name);
    }

    private Path excerpt(String name, String role) {
        return setup.out().resolve("data").resolve(StudyConfig.fileName(name) + role);
    }

    /** The file with the published weights of a method's encoder; empty for an encoder without. */
    Optional<Path> weights(StudyConfig.Method method) {
        return method.encoder().published().isEmpty()
                ? Optional.empty()
                : method.weights()
                        .map(file -> setup.data().resolve(file).normalize())
                        .or(() -> Optional.ofNullable(setup.weights().get(method.encoder())));
    }

    /** Says of every data set of a pair that is not there where it was looked for and where it comes from. */
    void requireThere() {
        List<String> missing = used().stream()
                .filter(name -> !Files.exists(original(name)))
                .map(name -> "'%s', expected at '%s'%s"
                        .formatted(
                                name,
                                original(name),
                                source(name)
                                        .origin()
                                        .map(origin -> " (from " + origin + ")")
                                        .orElse("")))
                .toList();
        if (!missing.isEmpty()) {
            throw new SamdaException(
                    "Study '%s' needs data that are not here: %s. Put them there, or name the folder with all data with --data; docs/DATASETS.md says how to get each."
                            .formatted(study.name(), String.join("; ", missing)));
        }
    }

    /** Makes the excerpts that are not there yet. */
    void make() {
        for (String name : used()) {
            StudyConfig.Source source = source(name);
            if (source.include().isPresent()) {
                make(path(name), () -> included(name));
            }
            source.test()
                    .ifPresent(draw -> make(target(name), () -> {
                        DatasetExcerpt all = included(name);
                        return all.drawTest(draw.of(all.labelled()), draw.seed());
                    }));
        }
    }

    private static void make(Path folder, Supplier<DatasetExcerpt> excerpt) {
        if (!Files.exists(folder.resolve("dataset.yaml"))) {
            excerpt.get().write(folder.getFileName().toString(), folder);
        }
    }

    /** Makes sure that a pair has enough shots and something to score on. */
    void requireUsable(StudyConfig.Pair pair) {
        Dataset target = Datasets.open(target(pair.target()));
        FewShotSplit.choose(
                target, OptionalInt.of(study.shots().get(study.shots().size() - 1)), List.of(), 0);
        if (tests(target, pair).isEmpty()) {
            throw new SamdaException(
                    "Pair '%s' has nothing to score on: expected labelled test images in target '%s', or a data set 'test' with labels. Add one."
                            .formatted(pair.name(), pair.target()));
        }
    }

    /** The name that a run gives the test set which this pair is scored on. */
    String testSet(StudyConfig.Pair pair) {
        return testSets.computeIfAbsent(pair, this::findTestSet);
    }

    private String findTestSet(StudyConfig.Pair pair) {
        Dataset target = Datasets.open(target(pair.target()));
        if (pair.test().isEmpty()) {
            return target.name();
        }
        String name = Datasets.open(path(pair.test().get())).name();
        boolean both = name.equals(target.name())
                && target.test().stream().anyMatch(image -> image.labels().isPresent());
        return both ? name + " (--test)" : name;
    }

    private List<DatasetImage> tests(Dataset target, StudyConfig.Pair pair) {
        Dataset scored = pair.test().map(test -> Datasets.open(path(test))).orElse(target);
        List<DatasetImage> images =
                pair.test().isPresent() && scored.test().isEmpty() ? scored.images() : scored.test();
        return images.stream().filter(image -> image.labels().isPresent()).toList();
    }

    private List<String> used() {
        return study.pairs().stream()
                .flatMap(pair -> Stream.concat(Stream.of(pair.source(), pair.target()), pair.test().stream()))
                .distinct()
                .toList();
    }

    private StudyConfig.Source source(String name) {
        return study.datasets().get(name);
    }

    private Path original(String name) {
        return setup.data().resolve(source(name).path()).normalize();
    }

    private DatasetExcerpt included(String name) {
        DatasetExcerpt whole = DatasetExcerpt.whole(Datasets.open(original(name)));
        return source(name)
                .include()
                .map(include -> whole.of(names(original(name), include)))
                .orElse(whole);
    }

    /** Names in the first column of a table, of the rows that are included. */
    private static Set<String> names(Path dataset, StudyConfig.Include include) {
        Path folder = Files.isDirectory(dataset) ? dataset : dataset.getParent();
        Path file = folder.resolve(include.file()).normalize();
        List<String[]> rows = rows(file, folder);
        int column = rows.isEmpty() ? -1 : List.of(rows.get(0)).indexOf(include.column());
        if (column < 0) {
            throw new SamdaException("Table '%s' has no column '%s', found %s. Correct the study's 'include'."
                    .formatted(file, include.column(), rows.isEmpty() ? "nothing" : String.join(", ", rows.get(0))));
        }
        Set<String> names = new HashSet<>();
        rows.stream()
                .skip(1)
                .filter(row -> row.length > column && include.values().contains(row[column]))
                .forEach(row -> names.add(row[0]));
        return names;
    }

    private static List<String[]> rows(Path file, Path folder) {
        try {
            if (!file.toRealPath().startsWith(folder.toRealPath()) || Files.size(file) > LARGEST_TABLE) {
                throw new SamdaException(
                        "Table '%s' is refused: expected a file of at most %d bytes inside '%s'. Correct the study's 'include'."
                                .formatted(file, LARGEST_TABLE, folder));
            }
            List<String[]> rows = new ArrayList<>();
            Files.readAllLines(file).forEach(line -> rows.add(line.strip().split(",", -1)));
            return rows;
        } catch (IOException e) {
            throw new SamdaException(
                    "Table '%s' cannot be read: %s. Correct the study's 'include'.".formatted(file, e), e);
        }
    }
}
