// SPDX-License-Identifier: Apache-2.0
package org.samda.study;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.samda.experiment.EncoderKind;
import org.samda.experiment.RunConfig;

/**
 * A study as its YAML has it: methods x pairs x shots x seeds (CLI, {@code samda experiment}).
 *
 * @param name     for tables
 * @param preset   how much is computed
 * @param mode     how the paper is read
 * @param seeds    one run of everything for each; at least one
 * @param shots    numbers of annotated target images; at least one
 * @param settings {@code key=value}, for all methods
 * @param datasets by the names that pairs use
 * @param pairs    source-target pairs in the order of the tables
 * @param methods  in the order of the tables
 * @param columns  of the table of pairs; without them every method with the fewest and with the most shots
 */
public record StudyConfig(
        String name,
        RunConfig.Preset preset,
        RunConfig.Mode mode,
        List<Long> seeds,
        List<Integer> shots,
        List<String> settings,
        Map<String, Source> datasets,
        List<Pair> pairs,
        List<Method> methods,
        Optional<List<Column>> columns) {

    /**
     * A data set, or an excerpt of one.
     *
     * @param path    to a folder or a data set YAML file, absolute or relative to the folder with all data
     * @param origin  where it comes from, for whoever does not have it
     * @param include which of its images; all if empty
     * @param test    how many of them are drawn as test images where it is a target (as a source it gives all); else the
     *                data set's own split counts
     */
    public record Source(String path, Optional<String> origin, Optional<Include> include, Optional<Draw> test) {}

    /**
     * Chooses images by a table: the names in its first column, where another column has one of some values.
     *
     * @param file   CSV with a heading, inside the data set's folder
     * @param column by its heading
     * @param values that are included
     */
    public record Include(String file, String column, List<String> values) {}

    /**
     * Test images drawn at random.
     *
     * @param share of all labelled images, 0 to 1
     * @param count their number; this or the share
     * @param seed  of the draw
     */
    public record Draw(Optional<Double> share, Optional<Integer> count, long seed) {

        public Draw {
            if (share.isPresent() == count.isPresent()) {
                throw new IllegalArgumentException("share or count must be given, and not both");
            }
            if (share.filter(s -> s <= 0 || s >= 1).isPresent()) {
                throw new IllegalArgumentException("share must be between 0 and 1, got " + share.get());
            }
            if (count.filter(c -> c < 1).isPresent()) {
                throw new IllegalArgumentException("count must be at least 1, got " + count.get());
            }
        }

        /** How many of so many. */
        int of(int images) {
            return count.orElseGet(() -> (int) Math.round(share.orElseThrow() * images));
        }
    }

    /**
     * A source and a target.
     *
     * @param name   such as {@code VNC->EPFL}
     * @param source name of a data set
     * @param target name of a data set
     * @param test   name of a data set to score on; else the target's own test images
     * @param paper  the paper's pair whose figures are shown beside, if it is not the one of the same name
     * @param seeds  some of the study's; all of them if empty
     */
    public record Pair(
            String name,
            String source,
            String target,
            Optional<String> test,
            Optional<String> paper,
            Optional<List<Long>> seeds) {

        /** Whether it is made with this seed. */
        boolean counts(long seed) {
            return seeds.map(s -> s.contains(seed)).orElse(true);
        }

        /** The paper's pair whose figures stand beside those of this one. */
        String paperPair() {
            return paper.orElse(name);
        }
    }

    /**
     * A method.
     *
     * @param name     short, such as {@code samda}
     * @param title    for tables
     * @param encoder  generic encoder
     * @param steps    some of 1, 2, 3; without step 1 it never sees the source
     * @param settings {@code key=value}, after those of the study
     * @param shots    for which of the study's shots it counts; all that its steps allow if empty
     * @param weights  file with the encoder's published weights, absolute or relative to the folder with all data
     * @param paper    the row of the paper's table that it corresponds to
     */
    public record Method(
            String name,
            String title,
            EncoderKind encoder,
            List<Integer> steps,
            List<String> settings,
            Optional<List<Integer>> shots,
            Optional<String> weights,
            Optional<String> paper) {

        public Method {
            if (steps.isEmpty() || !List.of(1, 2, 3).containsAll(steps)) {
                throw new IllegalArgumentException("steps must be some of 1, 2, 3, got " + steps);
            }
            steps = steps.stream().distinct().sorted().toList();
            if (steps.get(0) == 2) {
                throw new IllegalArgumentException("steps must have step 1 where they have step 2, got " + steps);
            }
        }

        /** Whether it has a figure for this number of shots: without step 3 only for none, with step 3 alone never. */
        boolean counts(int number) {
            boolean possible = number == 0 ? steps.contains(1) : steps.contains(3);
            return possible && shots.map(s -> s.contains(number)).orElse(true);
        }
    }

    /**
     * A column of the table of pairs.
     *
     * @param method name of a method
     * @param shots  annotated target images
     */
    public record Column(String method, int shots) {}

    public StudyConfig {
        requireSome("seeds", seeds);
        requireSome("shots", shots);
        requireSome("pairs", pairs);
        requireSome("methods", methods);
        if (shots.stream().anyMatch(k -> k < 0)) {
            throw new IllegalArgumentException("shots must be 0 or more, got " + shots);
        }
        seeds = seeds.stream().distinct().toList();
        shots = shots.stream().distinct().sorted().toList();
        requireDifferent("pairs", pairs.stream().map(Pair::name));
        requireDifferent("methods", methods.stream().map(Method::name));
        requireDifferent("datasets", datasets.keySet().stream());
        for (Pair pair : pairs) {
            Stream.concat(Stream.of(pair.source(), pair.target()), pair.test().stream())
                    .forEach(used -> requireKnown("pairs name the data set '" + used + "'", used, datasets.keySet()));
        }
        for (Pair pair : pairs) {
            for (long seed : pair.seeds().orElse(List.of())) {
                requireKnown("pairs: '%s' has the seed %d".formatted(pair.name(), seed), seed, seeds);
            }
        }
        for (Method method : methods) {
            for (int number : method.shots().orElse(List.of())) {
                requireKnown("methods: '%s' counts for %d shots".formatted(method.name(), number), number, shots);
            }
        }
        for (Column column : columns.orElse(List.of())) {
            requireKnown(
                    "columns name the method '" + column.method() + "'",
                    column.method(),
                    methods.stream().map(Method::name).toList());
            requireKnown("columns name " + column.shots() + " shots", column.shots(), shots);
        }
    }

    /** Columns of the table of pairs. */
    List<Column> tableColumns() {
        return columns.orElseGet(() -> methods.stream()
                .flatMap(method -> new TreeSet<>(List.of(shots.get(0), shots.get(shots.size() - 1)))
                        .stream().filter(method::counts).map(number -> new Column(method.name(), number)))
                .toList());
    }

    Method method(String wanted) {
        return methods.stream()
                .filter(method -> method.name().equals(wanted))
                .findFirst()
                .orElseThrow();
    }

    /** A name as part of a path: letters, digits and points, with hyphens for all else. */
    static String fileName(String text) {
        return text.replaceAll("[^A-Za-z0-9.]+", "-").replaceAll("^[-.]+|-+$", "");
    }

    /** Such as {@code 4 shots}. */
    static String shotsInWords(int shots) {
        return shots == 1 ? "1 shot" : shots + " shots";
    }

    private static void requireSome(String key, List<?> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException(key + " must not be empty");
        }
    }

    /** Also as names of folders. */
    private static void requireDifferent(String key, Stream<String> names) {
        Set<String> seen = new HashSet<>();
        names.forEach(each -> {
            if (fileName(each).isEmpty() || !seen.add(fileName(each).toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException(
                        "%s must have names that differ in their letters and digits, got '%s' twice"
                                .formatted(key, each));
            }
        });
    }

    private static <T> void requireKnown(String what, T value, Collection<T> known) {
        if (!known.contains(value)) {
            throw new IllegalArgumentException("%s, which is not among %s".formatted(what, known));
        }
    }
}
