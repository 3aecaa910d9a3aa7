// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A training run, everything resolved: what a run directory's {@code config.yaml} holds.
 *
 * @param inputs   data and starting point
 * @param method   how the paper is read
 * @param compute  what decides about the last bits of a result
 * @param settings all numbers
 */
public record RunConfig(Inputs inputs, Method method, Compute compute, Settings settings) {

    /** Whether step 3 is the first to train anything. */
    boolean isFromScratch() {
        return inputs.from().isEmpty() && !method.steps().contains(1);
    }

    /**
     * Whether step 3 learns from the source's annotated images and the target's raw ones where there are no shots; random
     * weights could not label them.
     */
    boolean selfTrainsWithoutShots() {
        return settings.training().selfTraining() > 0
                && inputs.source().isPresent()
                && inputs.target().isPresent()
                && !isFromScratch();
    }

    /**
     * Data and starting point.
     *
     * @param source  annotated data set; needed by steps 1 and 2
     * @param target  own data set; without it only step 1 can run
     * @param test    labelled data set to score after each step, beside the target's own test split
     * @param shots   number of annotated target images used; empty for all
     * @param shotIds their names, if chosen by hand
     * @param from    an earlier run whose weights and plan this one starts from
     * @param weights file with the generic encoder's published weights; empty for an encoder without
     */
    public record Inputs(
            Optional<Path> source,
            Optional<Path> target,
            Optional<Path> test,
            Optional<Integer> shots,
            List<String> shotIds,
            Optional<Path> from,
            Optional<Path> weights) {}

    /**
     * How the paper is read.
     *
     * @param preset  how much is computed
     * @param mode    {@code robust} or {@code paper}
     * @param encoder the generic encoder
     * @param steps   which of 1, 2, 3 to run, ascending
     */
    public record Method(Preset preset, Mode mode, EncoderKind encoder, List<Integer> steps) {

        public Method {
            if (steps.isEmpty() || !List.of(1, 2, 3).containsAll(steps)) {
                throw new IllegalArgumentException("steps must be some of 1, 2, 3, got " + steps);
            }
            steps = steps.stream().distinct().sorted().toList();
        }
    }

    /**
     * What decides about the last bits of a result.
     *
     * @param seed      of every random choice
     * @param threads   of one operation
     * @param device    {@code cpu} or {@code cuda:i}
     * @param precision {@code auto}, {@code fp32} or {@code bf16}
     * @param maxMemory bytes of memory to stay under, as the user asked; empty for 80 % of the machine's or container's
     */
    public record Compute(long seed, int threads, String device, String precision, Optional<Long> maxMemory) {
        private static final double SHARE_OF_MACHINE = 0.8;

        /** Bytes of memory that a new plan may need. */
        public long memoryBudget() {
            return maxMemory.orElseGet(() -> (long) (SHARE_OF_MACHINE * Machine.memoryBytes()));
        }
    }

    /** How much is computed. */
    public enum Preset {
        QUICK,
        STANDARD,
        FULL
    }

    /** How the paper is read (PAPER section 3; docs/PAPER_ROWS.md); sizes and lengths are the preset's. */
    public enum Mode {
        ROBUST,
        PAPER
    }
}
