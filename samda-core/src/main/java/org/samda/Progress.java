// SPDX-License-Identifier: Apache-2.0
package org.samda;

/** Hears how far a long piece of work has come; a bar in a terminal, a window, or nothing. */
public interface Progress {

    /** Shows nothing. */
    Progress NONE = new Progress() {
        @Override
        public void start(String work, long total) {}

        @Override
        public void at(long done, String note) {}

        @Override
        public void end() {}
    };

    /**
     * A piece of work begins.
     *
     * @param work  what it is, such as "step 1"
     * @param total number of units it has
     */
    void start(String work, long total);

    /**
     * @param done units finished since the start, never falling
     * @param note a few words on the state, such as "loss 0.31"; may be empty
     */
    void at(long done, String note);

    /** The piece of work is over, finished or not. */
    void end();

    /** Something the user should know before the work goes on; between pieces of work. */
    default void warn(String warning) {}
}
