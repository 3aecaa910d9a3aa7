// SPDX-License-Identifier: Apache-2.0
package org.samda.spark;

import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.samda.Progress;

/** Tells how many tasks of a step are finished. */
final class TaskProgress extends SparkListener {
    private final Progress progress;
    private final int tasks;
    private int finished;
    private boolean ended;

    TaskProgress(Progress progress, String step, int tasks) {
        this.progress = progress;
        this.tasks = tasks;
        progress.start(step, tasks);
    }

    @Override
    public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
        if (!ended && end.taskInfo().successful() && finished < tasks) {
            progress.at(++finished, "on " + end.taskInfo().host());
        }
    }

    /** What is heard later, is of no interest. */
    synchronized void end() {
        ended = true;
        progress.end();
    }
}
