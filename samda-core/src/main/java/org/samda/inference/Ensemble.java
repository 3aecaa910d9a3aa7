// SPDX-License-Identifier: Apache-2.0
package org.samda.inference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.samda.SamdaException;
import org.samda.config.Configs;
import org.samda.image.LargestComponent;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The models of a cross-validation as they are used together: the part {@code ensemble} of the {@code crossvalidation.json}
 * that lies beside the folds' runs {@code fold_0}, {@code fold_1}, … (COMPONENTS section 13).
 *
 * @param folds          number of models, at least 2
 * @param postProcessing what is done to a segmentation, chosen on the held-out cases of all folds
 */
public record Ensemble(int folds, LargestComponent postProcessing) {
    /** Written when all folds are trained. */
    public static final String FILE = "crossvalidation.json";

    private static final String FOLD = "fold_";
    private static final long LARGEST_FILE = 64L << 20;

    public Ensemble {
        if (folds < 2) {
            throw new IllegalArgumentException("folds must be at least 2, got " + folds);
        }
    }

    /** The run directory of a fold, from 0. */
    public static Path fold(Path folder, int fold) {
        return folder.resolve(FOLD + fold);
    }

    /** Whether this is the folder of a cross-validation, finished or not. */
    static boolean isOne(Path folder) {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.anyMatch(Ensemble::belongsToOne);
        } catch (IOException e) {
            throw new SamdaException("Folder '%s' cannot be read: %s. Check it.".formatted(folder, e), e);
        }
    }

    private static boolean belongsToOne(Path entry) {
        String name = entry.getFileName().toString();
        return name.equals(FILE) || (name.matches(FOLD + "\\d+") && Files.exists(entry.resolve("config.yaml")));
    }

    /** @throws SamdaException if the cross-validation has not finished, or its file is damaged */
    static Ensemble read(Path folder) {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            throw new SamdaException(
                    ("Cross-validation '%s' has no %s: it has not finished. Start the same 'samda train … --folds … --out"
                                    + " %s' again, it goes on where it stopped; or name single folds, such as %s.")
                            .formatted(folder, FILE, folder, fold(folder, 0)));
        }
        JsonNode ensemble = json(file).path("ensemble");
        if (!ensemble.isObject()) {
            throw new SamdaException(damaged(file, "it has no key 'ensemble'"));
        }
        return Configs.fromJson(ensemble.toString(), file + ", ensemble", Ensemble.class);
    }

    private static JsonNode json(Path file) {
        try {
            if (Files.size(file) > LARGEST_FILE) {
                throw new SamdaException(damaged(file, "it has more than " + LARGEST_FILE + " bytes"));
            }
            return JsonMapper.shared().readTree(Files.readString(file));
        } catch (JacksonException e) {
            throw new SamdaException(damaged(file, "it is not JSON: " + e.getOriginalMessage()), e);
        } catch (IOException e) {
            throw new SamdaException(damaged(file, e.toString()), e);
        }
    }

    private static String damaged(Path file, String problem) {
        return "'%s' cannot be used: %s. Start the same 'samda train' again; it writes the file anew."
                .formatted(file, problem);
    }

    /** The model files of all folds, which exist. */
    List<Path> models(Path folder) {
        return IntStream.range(0, folds)
                .mapToObj(fold -> ModelFile.locate(fold(folder, fold)))
                .toList();
    }
}
