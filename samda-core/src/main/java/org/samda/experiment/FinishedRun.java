// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.samda.SamdaException;

/**
 * What a run that has come to its end left behind, as far as others compare it.
 *
 * @param folder     its directory
 * @param scores     after each of its steps
 * @param shots      names of the annotated target images it used
 * @param finishedAt when it was done, as ISO 8601 in UTC
 * @param seconds    of all its starts together, by its log; what a killed start did after its last line is missing
 */
public record FinishedRun(Path folder, StepScores scores, List<String> shots, String finishedAt, double seconds) {

    public FinishedRun {
        shots = List.copyOf(shots);
    }

    /**
     * Looks whether a run has come to its end.
     *
     * @param folder of the run; need not exist
     * @param config that it is to have
     * @return empty if there is something left to do
     * @throws SamdaException if the folder holds something else, or a run of another configuration
     */
    public static Optional<FinishedRun> find(Path folder, RunConfig config) {
        RunFolder.requireSuitable(folder, config);
        if (!isFinished(folder)) {
            return Optional.empty();
        }
        RunRecord record = RunRecord.read(folder.resolve("run.json"));
        return record.scores()
                .map(scores -> new FinishedRun(
                        folder,
                        scores,
                        record.shots(),
                        record.finishedAt().orElse(""),
                        RunLog.seconds(folder.resolve("log.txt"))));
    }

    /** The report is the last thing that a run writes. */
    static boolean isFinished(Path run) {
        return Files.exists(run.resolve("model.samda"))
                && Files.exists(run.resolve("report").resolve("index.html"));
    }
}
