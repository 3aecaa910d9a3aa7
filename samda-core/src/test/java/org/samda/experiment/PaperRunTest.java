// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.samda.config.Configs;
import org.samda.data.Classes;
import org.samda.data.Plan;
import org.samda.data.Preprocessing;
import org.samda.encoder.EncoderPreprocessing;
import org.samda.image.LargestComponent;
import org.samda.inference.LoadedModel;
import org.samda.inference.ModelFile;
import org.samda.model.ExpertUNetConfig;
import org.samda.model.SamdaModelConfig;
import org.samda.training.EncoderTraining;

/** Whole runs in mode paper. */
class PaperRunTest {

    @TempDir
    private static Path data;

    @TempDir
    private Path folder;

    @BeforeAll
    static void makeData() {
        TinyRun.makeData(data);
    }

    @ParameterizedTest
    @EnumSource(names = {"NONE", "TINY"})
    void modePaperTrainsAndItsDeviationsAreInTheRecordTheReportAndTheCard(EncoderKind encoder) throws IOException {
        Path run = folder.resolve("run");
        TinyRun.train(paper(encoder), run);
        RunRecord record = RunRecord.read(run.resolve("run.json"));
        assertTrue(record.deviations().stream().anyMatch(line -> line.startsWith("row 3: ")), record.toString());
        assertTrue(record.deviations().stream().noneMatch(line -> line.startsWith("row 4: ")), record.toString());
        String report = Files.readString(run.resolve("report/index.html"));
        record.deviations().forEach(line -> assertTrue(report.contains(HtmlText.escaped(line)), line));
        try (LoadedModel model = ModelFile.read(run.resolve("model.samda"))) {
            assertEquals(
                    Optional.of(ExpertUNetConfig.Pooling.MAX),
                    model.model().config().expert().pooling());
        }
    }

    /** Runs of before there were max pooling and published preprocessing can be gone on with. */
    @Test
    void anOlderPlanIsReadAsItWasMeant() throws IOException {
        RunConfig config = TinyRun.config(data);
        RunModel model = RunModel.plan(config, TrainingData.open(config));
        String yaml = Configs.toYaml(model);
        String older = yaml.replaceAll("(?m)^ +(pooling|preprocessing): null\\R", "");
        assertFalse(yaml.equals(older), yaml);
        assertEquals(model, Configs.parse(older, "plan.yaml", RunModel.class));
    }

    @Test
    void inModePaperAPublishedEncoderSeesPatchesAsItsAuthorsPrepareImages() {
        for (EncoderKind kind : EncoderKind.values()) {
            SamdaModelConfig robust = network(kind, RunConfig.Mode.ROBUST);
            SamdaModelConfig paper = network(kind, RunConfig.Mode.PAPER);
            assertEquals(Optional.empty(), preprocessing(robust), kind.toString());
            assertEquals(kind.published().map(EncoderKind.Published::preprocessing), preprocessing(paper));
        }
    }

    /** PAPER row 2: as many strides of 2 as bring the encoder's grid to the U-Net's lowest. */
    @Test
    void theProjectorsStridesFollowFromWhatTheEncoderSees() {
        // Patches of 256 px, total stride 16: SAM sees 1024 px and gives 64 x 64 tokens, E5 has 16 x 16.
        assertEquals(List.of(1, 2, 2), strides(EncoderKind.SAM_B, RunConfig.Preset.QUICK));
        assertEquals(List.of(1, 1, 1), strides(EncoderKind.SAM_MED2D, RunConfig.Preset.QUICK));
        for (EncoderKind kind : List.of(EncoderKind.SAM_B, EncoderKind.MED_SAM, EncoderKind.SAM_MED2D)) {
            assertEquals(List.of(2, 2, 2), strides(kind, RunConfig.Preset.FULL));
        }
    }

    @Test
    void theMemoryThatItTakesIsKnown() {
        // 64 x 64 tokens in place of 16 x 16.
        assertTrue(
                activations(RunConfig.Mode.PAPER) > 8 * activations(RunConfig.Mode.ROBUST),
                activations(RunConfig.Mode.PAPER) + " and " + activations(RunConfig.Mode.ROBUST));
    }

    private static double activations(RunConfig.Mode mode) {
        RunModel model = new RunModel(
                new Plan(256, 256, 1, Optional.empty(), 1, Preprocessing.SECTIONS),
                network(EncoderKind.SAM_B, mode),
                Classes.foreground(),
                new MemoryBudget(1L << 40, List.of()),
                LargestComponent.NONE);
        return MemoryNeed.of(model, EncoderTraining.FROZEN, List.of(1), false).activations()
                - MemoryNeed.of(plain(model), EncoderTraining.FROZEN, List.of(1), false)
                        .activations();
    }

    private static RunModel plain(RunModel model) {
        return new RunModel(
                model.plan(),
                SamdaModelConfig.plain(model.network().expert()),
                model.classes(),
                model.memory(),
                model.postProcessing());
    }

    private static List<Integer> strides(EncoderKind kind, RunConfig.Preset preset) {
        Settings settings = Presets.settings(preset, RunConfig.Mode.PAPER, List.of());
        return RunModel.network(Planner.ofLargeImages(settings, 2), kind, settings)
                .generic()
                .orElseThrow()
                .projector()
                .strides();
    }

    private static Optional<EncoderPreprocessing> preprocessing(SamdaModelConfig network) {
        return network.generic().flatMap(SamdaModelConfig.GenericConfig::preprocessing);
    }

    private static SamdaModelConfig network(EncoderKind kind, RunConfig.Mode mode) {
        Settings settings = Presets.settings(RunConfig.Preset.QUICK, mode, List.of());
        return RunModel.network(Planner.ofLargeImages(settings, 2), kind, settings);
    }

    private static RunConfig paper(EncoderKind encoder) {
        RunConfig robust = TinyRun.config(TinyRun.inputs(data), List.of(1, 2, 3), encoder);
        return new RunConfig(
                robust.inputs(),
                new RunConfig.Method(RunConfig.Preset.QUICK, RunConfig.Mode.PAPER, encoder, List.of(1, 2, 3)),
                robust.compute(),
                Presets.settings(RunConfig.Preset.QUICK, RunConfig.Mode.PAPER, TinyRun.SETTINGS));
    }
}
