// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

/** Where the batches of a training come from: each is a function of its iteration alone. */
@FunctionalInterface
public interface Batches {

    /**
     * The batch of an iteration, always the same for the same iteration; callable from any thread.
     *
     * @param iteration at least 0
     */
    Batch batch(long iteration);

    /** What a batch consists of, in a few words for messages, such as "2 patches of 64 x 64 px". */
    default String description() {
        return "of unknown size";
    }
}
