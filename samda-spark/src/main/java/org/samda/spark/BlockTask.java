// SPDX-License-Identifier: Apache-2.0
package org.samda.spark;

import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;
import org.samda.inference.BlockPlan;
import org.samda.inference.BlockSegmentation;
import org.samda.inference.BlockStep;

/**
 * A share of a step's blocks, done by an executor.
 *
 * @param arguments of the command
 * @param plan      of the run
 * @param step      of the plan
 * @param share     how many neighbouring blocks a task has
 */
record BlockTask(Arguments arguments, BlockPlan plan, BlockStep step, long share) implements Function<Integer, Long> {
    /** For each core, so that those that are slower, or come later, can have fewer. */
    private static final int FEWEST_TASKS = 4;

    /** For each core; more are too much for one process to keep book of. */
    private static final int MOST_TASKS = 64;

    private static final int ALWAYS_POSSIBLE = 2048;

    /** Does a share; returns how many of its blocks had been done by an interrupted run. */
    @Override
    public Long call(Integer task) {
        BlockSegmentation segmentation = ProcessModel.of(arguments);
        long first = task * share;
        long end = Math.min(step.blocks(), first + share);
        if (TaskContext.get().attemptNumber() > 0) {
            segmentation.removeLeftovers(plan, step, first, end);
        }
        return segmentation.run(plan, step, first, end);
    }

    /** What reads the same chunks is one task, unless cores would be idle; more where there would be too many tasks. */
    static long share(BlockStep step, int cores) {
        long enough = Math.max(1, step.blocks() / ((long) FEWEST_TASKS * cores));
        long share = Math.min(step.together(), enough);
        long fewest = (step.blocks() - 1) / Math.max(ALWAYS_POSSIBLE, (long) MOST_TASKS * cores) + 1;
        return fewest <= share ? share : (fewest - 1) / share * share + share;
    }
}
