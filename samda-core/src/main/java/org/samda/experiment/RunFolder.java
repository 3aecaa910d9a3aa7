// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.samda.SamdaException;
import org.samda.config.Configs;
import org.samda.io.AtomicFiles;

/**
 * A run directory, held by one process at a time (CLI, "A run directory").
 *
 * <p>Opening an existing one checks that it belongs to the same configuration.
 */
final class RunFolder implements AutoCloseable {
    private final Path folder;
    private final FolderLock lock;

    private RunFolder(Path folder, FolderLock lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /** Makes the folder for this configuration, or opens the one that an earlier start of the same run made. */
    static RunFolder open(Path folder, RunConfig config) {
        Path configFile = folder.resolve("config.yaml");
        requireEmptyOrRun(folder, configFile);
        try {
            Files.createDirectories(folder.resolve("checkpoints"));
        } catch (IOException e) {
            throw new SamdaException(
                    "The run directory '%s' cannot be made: %s. Choose a writable place with --out."
                            .formatted(folder, e),
                    e);
        }
        RunFolder run = new RunFolder(folder, FolderLock.of(folder, "run directory"));
        try {
            run.removeUnfinished();
            if (Files.exists(configFile)) {
                requireSame(configFile, Configs.read(configFile, RunConfig.class), config);
            } else {
                AtomicFiles.write(configFile, Configs.toYaml(config).getBytes(StandardCharsets.UTF_8));
            }
            return run;
        } catch (SamdaException e) {
            run.close();
            throw e;
        }
    }

    /** That a run of this configuration may begin here, or go on. Changes nothing. */
    static void requireSuitable(Path folder, RunConfig config) {
        Path configFile = folder.resolve("config.yaml");
        requireEmptyOrRun(folder, configFile);
        if (Files.exists(configFile)) {
            requireSame(configFile, Configs.read(configFile, RunConfig.class), config);
        }
    }

    Path path(String name) {
        return folder.resolve(name);
    }

    Path folder() {
        return folder;
    }

    /** Files that a killed process was writing; while the lock is held nobody else writes here. */
    private void removeUnfinished() {
        try (var files = Files.walk(folder, 2)) {
            List<Path> unfinished = files.filter(
                            file -> file.getFileName().toString().matches("\\..+\\.part"))
                    .toList();
            for (Path file : unfinished) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new SamdaException(
                    "The run directory '%s' cannot be cleaned up: %s. Make it writable, or choose another --out."
                            .formatted(folder, e),
                    e);
        }
    }

    private static void requireEmptyOrRun(Path folder, Path configFile) {
        if (!Files.exists(folder) || Files.exists(configFile)) {
            return;
        }
        try (var entries = Files.list(folder)) {
            List<String> foreign = entries.map(p -> p.getFileName().toString())
                    .filter(name -> !List.of("checkpoints", ".lock").contains(name) && !name.endsWith(".part"))
                    .toList();
            if (!foreign.isEmpty()) {
                throw new SamdaException(
                        "'%s' is no run directory but holds other files (such as %s). Choose a new folder with --out."
                                .formatted(folder, foreign.get(0)));
            }
        } catch (IOException e) {
            throw new SamdaException(
                    "'%s' cannot be used as a run directory: %s. Choose a new folder with --out.".formatted(folder, e),
                    e);
        }
    }

    private static void requireSame(Path file, RunConfig stored, RunConfig asked) {
        Map<String, String> before = Flattened.of(stored);
        Map<String, String> now = Flattened.of(asked);
        TreeSet<String> keys = new TreeSet<>(before.keySet());
        keys.addAll(now.keySet());
        List<String> differences = keys.stream()
                .filter(key -> !Objects.equals(before.get(key), now.get(key)))
                .map(key -> "%s was %s, now %s".formatted(key, before.get(key), now.get(key)))
                .toList();
        if (!differences.isEmpty()) {
            throw new SamdaException(
                    ("The run in '%s' was started with other settings: %s. Use the same settings to go on with it, or another"
                                    + " --out to start anew.")
                            .formatted(file.getParent(), String.join("; ", differences)));
        }
    }

    @Override
    public void close() {
        lock.close();
    }
}
