// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samda.SamdaException;
import org.samda.checkpoint.TorchFile;
import org.samda.config.Configs;
import org.samda.model.ExpertUNetConfig;
import org.samda.model.SamdaModel;
import org.samda.model.SamdaModelConfig;
import org.samda.torch.Parameters;
import org.samda.torch.SafeTensorsFile;
import org.samda.torch.Tensors;

/** Runs that start from a network that nnU-Net trained (PAPER row 5). */
class NnUNetStartTest {
    private static final String EXPERT = "expert.";

    @TempDir
    private Path folder;

    private Path nnUNet;
    private final Map<String, float[]> weights = new LinkedHashMap<>();

    @BeforeEach
    void makeDataAndNetwork() throws IOException {
        TinyRun.makeData(folder);
        nnUNet = folder.resolve("nnUNetTrainer__nnUNetPlans__2d");
        saveFold();
        Files.writeString(nnUNet.resolve("dataset.json"), """
                {"channel_names": {"0": "EM"}, "labels": {"background": 0, "a": 1}, "file_ending": ".png"}
                """);
        Files.writeString(nnUNet.resolve("plans.json"), """
                {"transpose_forward": [0, 1, 2], "original_median_shape_after_transp": [1, 64, 64],
                 "configurations": {"2d": {"patch_size": [32, 32], "batch_size": 2, "spacing": [1.0, 1.0],
                   "normalization_schemes": ["ZScoreNormalization"], "use_mask_for_norm": [false],
                   "UNet_class_name": "PlainConvUNet", "UNet_base_num_features": 4, "unet_max_num_features": 8,
                   "n_conv_per_stage_encoder": [2, 2, 2], "n_conv_per_stage_decoder": [2, 2],
                   "pool_op_kernel_sizes": [[1, 1], [2, 2], [2, 2]], "conv_kernel_sizes": [[3, 3], [3, 3], [3, 3]]}}}
                """);
    }

    @Test
    void step3BeginsWithTheWeightsOfTheCheckpoint() {
        Path run = folder.resolve("run");
        TinyRun.train(config("training.fewShot.learningRate=1e-12", "training.sgd.averaging=0"), run);
        try (SafeTensorsFile after = SafeTensorsFile.open(run.resolve("checkpoints/step3.safetensors"));
                PointerScope scope = new PointerScope()) {
            assertEquals(weights.keySet(), after.tensors().keySet());
            weights.forEach((name, values) -> assertArrayEquals(values, Tensors.floats(after.read(name)), 1e-6f, name));
        }
        RunModel model = Configs.read(run.resolve(RunModel.FILE), RunModel.class);
        assertEquals(
                List.of(32, 2), List.of(model.plan().patchWidth(), model.plan().batchSize()));
    }

    @Test
    void aNetworkOfOtherClassesIsRefused() throws IOException {
        Path json = nnUNet.resolve("dataset.json");
        Files.writeString(json, Files.readString(json).replace("\"a\": 1", "\"a\": 1, \"b\": 2"));
        SamdaException problem =
                assertThrows(SamdaException.class, () -> TinyRun.train(config(), folder.resolve("run")));
        assertTrue(problem.getMessage().contains("it has 2 classes, this run has 1"), problem.getMessage());
    }

    @Test
    void aUNetWithMaxPoolingCannotStartFromIt() {
        SamdaException problem = assertThrows(
                SamdaException.class, () -> TinyRun.train(config("plan.maxPooling=true"), folder.resolve("run")));
        assertTrue(problem.getMessage().contains("strided convolutions"), problem.getMessage());
        assertTrue(problem.getMessage().contains("--set plan.maxPooling=false"), problem.getMessage());
    }

    @Test
    void whereTheWeightsComeFromIsListedAsADeviation() {
        RunConfig config = config();
        RunModel model = RunModel.plan(config, TrainingData.open(config));
        List<String> lines = Deviations.of(config, model);
        assertTrue(lines.stream().anyMatch(line -> line.startsWith("row 5: ")), lines.toString());
    }

    private RunConfig config(String... settings) {
        RunConfig.Inputs inputs = new RunConfig.Inputs(
                Optional.empty(),
                Optional.of(folder.resolve("target")),
                Optional.empty(),
                Optional.of(2),
                List.of(),
                Optional.of(nnUNet),
                Optional.empty());
        return TinyRun.config(inputs, List.of(3), EncoderKind.NONE, settings);
    }

    private void saveFold() {
        torch.manual_seed(5);
        SamdaModel network = new SamdaModel(SamdaModelConfig.plain(ExpertUNetConfig.halving(2, 3, 4, 8)));
        Parameters.setTrainable(network, false);
        try (PointerScope scope = new PointerScope()) {
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            Parameters.named(network).forEach((name, tensor) -> {
                tensors.put(name.substring(EXPERT.length()), tensor);
                weights.put(name, Tensors.floats(tensor));
            });
            TorchFile.writeNnUNet(nnUNet.resolve("fold_0/checkpoint_final.pth"), tensors);
        }
        Parameters.free(network);
    }
}
