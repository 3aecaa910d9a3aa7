// SPDX-License-Identifier: Apache-2.0
package org.samda.study;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.samda.config.Configs;

/**
 * The Dice figures that the paper reports (tables 1 and 2).
 *
 * @param source where they are from
 * @param table1 one pair, methods x shots
 * @param table2 pairs x columns
 */
public record PaperFigures(String source, Table1 table1, Table2 table2) {

    /**
     * Table 1.
     *
     * @param pair  its name
     * @param shots of the columns
     * @param rows  by the paper's name of the method
     */
    public record Table1(String pair, List<Integer> shots, Map<String, List<Double>> rows) {}

    /**
     * Table 2.
     *
     * @param columns in their order
     * @param pairs   rows by the name of the pair
     */
    public record Table2(List<Column> columns, Map<String, List<Double>> pairs) {}

    /**
     * A column of table 2.
     *
     * @param row   the paper's name of the method, as in table 1
     * @param shots annotated target images
     */
    public record Column(String row, int shots) {}

    /** Those that ship with the product. */
    public static PaperFigures load() {
        try (InputStream in = PaperFigures.class.getResourceAsStream("paper.yaml")) {
            return Configs.parse(
                    new String(in.readAllBytes(), StandardCharsets.UTF_8), "paper.yaml", PaperFigures.class);
        } catch (IOException e) {
            throw new UncheckedIOException("the built-in paper.yaml cannot be read", e);
        }
    }

    /** All figures of a pair: by row, then by shots. Empty for a pair that the paper has not. */
    public Map<String, Map<Integer, Double>> rows(String pair) {
        Map<String, Map<Integer, Double>> rows = new LinkedHashMap<>();
        if (pair.equals(table1.pair())) {
            table1.rows()
                    .forEach((row, figures) -> IntStream.range(0, figures.size())
                            .forEach(i ->
                                    put(rows, new Column(row, table1.shots().get(i)), figures.get(i))));
        } else {
            List<Double> figures = table2.pairs().getOrDefault(pair, List.of());
            IntStream.range(0, figures.size())
                    .forEach(i -> put(rows, table2.columns().get(i), figures.get(i)));
        }
        return rows;
    }

    private static void put(Map<String, Map<Integer, Double>> rows, Column column, double dice) {
        rows.computeIfAbsent(column.row(), row -> new TreeMap<>()).put(column.shots(), dice);
    }

    /**
     * A figure of the paper; empty where it has none.
     *
     * @param pair such as {@code Kasthuri++->EPFL}
     * @param row  such as {@code MedSAM+UNet}
     */
    public OptionalDouble dice(String pair, String row, int shots) {
        return Optional.ofNullable(rows(pair).getOrDefault(row, Map.of()).get(shots))
                .map(OptionalDouble::of)
                .orElse(OptionalDouble.empty());
    }
}
