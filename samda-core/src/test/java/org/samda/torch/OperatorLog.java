// SPDX-License-Identifier: Apache-2.0
package org.samda.torch;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FunctionPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.MemCopyFunction;
import org.bytedeco.pytorch.PlacementCopier;
import org.bytedeco.pytorch.RecordFunction;
import org.bytedeco.pytorch.global.torch;

/**
 * Hears of every operator that libtorch runs on this thread, forward and backward: how often, and where asked for how long.
 * Operators that others call count too, so one convolution is several operators.
 *
 * <p>Libtorch tells callbacks ({@code at::RecordFunctionCallback}) when an operator begins and ends. Its class is not mapped
 * to Java; this one writes the object's bytes itself, for the version of libtorch that this project uses. One log at a time.
 */
public final class OperatorLog implements AutoCloseable {
    private static final Ends ENDS = new Ends();
    private static final Begins BEGINS = new Begins();
    private static final Moving FUNCTION = new Moving();
    private static final Deque<OperatorLog> OPEN = new ArrayDeque<>();

    private final SortedMap<String, Integer> calls = new TreeMap<>();
    private final SortedMap<String, Integer> direct = new TreeMap<>();
    private final SortedMap<String, Long> selfNanos = new TreeMap<>();
    private final Deque<Running> running = new ArrayDeque<>();
    private final long handle;
    private long mostObjects = Pointer.totalCount();

    private OperatorLog(boolean timed) {
        OPEN.push(this);
        try (BytePointer callback = callback(timed)) {
            handle = torch.addThreadLocalCallback(callback);
        }
    }

    /** Counts from now on. */
    public static OperatorLog counting() {
        return new OperatorLog(false);
    }

    /** Counts, times, and tells who called from now on; only where that {@link #isPossible}. */
    public static OperatorLog timing() {
        if (!isPossible()) {
            throw new UnsupportedOperationException("operators are timed on x86-64 alone");
        }
        return new OperatorLog(true);
    }

    /** Whether it can hear of beginnings too: on x86-64, which hands over results as {@link Begins} expects. */
    public static boolean isPossible() {
        return System.getProperty("os.arch").equals("amd64");
    }

    /** Calls by name, such as {@code aten::add_}. */
    public SortedMap<String, Integer> calls() {
        return Collections.unmodifiableSortedMap(calls);
    }

    /** Calls of operators with certain names. */
    public int calls(Predicate<String> names) {
        return calls.entrySet().stream()
                .filter(entry -> names.test(entry.getKey()))
                .mapToInt(entry -> entry.getValue())
                .sum();
    }

    /** Calls of the operator of this name. */
    public int calls(String name) {
        return calls.getOrDefault(name, 0);
    }

    /** Those calls that no other operator made, but Java's code or the backward pass; empty where it was not timed. */
    public SortedMap<String, Integer> direct() {
        return Collections.unmodifiableSortedMap(direct);
    }

    /** Number of all {@link #direct} calls. */
    public int directCalls() {
        return direct.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Time spent in each operator without those that it called, ns; empty where it was not timed. */
    public SortedMap<String, Long> selfNanos() {
        return Collections.unmodifiableSortedMap(selfNanos);
    }

    /** Native objects that Java held at the same time, at most. */
    public long mostObjects() {
        return mostObjects;
    }

    @Override
    public void close() {
        torch.removeCallback(handle);
        OPEN.pop();
    }

    private void begin() {
        running.push(new Running(System.nanoTime()));
    }

    private void end(String name) {
        calls.merge(name, 1, Integer::sum);
        mostObjects = Math.max(mostObjects, Pointer.totalCount());
        if (!running.isEmpty()) {
            Running done = running.pop();
            long nanos = System.nanoTime() - done.began;
            selfNanos.merge(name, nanos - done.inOthers, Long::sum);
            if (running.isEmpty()) {
                direct.merge(name, 1, Integer::sum);
            } else {
                running.peek().inOthers += nanos;
            }
        }
    }

    /** An operator that has begun. */
    private static final class Running {
        private final long began;
        private long inOthers;

        Running(long began) {
            this.began = began;
        }
    }

    /**
     * An {@code at::RecordFunctionCallback}: what is called at the beginning, what at the end, the part of calls that is
     * told, and whether each kind of function is (operators and backward functions are).
     */
    private static BytePointer callback(boolean timed) {
        BytePointer bytes = new BytePointer(64).zero();
        bytes.putLong(0, timed ? address(BEGINS) : 0);
        bytes.putLong(8, address(ENDS));
        bytes.putDouble(16, 1);
        return bytes.put(24, (byte) 1).put(25, (byte) 1);
    }

    /** Where the native function is that calls the Java one. */
    private static long address(FunctionPointer function) {
        return new LongPointer(function).get();
    }

    /** {@code void (*)(const RecordFunction&, ObserverContext*)}; the third argument is none. */
    private static final class Ends extends PlacementCopier {
        @Override
        public void call(Pointer function, Pointer context, long nothing) {
            OPEN.element().end(FUNCTION.at(function).name().getString());
        }
    }

    /** {@code std::unique_ptr<ObserverContext> (*)(const RecordFunction&)}, whose result goes where the caller says. */
    private static final class Begins extends MemCopyFunction {
        @Override
        public void call(Pointer result, Pointer function, long nothing) {
            new LongPointer(result).put(0);
            OPEN.element().begin();
        }
    }

    /** Looks at libtorch's own objects: {@code new RecordFunction(pointer)} would move what is there away. */
    private static final class Moving extends RecordFunction {
        Moving at(Pointer function) {
            address = function.address();
            return this;
        }
    }
}
