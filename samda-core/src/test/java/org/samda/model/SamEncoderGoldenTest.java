// SPDX-License-Identifier: Apache-2.0
package org.samda.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.samda.golden.Filler;
import org.samda.golden.GoldenFile;
import org.samda.torch.Parameters;

/** The encoder against the official implementation, in float32. */
class SamEncoderGoldenTest {
    private static final double TOLERANCE = 1.5e-5;

    private static final SamEncoderConfig TINY =
            new SamEncoderConfig(64, 4, 4, 4, 7, List.of(1, 3), 8, 256, Optional.empty());

    /** Weights that are small in the second set, so that a wrong epsilon shows. */
    private static final Pattern SMALL = Pattern.compile(
            "pos_embed|patch_embed\\.proj\\..*|blocks\\.\\d\\.(attn\\.proj|mlp\\.lin2)\\..*|neck\\.2\\.weight");

    @Test
    void everyBlockGivesTheOfficialTokens() {
        SamEncoder encoder = filled();
        Tensor grid = encoder.tokens(input());
        golden("tiny/tokens_in").assertMatches(grid, TOLERANCE);
        golden("tiny/block00_attn").assertMatches(encoder.blocks().get(0).windowAttention(grid), TOLERANCE);
        for (int i = 0; i < 4; i++) {
            grid = encoder.blocks().get(i).forward(grid);
            golden("tiny/block0" + i).assertMatches(grid, TOLERANCE);
        }
        golden("tiny/out").assertMatches(encoder.forward(input()), TOLERANCE);
    }

    @Test
    void epsilonsAreTheOfficialOnes() {
        SamEncoder encoder = filled();
        shrinkSmallWeights(encoder);
        Tensor grid = encoder.tokens(input());
        golden("tiny_eps/tokens_in").assertMatches(grid, TOLERANCE);
        golden("tiny_eps/block00").assertMatches(encoder.blocks().get(0).forward(grid), TOLERANCE);
        golden("tiny_eps/out").assertMatches(encoder.forward(input()), TOLERANCE);
    }

    @Test
    void gradientsAreTheOfficialOnes() {
        SamEncoder encoder = filled();
        Tensor images = input().requires_grad_(true);
        Tensor seed = Filler.symmetric("sam.tiny.gradseed", 1, 0, 2, 256, 8, 8);
        encoder.forward(images).mul(seed).sum().backward();
        golden("tiny/grad_input").assertMatches(images.grad(), TOLERANCE);
        Map<String, Tensor> parameters = Parameters.named(encoder);
        List<String> names = GoldenFile.names("sam/tiny/grad/");
        assertEquals(8, names.size());
        for (String name : names) {
            Tensor gradient =
                    parameters.get(name.substring("sam/tiny/grad/".length())).grad();
            GoldenFile.of(name).assertMatches(gradient, TOLERANCE);
        }
    }

    @Test
    void relativeTablesAreReadAndInterpolatedAsOfficially() {
        Tensor table = Filler.symmetric("sam.relpos", 1, 0, 27, 8);
        for (int size : new int[] {8, 14, 16}) {
            golden("unit/get_rel_pos_q%d_k%d".formatted(size, size))
                    .assertMatches(Positions.relative(table, size), TOLERANCE);
        }
    }

    @Test
    void windowsAreSplitAndJoinedAsOfficially() {
        Tensor grid = Filler.symmetric("sam.window", 1, 0, 1, 9, 10, 3);
        Windows windows = new Windows(9, 10, 7);
        golden("unit/window_partition_9x10_w7").assertMatches(windows.split(grid), 0);
        golden("unit/window_unpartition_9x10_w7").assertMatches(windows.join(windows.split(grid)), 0);
    }

    private static SamEncoder filled() {
        SamEncoder encoder = new SamEncoder(TINY);
        Filler.fill(encoder, "image_encoder.");
        return encoder;
    }

    private static void shrinkSmallWeights(SamEncoder encoder) {
        try (NoGradGuard noGrad = new NoGradGuard()) {
            Parameters.named(encoder).forEach((name, tensor) -> {
                if (SMALL.matcher(name).matches()) {
                    tensor.mul_(new Scalar(0x1p-8));
                }
            });
        }
    }

    private static Tensor input() {
        return Filler.input("sam.tiny.input", 2, 3, 128, 128);
    }

    private static GoldenFile golden(String name) {
        return GoldenFile.of("sam/" + name);
    }
}
