// SPDX-License-Identifier: Apache-2.0
package org.samda.inference;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.samda.SamdaException;

/** Does one piece of work at a time on a thread of its own, beside what its user does. For one user. */
final class OneAhead implements AutoCloseable {
    private static final long CLOSING_SECONDS = 60;

    private final ExecutorService worker;
    private final Deque<Future<?>> underWay = new ArrayDeque<>();

    /** @param name of the thread */
    OneAhead(String name) {
        worker = Executors.newSingleThreadExecutor(work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Starts work, when what was started before is finished. */
    <T> void start(Callable<T> work) {
        await();
        underWay.add(worker.submit(work));
    }

    /** The result of what was started, or else of doing it now. */
    @SuppressWarnings("unchecked")
    <T> T result(Callable<T> work) {
        if (underWay.isEmpty()) {
            start(work);
        }
        return (T) finished(underWay.remove());
    }

    /** Waits until nothing is under way; what failed is thrown here. */
    void await() {
        while (!underWay.isEmpty()) {
            finished(underWay.remove());
        }
    }

    /** Lets what is under way come to its end: half-written chunks are of no use. */
    @Override
    public void close() {
        worker.shutdown();
        try {
            worker.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Object finished(Future<?> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SamdaException("The work was interrupted before its end. Start it again.", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
