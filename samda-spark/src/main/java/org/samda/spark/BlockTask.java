// SPDX-License-Identifier: Apache-2.0
package org.samda.spark;

import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;
import org.samda.inference.BlockPlan;
import org.samda.inference.BlockSegmentation;
import org.samda.inference.BlockStep;

/**
 * A share of a step's blocks, done by an executor.
 *
 * @param arguments of the command, equal on all machines
 * @param plan      of the run
 * @param step      of the plan
 * @param tasks     into how many shares of neighbouring blocks the step is divided
 */
record BlockTask(List<String> arguments, BlockPlan plan, BlockStep step, int tasks) implements Function<Integer, Long> {

    BlockTask {
        arguments = List.copyOf(arguments);
    }

    /** Does a share; returns how many of its blocks had been done by an interrupted run. */
    @Override
    public Long call(Integer task) {
        BlockSegmentation segmentation = ProcessModel.of(arguments);
        long first = step.blocks() * task / tasks;
        long end = step.blocks() * (task + 1) / tasks;
        if (TaskContext.get().attemptNumber() > 0) {
            segmentation.removeLeftovers(plan, step, first, end);
        }
        return segmentation.run(plan, step, first, end);
    }
}
