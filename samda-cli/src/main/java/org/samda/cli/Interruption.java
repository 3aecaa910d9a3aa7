// SPDX-License-Identifier: Apache-2.0
package org.samda.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets running work end in order on Ctrl-C or a request to terminate.
 *
 * <p>The working thread is interrupted; its blocking calls fail, its try-with-resources blocks remove what is half
 * written, and the process waits for that, but no longer than {@value #PATIENCE_SECONDS} s. Long loops look at
 * {@link Thread#isInterrupted}. The exit code is the JVM's: 128 + signal.
 */
final class Interruption {
    private static final int PATIENCE_SECONDS = 10;

    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread worker;
    private volatile boolean happened;

    private Interruption(Thread worker) {
        this.worker = worker;
    }

    /** Watches for signals on behalf of a thread. */
    static Interruption watch(Thread worker) {
        Interruption interruption = new Interruption(worker);
        Runtime.getRuntime().addShutdownHook(new Thread(interruption::interrupt, "interruption"));
        return interruption;
    }

    /** One that never happens unless a test asks for it. */
    static Interruption unwatched() {
        return new Interruption(Thread.currentThread());
    }

    boolean happened() {
        return happened;
    }

    /** The work has ended, and everything is cleaned up. */
    void workIsOver() {
        over.countDown();
    }

    /** Interrupts the work, if there is any left, and waits until it is over. */
    void interrupt() {
        if (over.getCount() == 0) {
            return;
        }
        happened = true;
        worker.interrupt();
        try {
            happened = over.await(PATIENCE_SECONDS, TimeUnit.SECONDS) || happened;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
