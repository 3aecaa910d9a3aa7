// SPDX-License-Identifier: Apache-2.0
package org.samda.domainshift;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What to make of an adapted model, in plain words.
 *
 * @param outcome    what it comes to
 * @param conclusion what to do
 * @param reasons    sentences
 */
public record Verdict(Outcome outcome, String conclusion, List<String> reasons) {

    /** From good to bad. */
    public enum Outcome {
        /** Nothing speaks against it. */
        FIT,
        /** Something looks odd. */
        DOUBTFUL,
        /** Something is wrong. */
        UNFIT,
        /** Too little is known. */
        UNKNOWN
    }

    public Verdict {
        reasons = List.copyOf(reasons);
    }

    /** All in one line. */
    public String inWords() {
        return Stream.concat(reasons.stream(), Stream.of(conclusion)).collect(Collectors.joining(" "));
    }
}
