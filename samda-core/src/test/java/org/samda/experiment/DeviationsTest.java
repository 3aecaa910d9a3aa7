// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samda.data.Classes;
import org.samda.data.Plan;
import org.samda.data.Preprocessing;
import org.samda.experiment.RunConfig.Mode;
import org.samda.experiment.RunConfig.Preset;
import org.samda.image.LargestComponent;
import org.samda.image.PixelSize;
import org.samda.planning.NetworkPlan;

class DeviationsTest {
    private static final String HELD_OUT =
            "a fold of the source's annotated images (1 of 5) is held out for validation";

    private static final String BANK = "rotation and scaling of patches turn and scale the kept embedding";

    /** What the paper does not speak of: nnU-Net holds out, and the embedding bank makes a frozen encoder affordable. */
    @ParameterizedTest
    @CsvSource({"med-sam", "sam-b", "sam-med2d", "mobile-sam", "none"})
    void aFullRunInModePaperDeviatesByNothingButWhatItHoldsOut(String encoder) {
        EncoderKind kind = EncoderKind.named(encoder);
        List<String> lines = of(config(Preset.FULL, Mode.PAPER, kind, List.of(1, 2, 3)));
        assertEquals(1, count(lines, HELD_OUT), lines.toString());
        assertEquals(kind.published().isPresent() ? 1 : 0, count(lines, BANK), lines.toString());
        assertEquals(
                List.of(),
                of(config(
                        Preset.FULL,
                        Mode.PAPER,
                        kind,
                        List.of(1, 2, 3),
                        "training.validation.folds=0",
                        "training.embeddings.source=encode")));
    }

    @Test
    void whereNothingIsTurnedOrScaledNeitherIsAnEmbedding() {
        List<String> lines = of(config(
                Preset.FULL,
                Mode.PAPER,
                EncoderKind.SAM_B,
                List.of(1, 2, 3),
                "augmentation.spatial.rotation.probability=0",
                "augmentation.spatial.scaling.probability=0"));
        assertEquals(0, count(lines, BANK), lines.toString());
    }

    @Test
    void anotherLossOfStep2IsNamedAndHasNoStyle() {
        List<String> lines = of(
                config(Preset.QUICK, Mode.ROBUST, EncoderKind.SAM_B, List.of(1, 2, 3), "training.adaptation.loss=mmd"));
        assertTrue(lines.contains("step 2 has the loss 'mmd' instead of the perceptual loss (Eq. 2)"));
        assertEquals(0, count(lines, "row 11: L_style"), lines.toString());
    }

    @Test
    void aUNetAloneHasDeviationsOfStep2OnlyWhereItIsAdapted() {
        List<String> lines = of(config(
                Preset.QUICK, Mode.ROBUST, EncoderKind.NONE, List.of(1, 2, 3), "training.adaptation.bottleneck=true"));
        assertEquals(List.of(3, 4, 8, 10, 11, 12, 13, 14, 15), rows(lines));
    }

    @Test
    void aDefaultRunListsEveryRowThatDeviates() {
        RunConfig config = config(Preset.QUICK, Mode.ROBUST, EncoderKind.MOBILE_SAM, List.of(1, 2, 3));
        assertEquals(List.of(1, 2, 3, 4, 8, 10, 11, 13, 14, 15), rows(of(config)));
    }

    @Test
    void aFullRunInModeRobustHasThePapersSizesAndLengths() {
        RunConfig config = config(Preset.FULL, Mode.ROBUST, EncoderKind.MED_SAM, List.of(1, 2, 3));
        assertEquals(List.of(1, 4, 8, 10, 11, 13, 14, 15), rows(of(config)));
        assertTrue(of(config).stream().noneMatch(line -> line.startsWith("preset")));
    }

    @Test
    void inModePaperAPresetStillDecidesOnSizesAndLengths() {
        RunConfig config = config(Preset.QUICK, Mode.PAPER, EncoderKind.MOBILE_SAM, List.of(1, 2, 3));
        List<String> lines = of(config);
        assertEquals(List.of(2, 3, 14), rows(lines));
        assertTrue(
                lines.contains("row 3: the U-Net has 5 stages of 16-32-64-128-256 channels instead of 8 of"
                        + " 32-64-128-256-512-512-512-512"),
                lines.toString());
        assertTrue(
                lines.contains("preset quick: step 1 has 16 epochs of 75 iterations instead of 100 of 250"),
                lines.toString());
    }

    @Test
    void thePlainUNetHasNoDeviationOfAGenericEncoder() {
        List<String> lines = of(config(Preset.QUICK, Mode.ROBUST, EncoderKind.NONE, List.of(1, 2, 3)));
        assertEquals(List.of(3, 4, 8, 13, 14, 15), rows(lines));
    }

    @Test
    void tinyIsNoPublishedEncoder() {
        List<String> lines = of(config(Preset.FULL, Mode.PAPER, EncoderKind.TINY, List.of(1, 2, 3)));
        assertEquals(List.of(6), rows(lines));
    }

    @Test
    void aStepThatDoesNotRunDeviatesFromNothing() {
        List<String> second = of(config(Preset.FULL, Mode.ROBUST, EncoderKind.MED_SAM, List.of(2)));
        assertEquals(List.of(1, 4, 8, 10, 11, 14, 15), rows(second));
        List<String> third = of(config(Preset.FULL, Mode.ROBUST, EncoderKind.MED_SAM, List.of(3)));
        assertEquals(List.of(1, 4, 14, 15), rows(third));
        assertTrue(third.contains("step 3 has the learning rate 0.01 instead of 0.001"), third.toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "data.genericInput=patch | row 1: ",
                "plan.maxPooling=false | row 4: ",
                "encoder.tuning=full | row 6: ",
                "training.sgd.momentum=0.9 | row 8: momentum 0.9 instead of 0.99",
                "training.sgd.weightDecay=0 | row 8: weight decay 0.0 instead of 3.0E-5",
                "training.sgd.decayPower=1 | row 8: the learning rate decays",
                "training.sgd.averaging=0.9 | row 8: steps 1 and 3 end with",
                "training.adaptation.optimizer=adam-w | row 8: step 2 uses AdamW",
                "training.adaptation.learningRate=0.1 | row 8: step 2 has the learning rate 0.1",
                "training.adaptation.weightDecay=0 | row 8: step 2 has weight decay",
                "training.adaptation.pairs=5 | row 9: ",
                "training.adaptation.pairing=nearest | row 10: ",
                "training.adaptation.anchored=true | row 11: the source side",
                "training.adaptation.balancedStyle=true | row 11: L_style",
                "training.adaptation.minimumVariance=0.1 | row 11: step 2 is undone",
                "training.adaptation.minimumRank=0.1 | row 11: step 2 is undone",
                "training.adaptation.keepSource=1 | row 11: step 2 keeps the source's features",
                "training.validation.split=blocks | row 13: ",
                "data.histogramMatching=true | row 14: source images",
                "training.adaptation.epochs=9 | step 2 has 9 epochs instead of 10",
                "training.fewShot.epochs=9 | preset full: step 3 has 9 epochs",
                "training.source.learningRate=0.1 | step 1 has the learning rate 0.1",
            })
    void oneSettingThatDeviatesIsOneLine(String setting, String line) {
        RunConfig config = config(Preset.FULL, Mode.PAPER, EncoderKind.MED_SAM, List.of(1, 2, 3), setting);
        List<String> found = of(config).stream()
                .filter(other -> !other.startsWith(HELD_OUT) && !other.startsWith(BANK))
                .toList();
        assertEquals(1, found.size(), found.toString());
        assertTrue(found.get(0).startsWith(line), found.toString());
    }

    /** Where all voxel sizes are known, the plan has one, as the setting asks for. */
    @Test
    void pixelsOfOneSizeAreListed() {
        RunConfig config = config(Preset.FULL, Mode.PAPER, EncoderKind.NONE, List.of(1));
        RunModel model = model(config, Optional.of(new PixelSize(5, 5)));
        assertEquals(List.of(14), rows(Deviations.of(config, model)));
    }

    private static List<String> of(RunConfig config) {
        boolean spaced = config.settings().data().commonPixelSize();
        return Deviations.of(config, model(config, spaced ? Optional.of(new PixelSize(5, 5)) : Optional.empty()));
    }

    private static RunModel model(RunConfig config, Optional<PixelSize> pixelSize) {
        NetworkPlan planned = Planner.ofLargeImages(config.settings(), 2);
        return new RunModel(
                new Plan(
                        planned.patch().width(),
                        planned.patch().height(),
                        2,
                        pixelSize,
                        config.settings().plan().downsampling(),
                        Preprocessing.SECTIONS),
                RunModel.network(planned, config.method().encoder(), config.settings()),
                Classes.foreground(),
                new MemoryBudget(1L << 40, List.of()),
                LargestComponent.NONE);
    }

    private static RunConfig config(
            Preset preset, Mode mode, EncoderKind encoder, List<Integer> steps, String... settings) {
        RunConfig.Inputs inputs = new RunConfig.Inputs(
                Optional.of(Path.of("source")),
                Optional.of(Path.of("target")),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty());
        return new RunConfig(
                inputs,
                new RunConfig.Method(preset, mode, encoder, steps),
                new RunConfig.Compute(0, 1, "cpu", "fp32", Optional.empty()),
                Presets.settings(preset, mode, Arrays.asList(settings)));
    }

    private static long count(List<String> lines, String beginning) {
        return lines.stream().filter(line -> line.startsWith(beginning)).count();
    }

    /** Numbers of the rows that are spoken of, ascending. */
    private static List<Integer> rows(List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith("row "))
                .map(line -> Integer.valueOf(line.substring(4, line.indexOf(':'))))
                .distinct()
                .sorted()
                .collect(Collectors.toList());
    }
}
