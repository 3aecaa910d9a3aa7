// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.samda.config.Configs;

/**
 * The public data sets that inspection recognises, from the built-in {@code known.yaml}.
 *
 * @param datasets in no particular order
 */
record KnownDatasets(List<KnownDataset> datasets) {
    private static final String FILE = "/org/samda/data/known.yaml";

    KnownDatasets {
        datasets = List.copyOf(datasets);
    }

    static KnownDatasets load() {
        try (InputStream in = KnownDatasets.class.getResourceAsStream(FILE)) {
            String yaml = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Configs.parse(yaml, "known.yaml", KnownDatasets.class);
        } catch (IOException e) {
            throw new UncheckedIOException("the built-in known.yaml cannot be read", e);
        }
    }

    /**
     * The data sets that this one looks like: those with the most evidence, at least two pieces of it and more than what
     * speaks against; of several equally good ones all.
     */
    List<Recognition> recognise(Features features) {
        List<Recognition> likely = datasets.stream()
                .flatMap(known -> new Comparison(known, features).result().stream())
                .toList();
        int best = likely.stream().mapToInt(Recognition::evidence).max().orElse(0);
        return likely.stream().filter(each -> each.evidence() == best).toList();
    }
}
