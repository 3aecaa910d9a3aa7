// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.samda.SamdaException;
import org.samda.config.Configs;
import org.samda.experiment.RunConfig.Mode;
import org.samda.experiment.RunConfig.Preset;
import org.samda.training.AdaptationConfig;
import org.samda.training.ValidationConfig;

class PresetsTest {

    @ParameterizedTest
    @EnumSource(Preset.class)
    void everyPresetIsCompleteInBothModes(Preset preset) {
        String file = "/org/samda/presets/" + preset.name().toLowerCase(Locale.ROOT) + ".yaml";
        assumeTrue(Presets.class.getResource(file) != null, "this preset does not ship yet");
        for (Mode mode : Mode.values()) {
            Settings settings = Presets.settings(preset, mode, List.of());
            assertEquals(settings, Configs.parse(Configs.toYaml(settings), "again", Settings.class));
        }
    }

    @Test
    void theQuickstartIsComplete() {
        Settings settings = Presets.quickstart(List.of());
        assertTrue(settings.training().source().epochs() > 0);
        assertEquals(
                new ValidationConfig(0, 0, ValidationConfig.Split.BLOCKS, 1, 10, 0, ValidationConfig.Keep.LAST),
                settings.training().validation());
    }

    @Test
    void modePaperFollowsThePaper() {
        Settings paper = Presets.settings(Preset.QUICK, Mode.PAPER, List.of());
        AdaptationConfig adaptation = paper.training().adaptation();
        assertEquals(AdaptationConfig.Pairing.RANDOM, adaptation.pairing());
        assertEquals(AdaptationConfig.OptimizerKind.SGD, adaptation.optimizer());
        assertEquals(20, adaptation.pairs());
        assertFalse(adaptation.anchored()
                || adaptation.balancedStyle()
                || paper.data().histogramMatching());
        assertEquals(0, adaptation.minimumVariance());
        assertEquals(0, adaptation.minimumRank());
        assertEquals(0, adaptation.keepSource());
        assertEquals(AdaptationConfig.Loss.PERCEPTUAL, adaptation.loss());
        Settings robust = Presets.settings(Preset.QUICK, Mode.ROBUST, List.of());
        assertTrue(robust.training().adaptation().anchored());
        assertEquals(0.99, paper.training().sgd().momentum());
        assertEquals(0, paper.training().sgd().averaging());
        assertEquals(0.01, paper.training().source().learningRate());
        assertEquals(0.001, paper.training().fewShot().learningRate());
        assertEquals(
                robust.training().source().iterations(),
                paper.training().source().iterations());
    }

    @Test
    void laterOverridesWin() {
        Settings settings = Presets.settings(
                Preset.QUICK,
                Mode.PAPER,
                List.of("training.source.epochs=3", "training.source.epochs=4", "tiny.encoder.globalBlocks=[0, 2]"));
        assertEquals(4, settings.training().source().epochs());
        assertEquals(List.of(0, 2), settings.tiny().encoder().globalBlocks());
    }

    @Test
    void anUnknownKeyIsToldWithTheNearestKnownOne() {
        assertProblem("training.source.epoch=3", "training.source.epochs");
        assertProblem("trainig.fewShot.learningRate=3", "training.fewShot.learningRate");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plan.patchSize=8",
                "plan.patchSize=big",
                "plan.stages=1",
                "plan.stages=3.5",
                "training.source.learningRate=0",
                "training.source.learningRate=.nan",
                "training.adaptation.optimizer=adam",
                "training.adaptation.minimumVariance=1",
                "training.sgd.momentum=1",
                "training.checkpointSeconds=-1",
                "training.validation.folds=-1",
                "training.validation.fold=5",
                "training.validation.gap=-1",
                "training.validation.iterations=0",
                "training.validation.patience=-1",
                "training.validation.keep=first",
                "training.embeddings.source=disk",
                "training.embeddings.precision=fp8",
                "scoring.view=1",
                "scoring.oracle=-1",
                "data.foregroundFraction=2",
                "data.foregroundFraction=-.inf",
                "tiny.minSide=0",
                "plan",
                "=3"
            })
    void aWrongValueIsRefusedAndNamed(String setting) {
        String key = setting.contains("=") ? setting.substring(0, setting.indexOf('=')) : setting;
        assertProblem(setting, key.substring(key.lastIndexOf('.') + 1));
    }

    private static void assertProblem(String setting, String expected) {
        SamdaException problem =
                assertThrows(SamdaException.class, () -> Presets.settings(Preset.QUICK, Mode.ROBUST, List.of(setting)));
        assertTrue(
                problem.getMessage().contains(expected) && problem.getMessage().contains("'" + setting + "'"),
                problem.getMessage());
    }
}
