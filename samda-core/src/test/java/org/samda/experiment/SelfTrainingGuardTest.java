// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samda.domainshift.ObjectComparison;
import org.samda.domainshift.ObjectStatistics;
import org.samda.domainshift.PredictionCertainty;
import org.samda.inference.LoadedModel;
import org.samda.inference.ModelFile;
import org.samda.torch.Parameters;
import org.samda.training.StepWeights;

class SelfTrainingGuardTest {
    @TempDir
    private Path folder;

    private Path data;
    private Path run;

    @BeforeEach
    void makeData() {
        data = folder.resolve("data");
        run = folder.resolve("run");
        TinyRun.makeData(data);
    }

    @Test
    void shapesThatBecomeNoMoreLikeTheSourcesSpeakAgainstIt() {
        Optional<String> objection = SelfTrainingGuard.objection(List.of(state(0, 0.65), state(3, 0.69)));
        assertTrue(objection.orElseThrow().contains("solidity 0.65 -> 0.69"), objection::toString);
        assertTrue(SelfTrainingGuard.objection(List.of(state(2, 0.5), state(3, 0.46)))
                .isPresent());
        assertEquals(Optional.empty(), SelfTrainingGuard.objection(List.of(state(2, 0.5), state(3, 0.44))));
        assertEquals(Optional.empty(), SelfTrainingGuard.objection(List.of(state(2, 0.53), state(3, 0.41))));
    }

    @Test
    void withoutSomethingToCompareWithThereIsNoObjection() {
        assertEquals(Optional.empty(), SelfTrainingGuard.objection(List.of(state(3, 0.9))));
        assertEquals(Optional.empty(), SelfTrainingGuard.objection(List.of(state(1, 0.1), state(2, 0.9))));
    }

    @Test
    void whatWasUndoneStaysUndoneAndIsInTheRecordTheReportAndTheModel() throws IOException {
        RunConfig.Inputs one = TinyRun.inputs(data);
        RunConfig.Inputs none = new RunConfig.Inputs(
                one.source(), one.target(), one.test(), Optional.of(0), one.shotIds(), one.from(), one.weights());
        RunConfig config = TinyRun.config(none, List.of(1, 2, 3), EncoderKind.TINY);
        TinyRun.train(config, run);
        AdaptationView view = AdaptationView.read(run).orElseThrow();
        String reason = SelfTrainingGuard.objection(List.of(state(2, 0.65), state(3, 0.69)))
                .orElseThrow();
        new AdaptationView(
                        view.sourcePatches(),
                        view.targetPatches(),
                        view.pixelSize(),
                        view.annotated(),
                        view.states(),
                        view.missing(),
                        view.verdict(),
                        Optional.of(reason))
                .write(run);
        TinyRun.train(config, run);
        assertEquals(Optional.of(reason), AdaptationView.read(run).orElseThrow().undone());
        assertArrayEquals(
                Files.readAllBytes(run.resolve("checkpoints/step2.safetensors")),
                Files.readAllBytes(run.resolve("checkpoints/step3.safetensors")));
        assertTrue(Files.readString(run.resolve("run.json")).contains("Self-training was undone"));
        assertTrue(Files.readString(run.resolve("report/index.html")).contains("Self-training was undone"));
        try (LoadedModel model = ModelFile.read(run.resolve("model.samda"))) {
            String hash = Parameters.hash(model.model());
            StepWeights.restore(run, 2, model.model());
            assertEquals(Parameters.hash(model.model()), hash);
        }
    }

    private static AdaptationView.State state(int step, double solidityDistance) {
        return new AdaptationView.State(
                step,
                List.of(),
                new PredictionCertainty(0, 0),
                Optional.empty(),
                new ObjectStatistics(0, 0, 0, 0, 0, 0, 0),
                Optional.of(new ObjectComparison(1, 1, 1, 0, 0, solidityDistance)));
    }
}
