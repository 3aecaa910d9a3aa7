// SPDX-License-Identifier: Apache-2.0
package org.samda.phantom;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.samda.SamdaException;

/**
 * The sections of a {@link Phantom} from first to last, made ahead by several threads.
 *
 * <p>No more sections are in memory than keep the threads at work: their number depends on the threads and on the size of
 * a section, not on how many sections there are. For one consumer.
 */
public final class PhantomSections implements AutoCloseable {
    private static final long CLOSING_SECONDS = 10;

    private final Phantom phantom;
    private final ExecutorService workers;
    private final int depth;
    private final Deque<Pending> ahead = new ArrayDeque<>();
    private long next;

    /** A section and the work on it that is under way. */
    private record Pending(PhantomSection section, List<Future<?>> parts) {}

    /**
     * Starts at once.
     *
     * @param threads at least 1; what comes out does not depend on it
     */
    public PhantomSections(Phantom phantom, int threads) {
        this.phantom = phantom;
        workers = Executors.newFixedThreadPool(threads, PhantomSections::daemon);
        int parts = phantom.partsOfSection();
        depth = 1 + (threads + parts - 1) / parts;
        startSome();
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "samda-phantom");
        thread.setDaemon(true);
        return thread;
    }

    private void startSome() {
        while (ahead.size() < depth && next < phantom.size().z()) {
            PhantomSection section = phantom.empty(next++);
            ahead.add(new Pending(
                    section,
                    phantom.parts(section).stream()
                            .<Future<?>>map(workers::submit)
                            .toList()));
        }
    }

    public boolean hasNext() {
        return !ahead.isEmpty();
    }

    /**
     * The next section; waits until it is ready.
     *
     * @throws NoSuchElementException after the last one
     * @throws SamdaException         if the thread is interrupted
     */
    public PhantomSection next() {
        Pending first = ahead.remove();
        startSome();
        try {
            for (Future<?> part : first.parts) {
                part.get();
            }
            return first.section;
        } catch (InterruptedException e) {
            throw new SamdaException("The work was interrupted before its end. Start it again.", e);
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        }
    }

    private static RuntimeException failure(Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException problem ? problem : new IllegalStateException(cause);
    }

    /** Stops the threads; what they were making is dropped. */
    @Override
    public void close() {
        workers.shutdownNow();
        try {
            workers.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
