// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which weights a run chose and by what rule, and beside them what choosing by the test labels would have brought: its
 * {@code oracle.json}. Written after the model is settled; nothing reads it for a decision.
 *
 * @param chosen   the weights in {@code model.samda}
 * @param rule     by which they were chosen
 * @param testSets those of the target with labels; empty without such
 */
record Oracle(String chosen, String rule, List<TestSet> testSets) {
    private static final String FILE = "oracle.json";

    /**
     * What the kept checkpoints reach on a test set.
     *
     * @param name       of the test set
     * @param candidates in the order of training; one of them is the chosen one
     */
    record TestSet(String name, List<Candidate> candidates) {

        TestSet {
            candidates = List.copyOf(candidates);
        }

        /** The oracle: not achievable honestly. Empty where no candidate has a figure. */
        Optional<Candidate> best() {
            return candidates.stream()
                    .filter(candidate -> !Double.isNaN(candidate.dice()))
                    .max(Comparator.comparingDouble(Candidate::dice));
        }

        /** The honest choice. */
        Candidate chosen() {
            return candidates.stream().filter(Candidate::chosen).findFirst().orElseThrow();
        }
    }

    /**
     * A checkpoint.
     *
     * @param name   such as "after step 2" or "step 3, iteration 600"
     * @param dice   pooled foreground Dice on the test labels
     * @param chosen whether it is the one in {@code model.samda}
     */
    record Candidate(String name, double dice, boolean chosen) {}

    Oracle {
        testSets = List.copyOf(testSets);
    }

    void write(Path run) {
        RunFindings.write(run.resolve(FILE), this);
    }

    /** That of a run; empty where it has none yet. */
    static Optional<Oracle> read(Path run) {
        return RunFindings.read(run.resolve(FILE), Oracle.class);
    }
}
