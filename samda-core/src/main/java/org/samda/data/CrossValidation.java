// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.samda.SamdaException;

/**
 * Divides cases, in the order of their names, into folds, each of which is the validation set of one training
 * (COMPONENTS section 9).
 */
public final class CrossValidation {
    /** nnU-Net's. */
    private static final int SEED = 12345;

    private static final double TRAINING_SHARE = 0.8;

    private CrossValidation() {}

    /**
     * Indices of cases, from 0.
     *
     * @param training   what the fold is trained on
     * @param validation what it is judged by, in ascending order
     */
    public record Fold(List<Integer> training, List<Integer> validation) {

        public Fold {
            training = List.copyOf(training);
            validation = List.copyOf(validation);
        }
    }

    /**
     * Random folds: with 5, nnU-Net's.
     *
     * @param cases number of cases
     * @param folds at least 2
     * @return each case in one validation set; training indices in ascending order
     * @throws SamdaException if there are fewer cases than folds
     */
    public static List<Fold> random(int cases, int folds) {
        requireEnough(cases, folds);
        int[] order = new MersenneTwister(SEED).permutation(cases);
        List<Fold> found = new ArrayList<>();
        for (int fold = 0; fold < folds; fold++) {
            int[] validation = Arrays.copyOfRange(order, start(cases, folds, fold), start(cases, folds, fold + 1));
            Arrays.sort(validation);
            found.add(new Fold(without(cases, validation), list(validation)));
        }
        return List.copyOf(found);
    }

    /**
     * nnU-Net's fold beyond those of its split: 80 % of the cases at random.
     *
     * @param cases at least 2
     * @param fold  its number, from 0
     * @return training indices in the order they were drawn
     */
    public static Fold randomShare(int cases, int fold) {
        requireEnough(cases, 2);
        int[] order = new MersenneTwister(SEED + fold).permutation(cases);
        int[] training = Arrays.copyOf(order, (int) (cases * TRAINING_SHARE));
        return new Fold(list(training), without(cases, training));
    }

    /** One fold that is trained on all cases and, for want of others, judged by them. */
    public static Fold all(int cases) {
        List<Integer> indices = IntStream.range(0, cases).boxed().toList();
        return new Fold(indices, indices);
    }

    /**
     * Folds of neighbouring sections of one stack, with a gap around the validation set that is in neither set: adjacent
     * sections show nearly the same, so random ones would be judged by what was learned by heart (PAPER row 13).
     *
     * @param sections number of sections, in the order of the stack
     * @param folds    at least 2
     * @param gap      sections left out on each side, at least 0
     * @return each section in one validation set; indices in ascending order
     * @throws SamdaException if there are fewer sections than folds, or the gap leaves nothing to train on
     */
    public static List<Fold> blocks(int sections, int folds, int gap) {
        requireEnough(sections, folds);
        if (gap < 0) {
            throw new IllegalArgumentException("a gap is at least 0 sections, got " + gap);
        }
        return IntStream.range(0, folds)
                .mapToObj(fold -> block(sections, start(sections, folds, fold), start(sections, folds, fold + 1), gap))
                .toList();
    }

    private static Fold block(int sections, int start, int end, int gap) {
        List<Integer> training = IntStream.range(0, sections)
                .filter(i -> i < (long) start - gap || i >= (long) end + gap)
                .boxed()
                .toList();
        if (training.isEmpty()) {
            throw new SamdaException(
                    ("Splitting %d sections leaves none to train on: validation takes %d to %d, and the "
                                    + "gap %d on each side. Choose a smaller gap or more folds.")
                            .formatted(sections, start, end - 1, gap));
        }
        return new Fold(training, IntStream.range(start, end).boxed().toList());
    }

    /** Where a fold begins: the first {@code cases mod folds} folds have one case more. */
    private static int start(int cases, int folds, int fold) {
        return fold * (cases / folds) + Math.min(fold, cases % folds);
    }

    private static List<Integer> without(int cases, int[] left) {
        boolean[] isLeft = new boolean[cases];
        for (int i : left) {
            isLeft[i] = true;
        }
        return IntStream.range(0, cases).filter(i -> !isLeft[i]).boxed().toList();
    }

    private static List<Integer> list(int[] indices) {
        return Arrays.stream(indices).boxed().toList();
    }

    private static void requireEnough(int cases, int folds) {
        if (folds < 2) {
            throw new IllegalArgumentException("cross-validation needs at least 2 folds, got " + folds);
        }
        if (cases < folds) {
            throw new SamdaException(
                    "Cannot split %d cases into %d folds: each needs at least one case. ".formatted(cases, folds)
                            + "Choose fewer folds or add cases.");
        }
    }
}
