// SPDX-License-Identifier: Apache-2.0
package org.samda.study;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.samda.SamdaException;
import org.samda.config.Configs;
import org.samda.experiment.FolderLock;
import org.samda.io.AtomicFiles;

/** A study's folder, held by one process at a time; opening it checks that it belongs to the same study. */
final class StudyFolder implements AutoCloseable {
    private final FolderLock lock;

    private StudyFolder(FolderLock lock) {
        this.lock = lock;
    }

    /** Makes the folder for this study, or opens the one that an earlier start made. */
    static StudyFolder open(Path folder, StartedStudy study) {
        requireSuitable(folder, study);
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new SamdaException(
                    "The study's folder '%s' cannot be made: %s. Choose a writable place with --out."
                            .formatted(folder, e),
                    e);
        }
        FolderLock lock = FolderLock.of(folder, "study's folder");
        try {
            StartedStudy.requireGoesOn(folder, study);
            AtomicFiles.write(
                    folder.resolve(StartedStudy.FILE), Configs.toYaml(study).getBytes(StandardCharsets.UTF_8));
            return new StudyFolder(lock);
        } catch (SamdaException e) {
            lock.close();
            throw e;
        }
    }

    /** That the study may begin here, or go on. Changes nothing. */
    static void requireSuitable(Path folder, StartedStudy study) {
        if (Files.exists(folder) && !Files.exists(folder.resolve(StartedStudy.FILE))) {
            requireEmpty(folder);
        }
        StartedStudy.requireGoesOn(folder, study);
    }

    private static void requireEmpty(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> !name.equals(FolderLock.FILE) && !name.endsWith(".part"))
                    .findFirst()
                    .ifPresent(name -> {
                        throw new SamdaException(
                                "'%s' is no study but holds other files (such as %s). Choose a new folder with --out."
                                        .formatted(folder, name));
                    });
        } catch (IOException e) {
            throw new SamdaException(
                    "'%s' cannot be used for a study: %s. Choose a new folder with --out.".formatted(folder, e), e);
        }
    }

    @Override
    public void close() {
        lock.close();
    }
}
