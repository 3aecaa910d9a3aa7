// SPDX-License-Identifier: Apache-2.0
package org.samda.inference;

import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samda.golden.Filler;
import org.samda.golden.GoldenFile;
import org.samda.image.GreyImage;
import org.samda.model.ExpertUNet;
import org.samda.model.ExpertUNetConfig;
import org.samda.torch.Tensors;

/** Tiles, weights and mirroring against nnU-Net's own predictor with a tiny U-Net. */
class PredictorGoldenTest {
    private static final int TILE = 32;
    /** In standard deviations; an absolute difference of about 3e-5. */
    private static final double TOLERANCE = 1e-4;

    @ParameterizedTest
    @CsvSource({"64, 64", "24, 16", "512, 512"})
    void weightsAreTheOfficialOnes(int width, int height) {
        GoldenFile.of("nnunet_ops/gaussian/%dx%d_fp64_scale10".formatted(height, width))
                .assertMatches(Tensors.of(GaussianWeights.of(width, height), height, width), 1e-6);
    }

    @ParameterizedTest
    @CsvSource({"50x70, 1, 50, 70", "20x45_smaller_than_tile, 1, 20, 45", "2slices_40x33, 2, 40, 33"})
    void logitsAreTheOfficialOnes(String name, int sections, int height, int width) {
        TiledPrediction prediction = new TiledPrediction(network(), TILE, TILE, 2);
        float[] logits = new float[2 * sections * height * width];
        for (int z = 0; z < sections; z++) {
            List<GreyImage> classes =
                    prediction.logits(List.of(InputChannel.zScored(section(name, sections, z, height, width))));
            for (int c = 0; c < 2; c++) {
                System.arraycopy(
                        classes.get(c).pixels(), 0, logits, (c * sections + z) * height * width, height * width);
            }
        }
        GoldenFile.of("nnunet_ops/predictor/" + name + "/logits_fp64_accumulation")
                .assertMatches(Tensors.of(logits, 2, sections, height, width), TOLERANCE);
    }

    @Test
    void aMirroredTileIsTheOfficialOne() {
        GreyImage image = section("50x70", 1, 0, 50, 70);
        float[] tile = new float[TILE * TILE];
        for (int i = 0; i < tile.length; i++) {
            tile[i] = image.at(i % TILE, i / TILE);
        }
        GoldenFile.of("nnunet_ops/predictor/50x70/tta_first_tile")
                .assertMatches(Tensors.of(network().logits(tile, TILE, TILE), 1, 2, TILE, TILE), TOLERANCE);
    }

    private static TileNetwork network() {
        ExpertUNet unet = new ExpertUNet(ExpertUNetConfig.halving(2, 3, 4, 8));
        Filler.fill(unet, "tiny_unet.");
        return new TileNetwork(images -> unet.forward(images, 1).get(0), TinyNetwork.ENGINE, Averaging.MIRRORS);
    }

    private static GreyImage section(String name, int sections, int z, int height, int width) {
        Tensor volume = Filler.input("slide." + name, sections, height, width);
        int area = width * height;
        return new GreyImage(width, height, Arrays.copyOfRange(Tensors.floats(volume), z * area, (z + 1) * area));
    }
}
