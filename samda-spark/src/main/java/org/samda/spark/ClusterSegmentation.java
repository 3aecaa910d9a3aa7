// SPDX-License-Identifier: Apache-2.0
package org.samda.spark;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.samda.Progress;
import org.samda.SamdaException;
import org.samda.inference.BlockPlan;
import org.samda.inference.BlockRun;
import org.samda.inference.BlockStep;
import org.samda.inference.SegmentationSummary;

/** Gives the blocks of a segmentation to the executors of a cluster, step after step. No voxel passes through this process. */
final class ClusterSegmentation {
    private final JavaSparkContext spark;
    private final Arguments arguments;
    private final Progress progress;

    /**
     * @param spark     lent
     * @param arguments of the command
     * @param progress  hears of every task
     */
    ClusterSegmentation(JavaSparkContext spark, Arguments arguments, Progress progress) {
        this.spark = spark;
        this.arguments = arguments;
        this.progress = progress;
    }

    /** @throws SamdaException if a block fails as often as Spark tries it; what is segmented is kept then */
    SegmentationSummary run() {
        try (BlockRun run = ProcessModel.of(arguments).begin()) {
            run.warning().ifPresent(progress::warn);
            long resumed = 0;
            for (BlockStep step : run.plan().steps()) {
                resumed += run(run.plan(), step);
            }
            return run.commit(resumed);
        }
    }

    private long run(BlockPlan plan, BlockStep step) {
        long share = BlockTask.share(step, spark.defaultParallelism());
        int tasks = Math.toIntExact((step.blocks() - 1) / share + 1);
        List<Integer> all = IntStream.range(0, tasks).boxed().toList();
        TaskProgress heard = new TaskProgress(progress, step.toString(), tasks);
        try {
            spark.setJobDescription(step.toString());
            spark.sc().addSparkListener(heard);
            List<Long> resumed = spark.parallelize(all, tasks)
                    .map(new BlockTask(arguments, plan, step, share))
                    .collectAsync()
                    .get();
            spark.sc().removeSparkListener(heard);
            return resumed.stream().mapToLong(Long::longValue).sum();
        } catch (ExecutionException | IllegalStateException e) {
            throw ClusterFailure.of(step, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SamdaException("The work was interrupted before its end. Start it again.", e);
        } finally {
            heard.end();
        }
    }
}
