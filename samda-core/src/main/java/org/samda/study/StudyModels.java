// SPDX-License-Identifier: Apache-2.0
package org.samda.study;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.samda.SamdaException;
import org.samda.config.Configs;
import org.samda.experiment.RunConfig;
import org.samda.image.LabelImage;
import org.samda.inference.Averaging;
import org.samda.inference.LoadedModels;
import org.samda.inference.ModelFile;
import org.samda.inference.Segmenter;
import org.samda.torch.Engine;

/**
 * Uses the models of a study's runs as {@code samda segment} does.
 *
 * @param engine   where and how they are computed
 * @param maxBytes of memory that the program may take in all
 * @param encoders asked for a generic encoder's weights where a model's file does not hold them
 */
public record StudyModels(Engine engine, long maxBytes, ModelFile.EncoderSource encoders) {

    /**
     * The section of an image that is shown, segmented by a run's model with the averaging that the run was scored with.
     *
     * @return class indices, of the image's size
     * @throws SamdaException if the run has no model, or it does not go with the image
     */
    LabelImage segment(Path run, ExampleImage image) {
        try (LoadedModels loaded = LoadedModels.read(List.of(run), encoders)) {
            if (loaded.description().classes().count() != image.classes().count()) {
                throw new SamdaException("The model segments %s, the test images have %s."
                        .formatted(loaded.description().classes(), image.classes()));
            }
            return Segmenter.of(loaded, engine, averaging(run), maxBytes)
                    .segment(image.planes(), image.voxelSize())
                    .get(image.section());
        }
    }

    private static Averaging averaging(Path run) {
        Path config = run.resolve("config.yaml");
        return Files.isRegularFile(config)
                ? Configs.read(config, RunConfig.class).settings().scoring().averaging()
                : Averaging.NONE;
    }
}
