// SPDX-License-Identifier: Apache-2.0
package org.samda.evaluation;

import java.util.Random;

/** Small images of ids, and larger ones that are made the same way everywhere. */
final class Ids {

    private Ids() {}

    /** A digit for each voxel. */
    static int[] of(String digits) {
        return digits.chars().map(digit -> digit - '0').toArray();
    }

    /** A digit for each voxel of the prediction, and of the labels. */
    static Contingency table(String predicted, String labelled) {
        Contingency contingency = new Contingency();
        contingency.add(of(predicted), of(labelled));
        return contingency;
    }

    /** Squares of 8 x 8 voxels in a volume of 32 x 32 x 3, each with an id of its own; every third is background. */
    static int[] squares() {
        int[] ids = new int[32 * 32 * 3];
        for (int i = 0; i < ids.length; i++) {
            int square = i / 1024 * 16 + i % 1024 / 32 / 8 * 4 + i % 32 / 8;
            ids[i] = square % 3 == 2 ? 0 : square + 1;
        }
        return ids;
    }

    /** The same squares, a voxel further in each section, two of them joined and one cut, every seventh voxel lost. */
    static int[] shiftedSquares() {
        int[] squares = squares();
        int[] ids = new int[squares.length];
        for (int i = 0; i < ids.length; i++) {
            int id = i % 7 == 0 ? 0 : squares[Math.max(0, i - i / 1024)];
            ids[i] = id == 5 ? 4 : id == 7 && i % 2 == 0 ? 60 : id;
        }
        return ids;
    }

    /** Noise of this many ids. */
    static int[] random(long seed, int voxels, int ids) {
        Random random = new Random(seed);
        return random.ints(voxels, 0, ids).toArray();
    }
}
