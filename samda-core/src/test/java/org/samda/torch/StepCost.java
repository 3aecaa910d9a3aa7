// SPDX-License-Identifier: Apache-2.0
package org.samda.torch;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.bytedeco.javacpp.Pointer;

/**
 * What a piece of work costs that does not depend on how fast the machine is and what else it does.
 *
 * @param operators   that libtorch ran for it
 * @param objects     native ones that Java held at the same time, at most, more than before
 * @param left        native ones that Java holds afterwards, more than before
 * @param copiedBytes between Java's and native memory, in either direction
 * @param heapBytes   of Java's memory that this thread took for it
 */
public record StepCost(OperatorLog operators, long objects, long left, long copiedBytes, long heapBytes) {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Does it once and looks; done before, so that everything that is made once is there. */
    public static StepCost of(Runnable work) {
        boolean timed = OperatorLog.isPossible();
        long heap = THREADS.getCurrentThreadAllocatedBytes();
        work.run();
        long heapBytes = THREADS.getCurrentThreadAllocatedBytes() - heap;
        long objects = Pointer.totalCount();
        long copied = Tensors.copiedBytes();
        try (OperatorLog log = timed ? OperatorLog.timing() : OperatorLog.counting()) {
            work.run();
            return new StepCost(
                    log,
                    log.mostObjects() - objects,
                    Pointer.totalCount() - objects,
                    Tensors.copiedBytes() - copied,
                    heapBytes);
        }
    }

    /** Conversions from one number format to another, and copies from one device to another. */
    public int casts() {
        return operators.calls("aten::_to_copy");
    }

    /** Tensors that got memory of their own. */
    public int allocations() {
        return operators.calls("aten::empty") + operators.calls("aten::empty_strided");
    }
}
