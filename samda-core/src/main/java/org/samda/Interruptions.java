// SPDX-License-Identifier: Apache-2.0
package org.samda;

/** Lets long work end soon when its thread is interrupted, as by Ctrl-C. */
public final class Interruptions {

    private Interruptions() {}

    /**
     * To be called every second or so by work that does not block.
     *
     * @throws SamdaException if the thread was interrupted; it is no longer then, so that cleaning up may block
     */
    public static void check() {
        if (Thread.interrupted()) {
            throw new SamdaException("The work was interrupted before its end. Start it again.");
        }
    }
}
