// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeviationsTest {

    @Test
    void modePaperHasNoneInStep2() {
        List<String> lines = Deviations.of(config(RunConfig.Mode.PAPER, EncoderKind.SAM_B));
        assertEquals(0, count(lines, "row 10") + count(lines, "row 11") + count(lines, "row 12"), lines.toString());
        assertEquals(0, count(lines, "step 2"), lines.toString());
    }

    @Test
    void whatGuardsStep2IsNamed() {
        List<String> lines = Deviations.of(config(RunConfig.Mode.ROBUST, EncoderKind.SAM_B));
        assertEquals(4, count(lines, "row 11"), lines.toString());
        assertTrue(lines.contains("row 11: step 2 keeps the source's features near those of step 1, weight 1.0"));
    }

    @Test
    void anotherLossIsNamed() {
        List<String> lines =
                Deviations.of(config(RunConfig.Mode.ROBUST, EncoderKind.SAM_B, "training.adaptation.loss=mmd"));
        assertTrue(lines.contains("step 2 has the loss 'mmd' instead of the perceptual loss (Eq. 2)"));
        assertEquals(0, count(lines, "row 11: L_style"), lines.toString());
    }

    @Test
    void aUNetAloneHasThemOnlyWhereItIsAdapted() {
        assertEquals(0, count(Deviations.of(config(RunConfig.Mode.ROBUST, EncoderKind.NONE)), "step 2"));
        List<String> adapted =
                Deviations.of(config(RunConfig.Mode.ROBUST, EncoderKind.NONE, "training.adaptation.bottleneck=true"));
        assertEquals(1, count(adapted, "row 12"), adapted.toString());
        assertEquals(4, count(adapted, "row 11"), adapted.toString());
    }

    private static long count(List<String> lines, String text) {
        return lines.stream().filter(line -> line.contains(text)).count();
    }

    private static RunConfig config(RunConfig.Mode mode, EncoderKind encoder, String... settings) {
        return new RunConfig(
                TinyRun.inputs(Path.of("data")),
                new RunConfig.Method(RunConfig.Preset.QUICK, mode, encoder, List.of(1, 2, 3)),
                new RunConfig.Compute(7, 1, "cpu", "fp32", Optional.empty()),
                Presets.settings(RunConfig.Preset.QUICK, mode, List.of(settings)));
    }
}
