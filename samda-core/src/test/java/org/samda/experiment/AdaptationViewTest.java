// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samda.domainshift.Verdict;

class AdaptationViewTest {

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
    void everyStepIsSeenAndJudgedWithoutLabelsOfTheTarget() throws IOException {
        for (Path labels : files("target", "labels")) {
            Files.delete(labels);
        }
        Path yaml = data.resolve("target/dataset.yaml");
        Files.writeString(yaml, Files.readString(yaml).replaceAll("(?m)^labels:.*$", ""));
        TinyRun.train(zeroShot(), run);
        AdaptationView view = AdaptationView.read(run).orElseThrow();
        assertEquals(
                List.of(1, 2),
                view.states().stream().map(AdaptationView.State::step).toList());
        assertEquals(16, view.sourcePatches());
        assertEquals(16, view.targetPatches());
        assertTrue(view.annotated().orElseThrow().objects() > 0);
        AdaptationView.Branch before = view.states().get(0).branches().get(0);
        AdaptationView.Branch after = view.states().get(1).branches().get(0);
        assertEquals(AdaptationView.Branch.GENERIC, after.name());
        assertEquals(before.distance(), before.toLearnt());
        assertTrue(before.kept().isEmpty());
        assertTrue(after.kept().orElseThrow() > 0);
        assertFalse(before.distance().equals(after.distance()), "step 2 changes the generic branch");
        assertTrue(
                view.verdict().reasons().get(0).contains("tep 2"),
                view.verdict().inWords());
        // The U-Net is frozen in step 2.
        assertEquals(
                view.states().get(0).branches().get(1).distance(),
                view.states().get(1).branches().get(1).distance());
    }

    @Test
    void theReportShowsTheVerdictAndEveryStep() throws IOException {
        TinyRun.train(TinyRun.config(data), run);
        AdaptationView view = AdaptationView.read(run).orElseThrow();
        String report = Files.readString(run.resolve("report/index.html"));
        assertTrue(report.contains("<h2>The adaptation, without labels</h2>"));
        assertTrue(report.contains(HtmlText.escaped(view.verdict().conclusion())), report);
        assertEquals(3, report.split("<td>U-Net bottleneck", -1).length - 1);
        assertTrue(Files.readString(run.resolve("log.txt"))
                .contains("without labels of the target: "
                        + view.verdict().reasons().get(0)));
        assertTrue(view.states().get(2).branches().get(0).toLearnt().isEmpty(), "step 3 trains the decoder anew");
    }

    @Test
    void ofARunWithTargetAloneItShowsWhatItCanAndSaysWhatIsMissing() {
        Path first = folder.resolve("first");
        TinyRun.train(TinyRun.config(TinyRun.inputs(data), List.of(1), EncoderKind.TINY), first);
        RunConfig.Inputs inputs = inputs(Optional.empty(), Optional.of(first));
        TinyRun.train(TinyRun.config(inputs, List.of(3), EncoderKind.TINY), run);
        AdaptationView view = AdaptationView.read(run).orElseThrow();
        assertEquals(
                List.of(0, 3),
                view.states().stream().map(AdaptationView.State::step).toList());
        assertEquals(0, view.sourcePatches());
        assertTrue(view.missing().get(0).contains("no source"), view.missing().toString());
        assertFalse(view.verdict().outcome() == Verdict.Outcome.FIT, "nothing to compare with is no praise");
        assertTrue(view.states().get(1).branches().get(0).kept().isPresent());
        assertTrue(view.states().get(1).branches().get(0).distance().isEmpty());
    }

    @Test
    void theStartIsThatOfTheEarlierRunAlsoWhenStartedAgain() {
        Path first = folder.resolve("first");
        TinyRun.train(TinyRun.config(TinyRun.inputs(data), List.of(1), EncoderKind.TINY), first);
        RunConfig config = TinyRun.config(
                inputs(Optional.of(data.resolve("source")), Optional.of(first)), List.of(2), EncoderKind.TINY);
        TinyRun.train(config, run);
        assertEquals(
                first(first).branches().get(0).spread(),
                first(run).branches().get(0).spread());
        AdaptationView view = AdaptationView.read(run).orElseThrow();
        TinyRun.train(config, run);
        assertEquals(view, AdaptationView.read(run).orElseThrow());
    }

    @Test
    void testImagesAreNotLookedAt() throws IOException {
        TinyRun.train(TinyRun.config(data), run);
        AdaptationView view = AdaptationView.read(run).orElseThrow();
        List<Path> images = files("target", "images");
        for (int i = 2; i < images.size(); i++) {
            Files.copy(images.get(0), images.get(i), StandardCopyOption.REPLACE_EXISTING);
        }
        Path other = folder.resolve("other");
        TinyRun.train(TinyRun.config(data), other);
        assertEquals(view, AdaptationView.read(other).orElseThrow());
    }

    @Test
    void zeroPatchesAreNoView() throws IOException {
        TinyRun.train(TinyRun.config(data, "scoring.view=0"), run);
        assertTrue(AdaptationView.read(run).isEmpty());
        assertFalse(Files.readString(run.resolve("report/index.html")).contains("without labels</h2>"));
    }

    private static AdaptationView.State first(Path run) {
        return AdaptationView.read(run).orElseThrow().states().get(0);
    }

    private RunConfig zeroShot() {
        RunConfig.Inputs inputs = TinyRun.inputs(data);
        return TinyRun.config(
                new RunConfig.Inputs(
                        inputs.source(),
                        inputs.target(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty()),
                List.of(1, 2),
                EncoderKind.TINY);
    }

    private RunConfig.Inputs inputs(Optional<Path> source, Optional<Path> from) {
        return new RunConfig.Inputs(
                source,
                Optional.of(data.resolve("target")),
                Optional.empty(),
                Optional.of(1),
                List.of(),
                from,
                Optional.empty());
    }

    private List<Path> files(String set, String kind) throws IOException {
        try (Stream<Path> files = Files.list(data.resolve(set).resolve(kind))) {
            return files.sorted().toList();
        }
    }
}
