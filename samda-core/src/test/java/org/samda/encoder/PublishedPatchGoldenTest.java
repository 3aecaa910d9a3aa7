// SPDX-License-Identifier: Apache-2.0
package org.samda.encoder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.samda.golden.Filler;
import org.samda.golden.GoldenFile;
import org.samda.model.EncoderNormalization;
import org.samda.model.ExpertUNetConfig;
import org.samda.model.ProjectorConfig;
import org.samda.model.PublishedInput;
import org.samda.model.PublishedShapes;
import org.samda.model.SamdaModel;
import org.samda.model.SamdaModelConfig;
import org.samda.torch.Tensors;

/** The U-Net's patch as the generic encoder sees it in mode paper, against the official preprocessings (PAPER row 1). */
class PublishedPatchGoldenTest {
    /** In standard deviations, which are about 1 for standardised and 1/4 for stretched images. */
    private static final double FLOAT = 1e-6;

    /** What is stated beside the golden values. */
    private static final double EMBEDDING = 1e-3;

    static Stream<String> greyImages() {
        return GoldenImages.NAMES.stream().filter(name -> name.startsWith("gray"));
    }

    @ParameterizedTest
    @MethodSource("greyImages")
    void samSeesThePatchAsOfficially(String name) {
        try (PointerScope scope = new PointerScope()) {
            golden("sam/" + name + "/tensor")
                    .assertMatches(prepared(EncoderPreprocessing.SAM, EncoderNormalization.IMAGE_NET, name), FLOAT);
        }
    }

    @ParameterizedTest
    @MethodSource("greyImages")
    void samMed2dSeesThePatchAsOfficially(String name) {
        try (PointerScope scope = new PointerScope()) {
            golden("sammed2d/" + name + "/dataset")
                    .assertMatches(
                            prepared(EncoderPreprocessing.SAM_MED2D, EncoderNormalization.IMAGE_NET, name), FLOAT);
        }
    }

    @ParameterizedTest
    @MethodSource("greyImages")
    void everyEncoderSeesThePatchAsItSeesAnImage(String name) {
        try (PointerScope scope = new PointerScope()) {
            ByteImage image = GoldenImages.named(name);
            for (EncoderPreprocessing preprocessing : EncoderPreprocessing.values()) {
                EncoderNormalization normalization = preprocessing == EncoderPreprocessing.MED_SAM
                        ? EncoderNormalization.MIN_MAX
                        : EncoderNormalization.IMAGE_NET;
                assertArrayEquals(
                        preprocessing.prepare(image).values(),
                        Tensors.floats(prepared(preprocessing, normalization, name)),
                        1e-6f);
            }
        }
    }

    @Test
    void bfloat16DoesNotReachThePreprocessing() {
        try (PointerScope scope = new PointerScope()) {
            float[] full =
                    Tensors.floats(prepared(EncoderPreprocessing.SAM, EncoderNormalization.IMAGE_NET, "gray_300x400"));
            torch.set_autocast_enabled(DeviceType.CPU, true);
            try {
                assertArrayEquals(
                        full,
                        Tensors.floats(
                                prepared(EncoderPreprocessing.SAM, EncoderNormalization.IMAGE_NET, "gray_300x400")));
            } finally {
                torch.set_autocast_enabled(DeviceType.CPU, false);
            }
        }
    }

    @Test
    void aPatchGivesTheOfficialEmbeddingOfMedSam() {
        try (PointerScope scope = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard();
                SamdaModel model = new SamdaModel(medSam())) {
            Filler.fill(model.sam(), "image_encoder.");
            Tensor patch = patch(GoldenImages.image("img.medsam", 300, 400, 1));
            GoldenFile.of("sam/vit_b_medsam/out").assertMatches(model.embed(patch), EMBEDDING);
        }
    }

    private static SamdaModelConfig medSam() {
        return SamdaModelConfig.fused(
                ExpertUNetConfig.halving(2, 2, 4, 8),
                new SamdaModelConfig.GenericConfig(
                        PublishedShapes.MED_SAM,
                        Optional.of(EncoderPreprocessing.MED_SAM),
                        1,
                        EncoderNormalization.MIN_MAX,
                        new ProjectorConfig(256, List.of(8, 8, 8), List.of(2, 2, 2)),
                        Optional.empty()));
    }

    private static Tensor prepared(
            EncoderPreprocessing preprocessing, EncoderNormalization normalization, String name) {
        ByteImage image = GoldenImages.named(name);
        return new PublishedInput(preprocessing, image.height(), image.width()).prepare(patch(image), normalization);
    }

    /** As training and inference give patches: grey values from 0 to 255, whole ones but for rounding. */
    private static Tensor patch(ByteImage image) {
        float[] values = new float[image.values().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (image.values()[i] & 0xFF) + (i % 2 == 0 ? 1e-4f : -1e-4f);
        }
        return Tensors.of(values, 1, 1, image.height(), image.width());
    }

    private static GoldenFile golden(String name) {
        return GoldenFile.of("preproc/" + name);
    }
}
