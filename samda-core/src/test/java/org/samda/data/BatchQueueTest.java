// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.NoSuchElementException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.samda.SamdaException;

@Timeout(10)
class BatchQueueTest {

    @Test
    void deliversInOrderWhateverFinishesFirst() {
        try (BatchQueue queue = new BatchQueue(BatchQueueTest::slowWhenEven, 3, 23, 3, 5)) {
            for (int i = 3; i < 23; i++) {
                assertEquals(i, queue.next().images()[0]);
            }
            assertFalse(queue.hasNext());
            assertThrows(NoSuchElementException.class, queue::next);
        }
    }

    @Test
    void runsNoFurtherAheadThanItsDepth() throws InterruptedException {
        AtomicInteger started = new AtomicInteger();
        CountDownLatch three = new CountDownLatch(3);
        try (BatchQueue queue = new BatchQueue(
                i -> {
                    started.incrementAndGet();
                    three.countDown();
                    return batch(i);
                },
                0,
                100,
                2,
                3)) {
            assertTrue(three.await(5, TimeUnit.SECONDS));
            LockSupport.parkNanos(20_000_000);
            assertEquals(3, started.get());
            queue.next();
        }
    }

    @Test
    void aFailureKeepsItsCauseAndItsPlaceInTheOrder() {
        IllegalStateException cause = new IllegalStateException("broken");
        try (BatchQueue queue = new BatchQueue(i -> failAt(2, i, cause), 0, 10, 2, 4)) {
            queue.next();
            queue.next();
            IllegalStateException failure = assertThrows(IllegalStateException.class, queue::next);
            assertSame(cause, failure.getCause());
            assertTrue(failure.getMessage().contains("iteration 2"), failure.getMessage());
        }
    }

    @Test
    void whatTheUserCanFixKeepsItsMessageAndSaysForWhichBatch() {
        SamdaException cause = new SamdaException("Image 'a.png' is damaged.");
        try (BatchQueue queue = new BatchQueue(i -> failAt(0, i, cause), 0, 10, 1, 1)) {
            SamdaException failure = assertThrows(SamdaException.class, queue::next);
            assertEquals(
                    "Image 'a.png' is damaged. It was needed for the batch of iteration 0 (of unknown size).",
                    failure.getMessage());
            assertSame(cause, failure.getCause());
        }
    }

    @Test
    void aWantOfMemorySaysWhatWasNeededWhatThereIsAndWhatToDo() {
        try (BatchQueue queue = new BatchQueue(new TooLarge(1), 0, 10, 2, 4)) {
            queue.next();
            SamdaException failure = assertThrows(SamdaException.class, queue::next);
            assertEquals(
                    "There is no memory for the batch of iteration 1 (4 patches of 512 x 512 px, 9.4 MB): Java heap space."
                            + " Up to 4 batches are held at once, beside the images, and Java may take "
                            + Runtime.getRuntime().maxMemory() / 1_000_000
                            + " MB in all. Lower plan.batchSize or plan.patchSize, use fewer threads, or give Java's heap"
                            + " more: SAMDA_JAVA_OPTS=-Xmx8g.",
                    failure.getMessage());
            assertTrue(failure.getCause() instanceof OutOfMemoryError);
            assertThrows(SamdaException.class, queue::next);
        }
    }

    @Test
    void closingEndsItsThreadsAndWakesWhoeverWaits() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        AtomicReference<Thread> worker = new AtomicReference<>();
        CountDownLatch working = new CountDownLatch(1);
        BatchQueue queue = new BatchQueue(
                i -> {
                    worker.set(Thread.currentThread());
                    working.countDown();
                    await(never);
                    return batch(i);
                },
                0,
                10,
                1,
                2);
        AtomicReference<RuntimeException> thrown = new AtomicReference<>();
        Thread consumer = new Thread(() -> thrown.set(assertThrows(IllegalStateException.class, queue::next)));
        consumer.start();
        assertTrue(working.await(5, TimeUnit.SECONDS));
        assertTrue(worker.get().isDaemon());
        queue.close();
        consumer.join(5000);
        worker.get().join(5000);
        assertFalse(worker.get().isAlive());
        assertTrue(thrown.get() instanceof IllegalStateException);
        assertThrows(IllegalStateException.class, queue::next);
    }

    private static Batch slowWhenEven(long iteration) {
        LockSupport.parkNanos(iteration % 2 == 0 ? 3_000_000 : 0);
        return batch(iteration);
    }

    /** Batches of which one cannot be held in memory. */
    private record TooLarge(long iteration) implements Batches {
        @Override
        public Batch batch(long i) {
            if (i == iteration) {
                throw new OutOfMemoryError("Java heap space");
            }
            return BatchQueueTest.batch(i);
        }

        @Override
        public String description() {
            return "4 patches of 512 x 512 px, 9.4 MB";
        }
    }

    private static Batch failAt(long iteration, long i, RuntimeException failure) {
        if (i == iteration) {
            throw failure;
        }
        return batch(i);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Batch batch(long iteration) {
        return new Batch(1, 1, new float[] {iteration}, new float[] {iteration}, new byte[0]);
    }
}
