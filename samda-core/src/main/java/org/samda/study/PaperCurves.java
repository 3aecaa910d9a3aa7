// SPDX-License-Identifier: Apache-2.0
package org.samda.study;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The paper's own figures, to stand beside those of a study (paper Table 1).
 *
 * @param origin what they were measured on, such as {@code Kasthuri++ to EPFL}
 * @param rows   Dice by the name of the table's row, see {@link StudyOutcome.Method#paper}, and number of shots
 */
public record PaperCurves(String origin, Map<String, Map<Integer, Double>> rows) {
    /** Without any. */
    public static final PaperCurves NONE = new PaperCurves("", Map.of());

    public PaperCurves {
        rows = rows.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, row -> Map.copyOf(row.getValue())));
    }

    /** Dice by shots, ascending, of the row that the method names; empty if it names none that is known. */
    SortedMap<Integer, Double> of(StudyOutcome.Method method) {
        return new TreeMap<>(method.paper().map(rows::get).orElse(Map.of()));
    }

    Optional<Double> of(StudyOutcome.Method method, int shots) {
        return Optional.ofNullable(of(method).get(shots));
    }
}
