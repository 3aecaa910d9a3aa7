// SPDX-License-Identifier: Apache-2.0
package org.samda.inference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samda.SamdaException;
import org.samda.checkpoint.TorchFile;
import org.samda.data.Plan;
import org.samda.data.Preprocessing;
import org.samda.image.GreyImage;
import org.samda.image.LabelImage;
import org.samda.image.PixelSize;
import org.samda.image.SliceAxis;
import org.samda.model.ExpertUNetConfig;
import org.samda.model.SamdaModel;
import org.samda.model.SamdaModelConfig;
import org.samda.planning.NormalizationScheme;
import org.samda.torch.Parameters;

class NnUNetModelTest {
    private static final String NEWER = """
            "architecture": {"network_class_name": "dynamic_network_architectures.architectures.unet.PlainConvUNet",
              "arch_kwargs": {"n_stages": 3, "features_per_stage": [4, 8, 8], "kernel_sizes": [[1, 3], [3, 3], [3, 3]],
                "strides": [[1, 1], [1, 2], [2, 2]], "n_conv_per_stage": [2, 2, 2], "n_conv_per_stage_decoder": [2, 2]}}
            """;
    private static final String OLDER = """
            "UNet_class_name": "PlainConvUNet", "UNet_base_num_features": 4, "unet_max_num_features": 8,
            "n_conv_per_stage_encoder": [2, 2, 2], "n_conv_per_stage_decoder": [2, 2],
            "pool_op_kernel_sizes": [[1, 1], [1, 2], [2, 2]], "conv_kernel_sizes": [[1, 3], [3, 3], [3, 3]]
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void writeDataset() throws IOException {
        Files.writeString(folder.resolve("dataset.json"), """
                {"channel_names": {"0": "MRI"}, "labels": {"background": 0, "b": 2, "a": 1}, "file_ending": ".nii.gz"}
                """);
    }

    @ParameterizedTest
    @CsvSource({"newer", "older"})
    void bothLayoutsOfPlansAreRead(String layout) throws IOException {
        writePlans(layout.equals("newer") ? NEWER : OLDER);
        saveFold("fold_0");
        NnUNetDescription found = NnUNetModel.find(folder).description();
        assertEquals(config(), found.expert());
        assertEquals(
                List.of("a", "b"),
                List.of(found.classes().name(1), found.classes().name(2)));
        Plan plan = found.plan();
        assertEquals(List.of(16, 8, 12), List.of(plan.patchWidth(), plan.patchHeight(), plan.batchSize()));
        assertEquals(Optional.of(new PixelSize(0.5e6, 2e6)), plan.pixelSize());
        assertEquals(Preprocessing.Unit.VOLUME, plan.preprocessing().unit());
        assertEquals(SliceAxis.Y, plan.preprocessing().sliceAxis());
        assertEquals(
                NormalizationScheme.Z_SCORE,
                plan.preprocessing().normalization().scheme());
        assertTrue(plan.preprocessing().normalization().masked());
    }

    @Test
    void aTrainedFoldSegmentsAsTheNetworkItWasSavedFrom() throws IOException {
        writePlans(NEWER);
        SamdaModel network = saveFold("fold_0");
        List<GreyImage> volume = List.of(
                TiledPredictionTest.noise(20, 9), TiledPredictionTest.noise(20, 9), TiledPredictionTest.noise(20, 9));
        Plan plan = NnUNetModel.find(folder).description().plan();
        List<LabelImage> expected = Segmenter.of(network, plan, TinyNetwork.ENGINE, Averaging.MIRRORS)
                .segment(volume, Optional.empty());
        try (LoadedModels loaded = LoadedModels.read(List.of(folder.resolve("fold_0")), encoder -> folder)) {
            List<LabelImage> found = Segmenter.of(loaded, TinyNetwork.ENGINE, Averaging.MIRRORS, Long.MAX_VALUE)
                    .segment(volume, Optional.empty());
            assertEquals(expected.size(), found.size());
            for (int z = 0; z < expected.size(); z++) {
                assertArrayEquals(expected.get(z).labels(), found.get(z).labels());
            }
        }
        Parameters.free(network);
    }

    @Test
    void theFolderStandsForAllItsFoldsWhoseScoresAreAveraged() throws IOException {
        writePlans(NEWER);
        Parameters.free(saveFold("fold_0"));
        Parameters.free(saveFold("fold_1"));
        List<GreyImage> volume = List.of(TiledPredictionTest.noise(16, 8), TiledPredictionTest.noise(16, 8));
        double[] both = logOdds(folder, volume);
        double[] first = logOdds(folder.resolve("fold_0"), volume);
        double[] second = logOdds(folder.resolve("fold_1/checkpoint_final.pth"), volume);
        for (int i = 0; i < both.length; i++) {
            assertEquals((first[i] + second[i]) / 2, both[i], 1e-3);
        }
        assertFalse(Arrays.equals(both, first));
    }

    @Test
    void weightsGoIntoAModelAsAWarmStart() throws IOException {
        writePlans(OLDER);
        SamdaModel network = saveFold("fold_0");
        torch.manual_seed(99);
        SamdaModel other = new SamdaModel(SamdaModelConfig.plain(config()));
        NnUNetModel.find(folder).warmStart(other);
        assertEquals(Parameters.hash(network), Parameters.hash(other));
        Parameters.free(network);
        Parameters.free(other);
    }

    @Test
    void whatCannotBeUsedIsSaidWithFileAndKey() throws IOException {
        writePlans(NEWER.replace("PlainConvUNet", "ResidualEncoderUNet"));
        Parameters.free(saveFold("fold_0"));
        SamdaException e = assertThrows(SamdaException.class, () -> NnUNetModel.find(folder));
        assertEquals(
                "'" + folder.resolve("plans.json")
                        + "', key 'configurations.2d.architecture.network_class_name': expected"
                        + " PlainConvUNet, found dynamic_network_architectures.architectures.unet.ResidualEncoderUNet."
                        + " Use the files of a trained 2d configuration.",
                e.getMessage());
    }

    @Test
    void aCheckpointWithoutItsPlanSaysWhereThatBelongs() throws IOException {
        Path lonely = folder.resolve("elsewhere/fold_0/checkpoint_final.pth");
        torch.manual_seed(1);
        try (PointerScope scope = new PointerScope()) {
            TorchFile.writeNnUNet(lonely, Map.of("a", torch.zeros(1)));
        }
        SamdaException e = assertThrows(SamdaException.class, () -> NnUNetModel.find(lonely));
        assertTrue(e.getMessage().contains("plans.json"), e.getMessage());
    }

    @Test
    void aPlanOfAHugeNetworkIsRefusedBeforeItIsBuilt() throws IOException {
        writePlans(NEWER.replace("[4, 8, 8]", "[4, 8, 900000]"));
        Parameters.free(saveFold("fold_0"));
        SamdaException e = assertThrows(
                SamdaException.class, () -> NnUNetModel.find(folder).read());
        assertTrue(e.getMessage().contains("damaged"), e.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "[8, 16]; [0, 16]; patch",
                "\"batch_size\": 12; \"batch_size\": 0; batch",
                "[2.0, 0.5]; [2.0, -0.5]; pixel size",
                "[[1, 1], [1, 2], [2, 2]]; [[1, 1], [1, 0], [2, 2]]; strides",
                "[[1, 3], [3, 3], [3, 3]]; [[1, 3], [5, 3], [3, 3]]; kernels",
                "[4, 8, 8]; [4, 0, 8]; features"
            })
    void aPlanOfWhatCannotBeIsTheUsersToMend(String sound, String broken, String named) throws IOException {
        writePlans(NEWER);
        Path plans = folder.resolve("plans.json");
        String text = Files.readString(plans);
        assertTrue(text.contains(sound), text);
        Files.writeString(plans, text.replace(sound, broken));
        SamdaException e = assertThrows(SamdaException.class, () -> NnUNetDescription.read(folder));
        assertTrue(e.getMessage().contains(plans.toString()), e.getMessage());
        assertTrue(e.getMessage().contains(named), e.getMessage());
    }

    @Test
    void theIgnoredLabelIsNoClassOfTheNetwork() throws IOException {
        writePlans(NEWER);
        Files.writeString(folder.resolve("dataset.json"), """
                {"channel_names": {"0": "MRI"}, "labels": {"background": 0, "a": 1, "b": 2, "ignore": 3}}
                """);
        NnUNetDescription found = NnUNetDescription.read(folder);
        assertEquals(3, found.classes().count());
        assertEquals(3, found.expert().classes());
    }

    private void writePlans(String network) throws IOException {
        Files.writeString(folder.resolve("plans.json"), """
                {"transpose_forward": [1, 0, 2], "original_median_shape_after_transp": [40, 9, 20],
                 "configurations": {"2d": {"patch_size": [8, 16], "batch_size": 12, "spacing": [2.0, 0.5],
                   "normalization_schemes": ["ZScoreNormalization"], "use_mask_for_norm": [true],
                   %s}}}
                """.formatted(network));
    }

    private SamdaModel saveFold(String fold) {
        torch.manual_seed(fold.hashCode());
        SamdaModel network = new SamdaModel(SamdaModelConfig.plain(config()));
        Parameters.setTrainable(network, false);
        try (PointerScope scope = new PointerScope()) {
            Map<String, Tensor> weights = new LinkedHashMap<>();
            Parameters.named(network)
                    .forEach((name, tensor) -> weights.put(name.substring("expert.".length()), tensor));
            TorchFile.writeNnUNet(folder.resolve(fold).resolve("checkpoint_final.pth"), weights);
        }
        return network;
    }

    @Test
    void maxPoolingCannotTakeWeightsOfStridedConvolutions() throws IOException {
        writePlans(NEWER);
        saveFold("fold_0");
        SamdaModel pooled =
                new SamdaModel(SamdaModelConfig.plain(config().pooling(Optional.of(ExpertUNetConfig.Pooling.MAX))));
        NnUNetModel found = NnUNetModel.find(folder);
        SamdaException problem = assertThrows(SamdaException.class, () -> found.warmStart(pooled));
        assertTrue(problem.getMessage().contains("plan.maxPooling=false"), problem.getMessage());
    }

    /** Of class 1 against the background: the difference of their raw scores. */
    private double[] logOdds(Path model, List<GreyImage> volume) {
        try (LoadedModels loaded = LoadedModels.read(List.of(model), encoder -> folder)) {
            List<GreyImage> classes = Segmenter.of(loaded, TinyNetwork.ENGINE, Averaging.NONE, Long.MAX_VALUE)
                    .probabilities(volume, Optional.empty())
                    .probabilities()
                    .get(0)
                    .classes();
            return IntStream.range(0, classes.get(0).pixels().length)
                    .mapToDouble(i ->
                            Math.log(classes.get(1).pixels()[i] / classes.get(0).pixels()[i]))
                    .toArray();
        }
    }

    private static ExpertUNetConfig config() {
        return new ExpertUNetConfig(
                1,
                3,
                List.of(4, 8, 8),
                List.of(
                        new ExpertUNetConfig.Stride(1, 1),
                        new ExpertUNetConfig.Stride(1, 2),
                        new ExpertUNetConfig.Stride(2, 2)),
                List.of(
                        new ExpertUNetConfig.Kernel(1, 3),
                        ExpertUNetConfig.Kernel.SQUARE,
                        ExpertUNetConfig.Kernel.SQUARE),
                Optional.empty(),
                0);
    }
}
