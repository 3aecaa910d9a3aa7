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
import java.util.function.LongFunction;
import org.samda.SamdaException;

/**
 * Computes batches ahead of their use on threads of its own and hands them out in order.
 *
 * <p>What is delivered does not depend on the number of threads as long as the source depends on the iteration alone.
 * {@link #next} is for one consumer; {@link #close} may come from any thread.
 */
public final class BatchQueue implements AutoCloseable {
    private static final long CLOSING_SECONDS = 10;

    private final LongFunction<Batch> source;
    private final long end;
    private final ExecutorService workers;
    /** Batches under way, in order; the first is the next to be delivered. */
    private final Deque<Future<Batch>> ahead = new ConcurrentLinkedDeque<>();

    private long nextStart;
    private long nextDelivery;
    private volatile boolean closed;

    /**
     * Starts at once.
     *
     * @param source  computes the batch of an iteration, called by several threads; such as {@code sampler::batch}
     * @param first   the first iteration
     * @param end     one past the last iteration, at least {@code first}
     * @param threads at least 1
     * @param depth   batches under way or waiting, at least 1; bounds the memory
     */
    public BatchQueue(LongFunction<Batch> source, long first, long end, int threads, int depth) {
        if (end < first || threads < 1 || depth < 1) {
            throw new IllegalArgumentException(
                    "iterations %d to %d with %d threads and depth %d".formatted(first, end, threads, depth));
        }
        this.source = source;
        this.end = end;
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
     * @throws SamdaException         if computing it failed with one; other failures come as the cause of an
     *                                {@link IllegalStateException}
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
                ahead.addLast(workers.submit(() -> source.apply(iteration)));
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
        if (cause instanceof SamdaException) {
            return new SamdaException(cause.getMessage(), cause);
        }
        return new IllegalStateException("batch of iteration " + nextDelivery + " failed: " + cause, cause);
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
