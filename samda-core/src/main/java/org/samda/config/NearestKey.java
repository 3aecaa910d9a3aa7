// SPDX-License-Identifier: Apache-2.0
package org.samda.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the key that was probably meant. */
final class NearestKey {
    private NearestKey() {}

    /** What to say of an unknown key: the nearest known one, and all of them. */
    static String advice(String typed, Collection<String> known) {
        String all = known.isEmpty() ? "There are no keys here." : "Known keys: " + String.join(", ", known) + ".";
        return of(typed, known)
                .map(nearest -> "unknown key; nearest known key is '" + nearest + "'. " + all)
                .orElse("unknown key. " + all);
    }

    /**
     * The known key with the smallest edit distance; empty where more than half of the letters differ.
     *
     * <p>A key typed without the sections around it ({@code batchSize} for {@code training.batchSize}) is found first.
     */
    static Optional<String> of(String typed, Collection<String> known) {
        Optional<String> inSection =
                known.stream().filter(key -> key.endsWith("." + typed)).findFirst();
        if (inSection.isPresent()) {
            return inSection;
        }
        return known.stream()
                .min(Comparator.comparingInt(key -> distance(typed, key)))
                .filter(key -> 2 * distance(typed, key) <= Math.max(typed.length(), key.length()));
    }

    /** Insertions, deletions and replacements that turn one text into the other, upper case counted as lower case. */
    static int distance(String one, String other) {
        String a = one.toLowerCase(Locale.ROOT);
        String b = other.toLowerCase(Locale.ROOT);
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
