// SPDX-License-Identifier: Apache-2.0
package org.samda.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samda.SamdaException;

class StudyPlanTest {
    @TempDir
    private Path folder;

    @Test
    void aStepThatFiguresShareIsOneRun() throws IOException {
        // Two encoders, one step 1 each; one step 2; for each of two shots four step 3.
        assertEquals(
                List.of(
                        "A-B/seed0/none-steps1",
                        "A-B/seed0/none-steps13-1shots",
                        "A-B/seed0/none-steps13-2shots",
                        "A-B/seed0/tiny-steps1",
                        "A-B/seed0/tiny-steps13-1shots",
                        "A-B/seed0/tiny-steps13-2shots",
                        "A-B/seed0/tiny-steps12",
                        "A-B/seed0/tiny-steps123-1shots",
                        "A-B/seed0/tiny-steps123-2shots",
                        "A-B/seed0/none-steps3-1shots",
                        "A-B/seed0/none-steps3-2shots"),
                names(plan("[0]", "[0, 1, 2]", PhantomStudy.METHODS)));
    }

    @Test
    void withSelfTrainingTheShotsGoOnFromAStep3WithoutShots() throws IOException {
        StudyPlan plan = plan("[0]", "[0, 1]", """
                  - {name: a, title: a, encoder: tiny, steps: [1, 3], settings: [training.selfTraining=1]}
                  - {name: b, title: b, encoder: none, steps: [3], settings: [training.selfTraining=1]}
                """);
        assertEquals(
                List.of(
                        "A-B/seed0/tiny-steps1",
                        "A-B/seed0/tiny-steps13-0shots-selfTraining-1.0",
                        "A-B/seed0/tiny-steps133-1shots-selfTraining-1.0",
                        "A-B/seed0/none-steps3-1shots-selfTraining-1.0"),
                names(plan));
        assertEquals("A-B/seed0/tiny-steps13-0shots-selfTraining-1.0", from(plan, "a", 0));
        assertEquals("A-B/seed0/tiny-steps133-1shots-selfTraining-1.0", from(plan, "a", 1));
        PlannedRun without = plan.figures().get(new StudyScore.Place("A->B", "a", 0, 0));
        assertTrue(without.config().inputs().source().isPresent());
    }

    @Test
    void everySeedHasItsOwnRuns() throws IOException {
        List<String> one = names(plan("[0]", "[0, 1]", PhantomStudy.METHODS));
        List<String> two = names(plan("[0, 5]", "[0, 1]", PhantomStudy.METHODS));
        assertEquals(2 * one.size(), two.size());
        assertEquals(one, two.subList(0, one.size()));
        assertTrue(two.contains("A-B/seed5/tiny-steps12"), two::toString);
    }

    @Test
    void aPairMayHaveSomeOfTheSeedsOnly() throws IOException {
        Path file = folder.resolve("study.yaml");
        String yaml = PhantomStudy.yaml("[0, 5]", "[0, 1]", PhantomStudy.METHODS);
        Files.writeString(
                file, yaml.replace("methods:", "  - {name: B->A, source: B, target: B, seeds: [5]}\nmethods:"));
        List<String> names = names(plan(Studies.load(file.toString())));
        assertTrue(names.contains("B-A/seed5/tiny-steps123-1shots"), names::toString);
        assertTrue(names.stream().noneMatch(name -> name.startsWith("B-A/seed0/")), names::toString);
    }

    @Test
    void figuresComeFromTheLastRunOfTheirMethod() throws IOException {
        StudyPlan plan = plan("[0]", "[0, 1]", PhantomStudy.METHODS);
        assertEquals("A-B/seed0/tiny-steps1", from(plan, "without", 0));
        assertEquals("A-B/seed0/tiny-steps12", from(plan, "samda", 0));
        assertEquals("A-B/seed0/tiny-steps123-1shots", from(plan, "samda", 1));
        assertEquals("A-B/seed0/none-steps13-1shots", from(plan, "plain", 1));
        // With no shots there is nothing to train on but the source.
        assertEquals(7, plan.figures().size());
    }

    @Test
    void aRunStartsFromTheOneBefore() throws IOException {
        StudyPlan plan = plan("[0]", "[0, 1]", PhantomStudy.METHODS);
        PlannedRun last = plan.figures().get(new StudyScore.Place("A->B", "samda", 1, 0));
        assertEquals(
                last.parent().orElseThrow().folder(),
                last.config().inputs().from().orElseThrow());
        assertEquals("A-B/seed0/tiny-steps12", last.parent().orElseThrow().name());
        Set<PlannedRun> before = new HashSet<>();
        for (PlannedRun run : plan.runs()) {
            assertTrue(run.parent().isEmpty() || before.contains(run.parent().get()), run.name());
            before.add(run);
        }
    }

    @Test
    void settingsThatAStepDoesNotReadDoNotPartIt() throws IOException {
        StudyPlan plan = plan("[0]", "[0, 1]", """
                  - {name: a, title: a, encoder: tiny, steps: [1, 2, 3], settings: []}
                  - {name: b, title: b, encoder: tiny, steps: [1, 2, 3], settings: [training.adaptation.epochs=3]}
                  - {name: c, title: c, encoder: tiny, steps: [1, 2, 3], settings: [training.fewShot.epochs=3]}
                """);
        assertEquals(
                List.of(
                        "A-B/seed0/tiny-steps1",
                        "A-B/seed0/tiny-steps12",
                        "A-B/seed0/tiny-steps123-1shots",
                        "A-B/seed0/tiny-steps12-adaptation.epochs-3",
                        "A-B/seed0/tiny-steps123-1shots-adaptation.epochs-3",
                        "A-B/seed0/tiny-steps123-1shots-fewShot.epochs-3"),
                names(plan));
    }

    @Test
    void settingsOfTheSameContentAreShared() throws IOException {
        StudyPlan plan = plan("[0]", "[0]", """
                  - {name: a, title: a, encoder: none, steps: [1], settings: []}
                  - {name: b, title: b, encoder: none, steps: [1], settings: [data.histogramMatching=true]}
                  - {name: c, title: c, encoder: none, steps: [1], settings: [data.histogramMatching=false]}
                """);
        assertEquals(
                List.of("A-B/seed0/none-steps1", "A-B/seed0/none-steps1-data.histogramMatching-false"), names(plan));
        assertEquals(from(plan, "a", 0), from(plan, "b", 0));
    }

    @Test
    void aMethodBeforeTheOthersRenamesNoRun() throws IOException {
        List<String> before = names(plan("[0]", "[0, 1]", PhantomStudy.METHODS));
        List<String> after = names(plan(
                "[0]",
                "[0, 1]",
                "  - {name: z, title: z, encoder: none, steps: [1, 3], settings: [data.histogramMatching=false]}\n"
                        + PhantomStudy.METHODS));
        assertTrue(after.containsAll(before), after::toString);
        assertEquals(before.size() + 2, after.size());
    }

    @Test
    void aMethodCountsForTheShotsItNames() throws IOException {
        StudyPlan plan = plan(
                "[0]",
                "[0, 1, 2]",
                "  - {name: a, title: a, encoder: none, steps: [1, 3], settings: [], shots: [2]}\n");
        assertEquals(List.of("A-B/seed0/none-steps1", "A-B/seed0/none-steps13-2shots"), names(plan));
        assertEquals(1, plan.figures().size());
    }

    @Test
    void anUnknownSettingOfAMethodIsTold() {
        SamdaException e = assertThrows(
                SamdaException.class,
                () -> plan(
                        "[0]",
                        "[0]",
                        "  - {name: a, title: a, encoder: none, steps: [1], settings: [training.source.epoch=1]}\n"));
        assertTrue(e.getMessage().contains("nearest known key is 'training.source.epochs'"), e.getMessage());
    }

    private StudyPlan plan(String seeds, String shots, String methods) throws IOException {
        return plan(PhantomStudy.config(folder, seeds, shots, methods));
    }

    private StudyPlan plan(StudyConfig config) {
        StudySetup setup = PhantomStudy.setup(folder, folder.resolve("out"));
        return StudyPlan.of(config, setup, new StudyData(config, setup));
    }

    private static List<String> names(StudyPlan plan) {
        return plan.runs().stream().map(PlannedRun::name).toList();
    }

    private static String from(StudyPlan plan, String method, int shots) {
        return plan.figures()
                .get(new StudyScore.Place("A->B", method, shots, 0))
                .name();
    }
}
