// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import java.util.Deque;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.samda.SamdaException;

/**
 * Computes batches ahead of their use on threads of its own and hands them out in order.
 *
 * <p>What is delivered does not depend on the number of threads as long as a batch depends on the iteration alone.
 * {@link #next} is for one consumer; {@link #close} may come from any thread.
 */
public final class BatchQueue implements AutoCloseable {
    private static final long CLOSING_SECONDS = 10;
    private static final long MEGABYTE = 1_000_000;

    private final Batches batches;
    private final long end;
    private final int depth;
    private final ExecutorService workers;
    /** Batches under way, in order; the first is the next to be delivered. */
    private final Deque<Future<Batch>> ahead = new ConcurrentLinkedDeque<>();

    private long nextStart;
    private long nextDelivery;
    private volatile boolean closed;

    /**
     * Starts at once.
     *
     * @param batches called by several threads
     * @param first   the first iteration
     * @param end     one past the last iteration, at least {@code first}
     * @param threads at least 1
     * @param depth   batches under way or waiting, at least 1; bounds the memory
     */
    public BatchQueue(Batches batches, long first, long end, int threads, int depth) {
        if (end < first || threads < 1 || depth < 1) {
            throw new IllegalArgumentException(
                    "iterations %d to %d with %d threads and depth %d".formatted(first, end, threads, depth));
        }
        this.batches = batches;
        this.end = end;
        this.depth = depth;
        nextStart = first;
        nextDelivery = first;
        workers = Executors.newFixedThreadPool(threads, daemons());
        for (int i = 0; i < depth; i++) {
            startOne();
        }
    }

    /** Whether {@link #next} has another batch to give. */
    public boolean hasNext() {
        return nextDelivery < end;
    }

    /**
     * The batch of the next iteration; waits until it is ready.
     *
     * @throws NoSuchElementException after the last iteration
     * @throws SamdaException         if computing it failed with one, or for want of memory; other failures come as the
     *                                cause of an {@link IllegalStateException}
     */
    public Batch next() {
        if (!hasNext()) {
            throw new NoSuchElementException("there is no batch after iteration " + (end - 1));
        }
        if (closed) {
            throw new IllegalStateException("the batch queue is closed");
        }
        Batch batch = waitFor(ahead.getFirst());
        ahead.removeFirst();
        nextDelivery++;
        startOne();
        return batch;
    }

    /** Stops the threads, finished or not; what they were computing is dropped. */
    @Override
    public void close() {
        synchronized (workers) {
            closed = true;
            workers.shutdownNow();
        }
        ahead.forEach(batch -> batch.cancel(true));
        try {
            workers.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void startOne() {
        synchronized (workers) {
            if (nextStart < end && !closed) {
                long iteration = nextStart++;
                ahead.addLast(workers.submit(() -> batches.batch(iteration)));
            }
        }
    }

    /** Waits to the end also when interrupted, which is seldom long: who trains wants to end after a whole iteration. */
    private Batch waitFor(Future<Batch> batch) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return batch.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        } catch (CancellationException e) {
            throw new IllegalStateException("the batch queue was closed while a batch was waited for", e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private RuntimeException failure(Throwable cause) {
        String which = "the batch of iteration %d (%s)".formatted(nextDelivery, batches.description());
        if (cause instanceof SamdaException) {
            return new SamdaException("%s It was needed for %s.".formatted(cause.getMessage(), which), cause);
        }
        if (cause instanceof OutOfMemoryError) {
            return new SamdaException(
                    ("There is no memory for %s: %s. Up to %d batches are held at once, beside the images, and Java may take"
                                    + " %d MB in all. Lower plan.batchSize or plan.patchSize, use fewer threads, or give Java's"
                                    + " heap more: SAMDA_JAVA_OPTS=-Xmx8g.")
                            .formatted(
                                    which,
                                    cause.getMessage(),
                                    depth,
                                    Runtime.getRuntime().maxMemory() / MEGABYTE),
                    cause);
        }
        return new IllegalStateException("%s failed: %s".formatted(which, cause), cause);
    }

    private static ThreadFactory daemons() {
        AtomicInteger count = new AtomicInteger();
        return work -> {
            Thread thread = new Thread(work, "samda-batch-" + count.getAndIncrement());
            thread.setDaemon(true);
            return thread;
        };
    }
}
