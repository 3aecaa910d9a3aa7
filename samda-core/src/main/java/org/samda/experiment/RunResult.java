// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import java.nio.file.Path;
import java.util.List;
import org.samda.SamdaException;
import org.samda.model.SamdaModel;
import org.samda.training.TrainingLoop;

/** What a run leaves behind for others: {@code model.samda}, {@code run.json} and the report. */
final class RunResult {
    private final RunFolder run;
    private final RunConfig config;
    private final RunModel model;

    RunResult(RunFolder run, RunConfig config, RunModel model) {
        this.run = run;
        this.config = config;
        this.model = model;
    }

    /** Puts the weights after the last finished step of an earlier run into a new model. */
    static void restoreLast(Path from, SamdaModel network) {
        List<Integer> finished = List.of(3, 2, 1).stream()
                .filter(step -> TrainingLoop.hasFinished(from, step))
                .toList();
        if (finished.isEmpty()) {
            throw new SamdaException(
                    "The run '%s' has no finished step to start from. Let its training finish first: start the same command again."
                            .formatted(from));
        }
        TrainingLoop.restore(from, finished.get(0), network);
    }

    void write(SamdaModel network, RunRecord record, StepScores scores) {
        record.write(run.path("run.json"));
    }
}
