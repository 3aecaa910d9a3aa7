// SPDX-License-Identifier: Apache-2.0
package org.samda.catalog;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The body of an answer as it arrives: at most one piece ahead of the reader, who waits only so long for the next. */
final class ChunkQueue implements BodySubscriber<ChunkQueue>, AutoCloseable {
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private Optional<Subscription> subscription = Optional.empty();
    private boolean closed;

    /**
     * A piece of the body, or its end.
     *
     * @param bytes   empty at the end
     * @param failure why it ended too early
     * @param last    whether nothing follows
     */
    private record Event(List<ByteBuffer> bytes, Optional<Throwable> failure, boolean last) {}

    /**
     * The next piece; empty after the last.
     *
     * @param patience how long to wait for it
     * @throws IOException if the connection broke or stood still
     */
    Optional<List<ByteBuffer>> next(Duration patience) throws IOException, InterruptedException {
        Event event = events.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (event == null) {
            throw new HttpTimeoutException("nothing came for " + patience.toSeconds() + " s");
        }
        if (event.failure().isPresent()) {
            throw new IOException(
                    event.failure().get().getMessage(), event.failure().get());
        }
        if (event.last()) {
            return Optional.empty();
        }
        askForMore();
        return Optional.of(event.bytes());
    }

    /** Ends the transfer, finished or not. */
    @Override
    public synchronized void close() {
        closed = true;
        subscription.ifPresent(Subscription::cancel);
    }

    @Override
    public CompletionStage<ChunkQueue> getBody() {
        return CompletableFuture.completedFuture(this);
    }

    @Override
    public synchronized void onSubscribe(Subscription given) {
        subscription = Optional.of(given);
        if (closed) {
            given.cancel();
        } else {
            given.request(1);
        }
    }

    private synchronized void askForMore() {
        subscription.ifPresent(given -> given.request(1));
    }

    @Override
    public void onNext(List<ByteBuffer> bytes) {
        events.add(new Event(bytes, Optional.empty(), false));
    }

    @Override
    public void onError(Throwable failure) {
        events.add(new Event(List.of(), Optional.of(failure), true));
    }

    @Override
    public void onComplete() {
        events.add(new Event(List.of(), Optional.empty(), true));
    }
}
