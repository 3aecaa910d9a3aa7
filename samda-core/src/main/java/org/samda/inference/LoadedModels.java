// SPDX-License-Identifier: Apache-2.0
package org.samda.inference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.samda.SamdaException;
import org.samda.data.Plan;

/**
 * Models that are used together, their scores averaged: one, or the folds of a cross-validation. Owns their memory until
 * it is closed.
 */
public final class LoadedModels implements AutoCloseable {
    private static final String FOLD = "fold_\\d+";

    private final List<LoadedModel> models;

    private LoadedModels(List<LoadedModel> models) {
        this.models = models;
    }

    /**
     * Reads what users name as a model: runs, runs of a cross-validation (all folds), model files, and networks that nnU-Net
     * trained.
     *
     * @param named    at least one
     * @param encoders asked for a generic encoder's weights where a file does not hold them
     * @throws SamdaException if one of them cannot be read, or they do not go together
     */
    public static LoadedModels read(List<Path> named, ModelFile.EncoderSource encoders) {
        List<LoadedModel> models = new ArrayList<>();
        LoadedModels all = new LoadedModels(models);
        boolean complete = false;
        try {
            for (Path path : named) {
                if (Files.exists(path) && NnUNetModel.isOne(path)) {
                    models.addAll(NnUNetModel.find(path).read());
                } else {
                    locate(path).forEach(file -> models.add(ModelFile.read(file, encoders)));
                }
            }
            all.requireAlike();
            complete = true;
            return all;
        } finally {
            if (!complete) {
                all.close();
            }
        }
    }

    /** The model files of a run, of all folds of a cross-validation, or the file that is named. */
    public static List<Path> locate(Path runOrFile) {
        List<Path> folds = folds(runOrFile);
        return (folds.isEmpty() ? List.of(runOrFile) : folds)
                .stream().map(ModelFile::locate).toList();
    }

    private static List<Path> folds(Path run) {
        if (!Files.isDirectory(run)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(run)) {
            return entries.filter(entry -> entry.getFileName().toString().matches(FOLD))
                    .sorted(Comparator.comparing(Path::toString))
                    .toList();
        } catch (IOException e) {
            throw new SamdaException("Folder '%s' cannot be read: %s. Check it.".formatted(run, e), e);
        }
    }

    private void requireAlike() {
        ModelDescription first = models.get(0).description();
        for (LoadedModel model : models) {
            ModelDescription other = model.description();
            Plan plan = first.plan();
            if (!other.plan().withBatchSize(1).equals(plan.withBatchSize(1))
                    || !other.classes().equals(first.classes())) {
                throw new SamdaException(
                        "The models cannot be used together: one has the plan %s and the classes %s, another %s and %s. Use the folds of one cross-validation."
                                .formatted(plan, first.classes(), other.plan(), other.classes()));
            }
        }
    }

    /** All of them, at least one; lent. */
    public List<LoadedModel> models() {
        return List.copyOf(models);
    }

    /** That of the first; the others have the same plan and classes. */
    public ModelDescription description() {
        return models.get(0).description();
    }

    @Override
    public void close() {
        models.forEach(LoadedModel::close);
    }
}
