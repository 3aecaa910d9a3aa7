// SPDX-License-Identifier: Apache-2.0
package org.samda.io.zarr;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.samda.config.JsonTree;

/**
 * What an array itself calls its dimensions: {@code dimension_names} in Zarr v3, {@code _ARRAY_DIMENSIONS} (xarray) in
 * Zarr v2, {@code axes} in N5, where the fastest comes first.
 */
final class ArrayNames {

    private ArrayNames() {}

    /** Slowest first; a dimension without name is called {@code ?}. */
    static Optional<List<String>> of(ZarrNode node) {
        return switch (node.format()) {
            case ZARR3 ->
                node.array().flatMap(array -> array.find("dimension_names")).flatMap(ArrayNames::texts);
            case ZARR2 ->
                node.attributes()
                        .flatMap(attributes -> attributes.find("_ARRAY_DIMENSIONS"))
                        .flatMap(ArrayNames::texts);
            case N5 ->
                node.attributes()
                        .flatMap(attributes -> attributes.find("axes"))
                        .flatMap(ArrayNames::texts)
                        .map(ArrayNames::reversed);
        };
    }

    private static Optional<List<String>> texts(JsonTree value) {
        if (!value.isList() || !value.list().stream().allMatch(each -> each.isText() || each.isNull())) {
            return Optional.empty();
        }
        return Optional.of(value.list().stream()
                .map(each -> each.isNull() ? "?" : each.text())
                .toList());
    }

    private static List<String> reversed(List<String> names) {
        List<String> reversed = new ArrayList<>(names);
        Collections.reverse(reversed);
        return reversed;
    }
}
