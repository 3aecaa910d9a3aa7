// SPDX-License-Identifier: Apache-2.0
package org.samda.inference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.samda.SamdaException;
import org.samda.checkpoint.ExpertWeights;
import org.samda.model.SamdaModel;
import org.samda.model.SamdaModelConfig;
import org.samda.torch.Engine;
import org.samda.torch.Parameters;

/**
 * A 2-D network that nnU-Net (v2) trained, as it lies in nnU-Net's results: {@code plans.json} and {@code dataset.json} beside
 * folders {@code fold_0}, {@code fold_1}, … with a {@code checkpoint_final.pth} each (COMPONENTS sections 8, 10, 16).
 *
 * @param description what the files say, in this project's terms
 * @param checkpoints the folds' weights, at least one
 */
public record NnUNetModel(NnUNetDescription description, List<Path> checkpoints) {
    private static final String PLANS = "plans.json";
    private static final List<String> CHECKPOINTS = List.of("checkpoint_final.pth", "checkpoint_best.pth");

    public NnUNetModel {
        checkpoints = List.copyOf(checkpoints);
    }

    /** Whether this is such a folder, a fold in it, or a checkpoint in a fold. */
    public static boolean isOne(Path path) {
        return path.toString().endsWith(".pth") || Files.exists(path.resolve(PLANS)) || hasCheckpoint(path);
    }

    /**
     * Finds the networks and reads their plan; weights are read later.
     *
     * @param path the folder with {@code plans.json} (all its folds), a fold's folder, or a checkpoint
     * @throws SamdaException if parts are missing, or the network is not one that this project has
     */
    public static NnUNetModel find(Path path) {
        if (Files.isRegularFile(path)) {
            return new NnUNetModel(description(path.toAbsolutePath().getParent(), path), List.of(path));
        }
        if (!Files.exists(path.resolve(PLANS))) {
            return new NnUNetModel(description(path, path), List.of(checkpoint(path)));
        }
        List<Path> folds = folds(path);
        if (folds.isEmpty()) {
            throw new SamdaException(
                    "'%s' has nnU-Net's plans.json but no trained fold, expected fold_0/checkpoint_final.pth. Copy the folds too."
                            .formatted(path));
        }
        return new NnUNetModel(NnUNetDescription.read(path), folds);
    }

    /**
     * Reads every fold, to the CPU and in float32.
     *
     * @return models owned by the caller; must not be called with a scope open
     */
    public List<LoadedModel> read() {
        Engine.load();
        List<LoadedModel> models = new ArrayList<>();
        boolean complete = false;
        try {
            checkpoints.forEach(checkpoint -> models.add(read(checkpoint)));
            complete = true;
            return List.copyOf(models);
        } finally {
            if (!complete) {
                models.forEach(LoadedModel::close);
            }
        }
    }

    private LoadedModel read(Path checkpoint) {
        requireCovered(checkpoint);
        SamdaModel model = new SamdaModel(SamdaModelConfig.plain(description.expert()));
        boolean loaded = false;
        try {
            warmStart(checkpoint, model);
            Parameters.setTrainable(model, false);
            loaded = true;
            return new LoadedModel(description.model(checkpoint), model);
        } finally {
            if (!loaded) {
                Parameters.free(model);
            }
        }
    }

    /** Puts the first fold's weights into the U-Net of a model that may have a generic encoder more (PAPER row 5). */
    public void warmStart(SamdaModel model) {
        warmStart(checkpoints.get(0), model);
    }

    /** A plan can describe a network of any size; the checkpoint must hold as much. */
    private void requireCovered(Path checkpoint) {
        try {
            ClaimedWeights.requireCovered(description.model(checkpoint), Files.size(checkpoint), checkpoint);
        } catch (IOException e) {
            throw new SamdaException("Checkpoint '%s' cannot be read: %s. Check it.".formatted(checkpoint, e), e);
        }
    }

    private static void warmStart(Path checkpoint, SamdaModel model) {
        if (model.config().expert().pooling().isPresent()) {
            throw new SamdaException(
                    "Checkpoint '%s' cannot start a U-Net with max pooling: nnU-Net's has strided convolutions, whose weights would mean something else there. Use --set plan.maxPooling=false, or train from scratch."
                            .formatted(checkpoint));
        }
        try (PointerScope scope = new PointerScope()) {
            Map<String, Tensor> weights = ExpertWeights.read(checkpoint);
            model.warmStart(weights, "Checkpoint '" + checkpoint + "'");
        }
    }

    private static NnUNetDescription description(Path folder, Path asked) {
        return Stream.of(folder, folder.toAbsolutePath().normalize().getParent())
                .filter(place -> Files.exists(place.resolve(PLANS)))
                .findFirst()
                .map(NnUNetDescription::read)
                .orElseThrow(() -> new SamdaException(
                        "'%s' has no plan: expected nnU-Net's plans.json and dataset.json in its folder or the one above. Keep the checkpoint in its fold folder, or copy the two files beside it."
                                .formatted(asked)));
    }

    private static List<Path> folds(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> entry.getFileName().toString().matches("fold_(\\d+|all)"))
                    .filter(NnUNetModel::hasCheckpoint)
                    .sorted()
                    .map(NnUNetModel::checkpoint)
                    .toList();
        } catch (IOException e) {
            throw new SamdaException("Folder '%s' cannot be read: %s. Check it.".formatted(folder, e), e);
        }
    }

    private static boolean hasCheckpoint(Path fold) {
        return CHECKPOINTS.stream().anyMatch(name -> Files.exists(fold.resolve(name)));
    }

    private static Path checkpoint(Path fold) {
        return CHECKPOINTS.stream()
                .map(fold::resolve)
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(() -> new SamdaException(
                        "'%s' has no trained network: expected checkpoint_final.pth. Name a trained fold."
                                .formatted(fold)));
    }
}
