// SPDX-License-Identifier: Apache-2.0
package org.samda.inference;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.samda.SamdaException;
import org.samda.data.Plan;
import org.samda.image.LargestComponent;

/**
 * Models that are used together, their scores averaged: one, or the folds of a cross-validation. Owns their memory until
 * it is closed.
 */
public final class LoadedModels implements AutoCloseable {
    private final List<LoadedModel> models;
    private final Optional<LargestComponent> joint;

    private LoadedModels(List<LoadedModel> models, Optional<LargestComponent> joint) {
        this.models = models;
        this.joint = joint;
    }

    /**
     * Reads what users name as a model: runs, runs of a cross-validation (all folds), model files, and networks that nnU-Net
     * trained.
     *
     * @param named    at least one
     * @param encoders asked for a generic encoder's weights where a file does not hold them
     * @throws SamdaException if one of them cannot be read or has not finished, or they do not go together
     */
    public static LoadedModels read(List<Path> named, ModelFile.EncoderSource encoders) {
        List<LoadedModel> models = new ArrayList<>();
        LoadedModels all = new LoadedModels(models, joint(named.get(0)));
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

    private static Optional<LargestComponent> joint(Path named) {
        return Ensemble.isOne(named) && !NnUNetModel.isOne(named)
                ? Optional.of(Ensemble.read(named).postProcessing())
                : Optional.empty();
    }

    /**
     * The model files of a run, of all folds of a cross-validation, or the file that is named.
     *
     * @throws SamdaException if there are none, or a cross-validation has not finished
     */
    public static List<Path> locate(Path runOrFile) {
        return Ensemble.isOne(runOrFile)
                ? Ensemble.read(runOrFile).models(runOrFile)
                : List.of(ModelFile.locate(runOrFile));
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

    /**
     * What is done to their segmentations: what was chosen on the held-out cases of all folds together where a
     * cross-validation was named (first), else that of the first model.
     */
    public LargestComponent postProcessing() {
        return joint.orElseGet(() -> description().postProcessing());
    }

    @Override
    public void close() {
        models.forEach(LoadedModel::close);
    }
}
