// SPDX-License-Identifier: Apache-2.0
package org.samda.study;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.bytedeco.pytorch.global.torch;
import org.samda.SamdaException;
import org.samda.config.Configs;
import org.samda.data.Classes;
import org.samda.data.Plan;
import org.samda.data.Preprocessing;
import org.samda.experiment.EncoderKind;
import org.samda.experiment.Presets;
import org.samda.experiment.RunConfig;
import org.samda.experiment.RunRecord;
import org.samda.image.GreyImage;
import org.samda.image.LargestComponent;
import org.samda.image.PixelSize;
import org.samda.image.PixelType;
import org.samda.image.VolumeInfo;
import org.samda.image.VolumeSize;
import org.samda.inference.ModelDescription;
import org.samda.inference.ModelFile;
import org.samda.io.VolumeWriter;
import org.samda.io.Volumes;
import org.samda.model.ExpertUNetConfig;
import org.samda.model.SamdaModel;
import org.samda.model.SamdaModelConfig;
import org.samda.torch.Engine;
import org.samda.torch.Parameters;

/** Test images and run directories as a study leaves them, with networks of a few weights that nobody trained. */
final class TinyStudy {
    static final int WIDTH = 70;
    static final int HEIGHT = 40;

    private TinyStudy() {}

    /** A data set of so many test images with noise; those named have a square of foreground in the upper left corner. */
    static Path dataset(Path folder, int images, List<Integer> withForeground) {
        for (int i = 0; i < images; i++) {
            float[] pixels = new float[WIDTH * HEIGHT];
            float[] labels = new float[WIDTH * HEIGHT];
            for (int p = 0; p < pixels.length; p++) {
                pixels[p] = (p * 7919 + i * 31) % 251;
                labels[p] = withForeground.contains(i) && p % WIDTH < 20 && p / WIDTH < 20 ? 255 : 0;
            }
            write(folder.resolve("images/s" + i + ".png"), pixels);
            write(folder.resolve("labels/s" + i + ".png"), labels);
        }
        return folder;
    }

    private static void write(Path file, float[] pixels) {
        try {
            Files.createDirectories(file.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        VolumeInfo info = new VolumeInfo(new VolumeSize(WIDTH, HEIGHT, 1), PixelType.UINT8, Optional.empty());
        try (VolumeWriter writer = Volumes.create(file, info)) {
            writer.write(new GreyImage(WIDTH, HEIGHT, pixels));
            writer.commit();
        }
    }

    static StudyModels models() {
        return new StudyModels(Engine.start(OptionalInt.of(1), "cpu", "fp32"), 4L << 30, encoder -> {
            throw new SamdaException("no weights");
        });
    }

    /** Makes {@code model.samda}. */
    static Path model(Path run, int seed) {
        Engine.load();
        torch.manual_seed(seed);
        SamdaModel model = new SamdaModel(SamdaModelConfig.plain(ExpertUNetConfig.halving(2, 3, 4, 8)));
        try {
            ModelFile.write(
                    run.resolve("model.samda"),
                    new ModelDescription(
                            ModelFile.FORMAT_VERSION,
                            new ModelDescription.CreatedWith("0", "0", "17"),
                            model.config(),
                            new Plan(32, 16, 2, Optional.of(new PixelSize(10, 10)), 1, Preprocessing.SECTIONS),
                            Classes.foreground(),
                            Optional.empty(),
                            LargestComponent.NONE,
                            Map.of(),
                            Map.of()),
                    model,
                    "");
        } finally {
            Parameters.free(model);
            model.close();
        }
        return run;
    }

    /** Makes {@code config.yaml}. */
    static RunConfig config(Path run, Optional<Path> from, List<Integer> steps, String... settings) {
        RunConfig config = new RunConfig(
                new RunConfig.Inputs(
                        Optional.of(Path.of("/data/the source")),
                        Optional.of(Path.of("/data/target")),
                        Optional.empty(),
                        Optional.of(2),
                        List.of(),
                        from,
                        Optional.empty()),
                new RunConfig.Method(RunConfig.Preset.QUICK, RunConfig.Mode.ROBUST, EncoderKind.TINY, steps),
                new RunConfig.Compute(5, 1, "cpu", "fp32", Optional.empty()),
                Presets.settings(RunConfig.Preset.QUICK, RunConfig.Mode.ROBUST, List.of(settings)));
        text(run.resolve("config.yaml"), Configs.toYaml(config));
        return config;
    }

    /** Makes {@code run.json}. */
    static void record(Path run, List<String> shots, List<String> deviations) {
        text(
                run.resolve("run.json"),
                Configs.toJson(new RunRecord(
                        "9.9.9",
                        "17, somebody",
                        "2.10",
                        "Linux",
                        1,
                        "cpu",
                        "fp32",
                        5,
                        "2026-01-01T00:00:00Z",
                        Optional.of("2026-01-02T00:00:00Z"),
                        shots,
                        Map.of(),
                        deviations,
                        Optional.empty())));
    }

    static void text(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
