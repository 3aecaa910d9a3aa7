// SPDX-License-Identifier: Apache-2.0
package org.samda.study;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.samda.SamdaException;
import org.samda.config.Configs;
import org.samda.experiment.RunConfig;
import org.samda.experiment.RunRecord;

/**
 * What a run directory says of its run, as far as it is there and can be read.
 *
 * @param folder the run directory
 * @param config what was run
 * @param record where the result comes from
 */
record RunFacts(Path folder, Optional<RunConfig> config, Optional<RunRecord> record) {

    /** Of a folder that may be missing, unfinished or damaged: a report is no place to fail. */
    static RunFacts read(Path folder) {
        return new RunFacts(
                folder,
                read(folder.resolve("config.yaml"), file -> Configs.read(file, RunConfig.class)),
                read(folder.resolve("run.json"), RunRecord::read));
    }

    private interface Reader<T> {
        T read(Path file);
    }

    private static <T> Optional<T> read(Path file, Reader<T> reader) {
        try {
            return Files.isRegularFile(file) ? Optional.of(reader.read(file)) : Optional.empty();
        } catch (SamdaException e) {
            return Optional.empty();
        }
    }
}
