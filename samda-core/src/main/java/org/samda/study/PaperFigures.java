// SPDX-License-Identifier: Apache-2.0
package org.samda.study;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
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

    /**
     * A figure of the paper; empty where it has none.
     *
     * @param pair such as {@code Kasthuri++->EPFL}
     * @param row  such as {@code MedSAM+UNet}
     */
    public OptionalDouble dice(String pair, String row, int shots) {
        if (pair.equals(table1.pair()) && table1.rows().containsKey(row)) {
            int column = table1.shots().indexOf(shots);
            return column < 0
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(table1.rows().get(row).get(column));
        }
        List<Double> figures = table2.pairs().getOrDefault(pair, List.of());
        return IntStream.range(0, figures.size())
                .filter(i -> table2.columns().get(i).equals(new Column(row, shots)))
                .mapToDouble(figures::get)
                .findFirst();
    }
}
