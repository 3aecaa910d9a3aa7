// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samda.Progress;
import org.samda.config.Configs;

class AdaptationOutcomeTest {
    /** Eq. 2 as it is written, at a rate at which features become constant. */
    private static final String[] COLLAPSING = {
        "training.adaptation.epochs=10",
        "training.adaptation.pairs=10",
        "training.adaptation.learningRate=0.2",
        "training.adaptation.anchored=false",
        "training.adaptation.balancedStyle=false",
        "training.adaptation.keepSource=0",
        "training.adaptation.bottleneck=true"
    };

    @TempDir
    private Path folder;

    @BeforeEach
    void makeData() {
        TinyRun.makeData(folder);
    }

    @Test
    void aRunWhoseFeaturesCollapseIsRolledBackGoesOnAndSaysSoEverywhere() throws IOException {
        assertCollapseIsTold(TinyRun.config(folder, COLLAPSING));
    }

    @Test
    void theSameOfTheUNetAlone() throws IOException {
        assertCollapseIsTold(TinyRun.config(TinyRun.inputs(folder), List.of(1, 2, 3), EncoderKind.NONE, COLLAPSING));
    }

    @Test
    void aSoundStep2IsToldInOneLineAndIsNoDeviation() throws IOException {
        Path run = folder.resolve("run");
        List<String> log = train(TinyRun.config(folder), run);
        assertTrue(
                log.stream()
                        .anyMatch(line -> line.matches(
                                "step 2: after it the target's features have [01]\\.\\d\\d of their variance and .*")),
                log.toString());
        assertFalse(Files.readString(run.resolve("run.json")).contains("undone after"));
    }

    @Test
    void withoutTheSettingAUNetAloneHasNoStep2() throws IOException {
        Path run = folder.resolve("run");
        train(TinyRun.config(TinyRun.inputs(folder), List.of(1, 2, 3), EncoderKind.NONE), run);
        assertEquals(
                Optional.empty(),
                AdaptationOutcome.of(run.resolve("metrics.csv")).line());
        assertFalse(Files.readString(run.resolve("run.json")).contains("row 12"));
    }

    @Test
    void aLossThatIsNoNumberIsNamedAsTheReason() throws IOException {
        Path metrics = folder.resolve("metrics.csv");
        Files.writeString(metrics, """
                step,epoch,iteration,name,value
                1,0,0,loss,1
                2,0,0,loss,3
                2,0,1,lossNotFinite,1
                2,0,1,rolledBack,1
                3,0,0,loss,1
                """);
        AdaptationOutcome outcome = AdaptationOutcome.of(metrics);
        assertEquals(
                List.of(
                        "row 11: step 2 was undone after iteration 2: its loss was no longer a number. What follows started"
                                + " from the weights of step 1."),
                outcome.deviations());
        assertTrue(outcome.line().orElseThrow().startsWith("warning: step 2 was undone"));
    }

    private void assertCollapseIsTold(RunConfig config) throws IOException {
        Path run = folder.resolve("run");
        List<String> log = train(config, run);
        String told = "step 2 was undone after iteration ";
        assertTrue(log.stream().anyMatch(line -> line.startsWith("warning: " + told)), log.toString());
        RunRecord record = RunRecord.read(run.resolve("run.json"));
        assertTrue(record.deviations().stream().anyMatch(line -> line.startsWith("row 11: " + told)));
        assertTrue(Files.readString(run.resolve("report/index.html")).contains(told));
        assertTrue(record.scores().orElseThrow().entries().stream().anyMatch(entry -> entry.step() == 3));
        assertEquals(
                Configs.toJson(score(record, 1)), Configs.toJson(score(record, 2)), "step 2 is not what step 1 was");
    }

    private static Object score(RunRecord record, int step) {
        return record.scores().orElseThrow().entries().stream()
                .filter(entry -> entry.step() == step)
                .findFirst()
                .orElseThrow()
                .scores();
    }

    private static List<String> train(RunConfig config, Path run) {
        List<String> log = new ArrayList<>();
        new TrainingRun(config, run, TinyRun.prepared(run), Progress.NONE, log::add).run();
        return log;
    }
}
