// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.samda.SamdaException;
import org.samda.config.Configs;
import org.samda.io.AtomicFiles;

/** JSON files of a run with what was found after training; a figure that is no number is {@code null} in them. */
final class RunFindings {
    private RunFindings() {}

    static void write(Path file, Record findings) {
        AtomicFiles.write(file, Configs.toJson(findings).getBytes(StandardCharsets.UTF_8));
    }

    /** Empty where the run has no such file yet. */
    static <T extends Record> Optional<T> read(Path file, Class<T> type) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Configs.figuresFromJson(Files.readString(file), file.toString(), type));
        } catch (IOException e) {
            throw new SamdaException("'%s' cannot be read: %s. Start the same training again.".formatted(file, e), e);
        }
    }
}
