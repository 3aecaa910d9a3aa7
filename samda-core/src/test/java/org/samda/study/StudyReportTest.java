// SPDX-License-Identifier: Apache-2.0
package org.samda.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyReportTest {
    private static final String HOSTILE = "<script src=\"http://x\">&'";

    @TempDir
    private Path folder;

    @Test
    void theTablesHoldTheValuesWorkedOutByHand() throws IOException {
        StudyOutcome outcome = Outcomes.of(
                List.of(Outcomes.method("samda", "SAMDA", "MedSAM+UNet")),
                List.of(0, 1),
                List.of(
                        Outcomes.score("samda", 0, 0, .8),
                        Outcomes.score("samda", 0, 1, .82),
                        Outcomes.score("samda", 0, 2, .87),
                        Outcomes.score("samda", 1, 0, .9)));
        String page = page(outcome, background(List.of()));
        assertTrue(
                page.contains("<tr><th>SAMDA<td>0.830 ± 0.036 <small>n=3</small><br><small>paper 0.835</small>"
                        + "<td>0.900 <small>n=1</small><br><small>paper 0.873</small></table>"),
                page);
        assertTrue(page.contains("<td>0.820<td>0.810<td>60<td>–"), "the single figure");
        assertTrue(page.contains("<tr><th>all<td>4<td>60<td>4 min 00 s"), "the time");
    }

    @Test
    void eachClassHasItsTableWhereThereAreSeveral() throws IOException {
        StudyScore.Place place = new StudyScore.Place(Outcomes.PAIR.name(), "samda", 0, 0);
        StudyOutcome outcome = Outcomes.of(
                List.of(Outcomes.method("samda", "SAMDA")),
                List.of(0),
                List.of(
                        new StudyScore(place, "anterior", .7, .7, 1),
                        new StudyScore(place, "posterior", .6, .6, 1),
                        new StudyScore(place, StudyScore.UNION, .8, .8, 1)));
        String page = page(outcome, background(List.of()));
        List<String> captions = Stream.of(page.split("<caption>", -1))
                .skip(1)
                .map(part -> part.substring(0, part.indexOf(',')))
                .toList();
        assertEquals(List.of("Dice of foreground", "Dice of anterior", "Dice of posterior"), captions);
        assertTrue(page.contains("<td>0.600 <small>n=1</small></table>"));
        assertTrue(page.contains("<tr><th>all<td>1<td>1<td>0 min 01 s"), "a run counts once");
    }

    @Test
    void namesOfOthersAreTextAndNothingOutsideIsReferredTo() throws IOException {
        StudyOutcome.Pair pair = new StudyOutcome.Pair(HOSTILE, Path.of("a"), Path.of("b"), Optional.empty());
        StudyScore.Place place = new StudyScore.Place(HOSTILE, "m" + HOSTILE, 1, 0);
        Path run = folder.resolve("run");
        TinyStudy.config(run, Optional.empty(), List.of(3));
        TinyStudy.record(run, List.of("shot" + HOSTILE), List.of("row 1: " + HOSTILE));
        StudyOutcome outcome = new StudyOutcome(
                "study" + HOSTILE,
                List.of(pair),
                List.of(Outcomes.method("m" + HOSTILE, "title" + HOSTILE, "paper" + HOSTILE)),
                List.of(1),
                List.of(0L),
                List.of(new StudyScore(place, StudyScore.UNION, .5, .5, 1)),
                Map.of(place, run));
        String page = page(
                outcome,
                new StudyReport.Background(
                        "samda experiment " + HOSTILE,
                        Map.of(HOSTILE, new PaperCurves("origin" + HOSTILE, Map.of("paper" + HOSTILE, Map.of(1, .4)))),
                        List.of(new StudyScore.Place(HOSTILE, "n" + HOSTILE, 1, 0)),
                        Optional.of(TinyStudy.models())));
        assertFalse(page.contains("<script"), page);
        String escaped = "&lt;script src=&quot;http://x&quot;&gt;&amp;'";
        for (String word : List.of("study", "title", "m", "n", "shot", "origin", "samda experiment ", "row 1: ")) {
            assertTrue(page.contains(word + escaped) || word.equals("m"), word);
        }
        assertSelfContained(page);
        assertTrue(page.contains("There is no Figure 3: Data set 'b' does not exist."));
        assertEquals(
                Set.of("index.html", "figure2-1--script-src-http-x-.svg", "figure2-1--script-src-http-x-.png"),
                files());
    }

    /** No attribute of a tag leads out of the page. */
    private static void assertSelfContained(String page) {
        var tags = java.util.regex.Pattern.compile("<[a-zA-Z][^>]*>").matcher(page);
        while (tags.find()) {
            String tag = tags.group().replaceAll("xmlns(:xlink)?=\"http://www.w3.org/[^\"]*\"", "");
            assertFalse(tag.contains("http") && !tag.startsWith("<meta http-equiv="), tag);
            assertFalse(tag.matches("(?s).*\\b(src|href)=\"(?!data:).*"), tag);
        }
        assertFalse(page.contains("url(") || page.contains("@import"));
    }

    @Test
    void aStudyThatIsNotCompleteSaysWhatIsMissing() throws IOException {
        List<StudyScore.Place> planned = Stream.of(0L, 1L, 2L)
                .flatMap(seed -> Stream.of(0, 4).map(shots -> new StudyScore.Place("VNC->EPFL", "samda", shots, seed)))
                .toList();
        StudyOutcome outcome = Outcomes.of(
                List.of(Outcomes.method("samda", "SAMDA")),
                List.of(0, 4),
                List.of(Outcomes.score("samda", 0, 0, .8), Outcomes.score("samda", 0, 1, .8)));
        String page = page(outcome, background(planned));
        assertTrue(page.contains("The study is not complete: 4 of 6 figures are missing."), page);
        assertTrue(
                page.contains("<li>VNC-&gt;EPFL, SAMDA, 0 shots: 1 seed\n<li>VNC-&gt;EPFL, SAMDA, 4 shots: 3 seeds<"));
        assertTrue(page.contains("<td>–</table>"), "an empty cell");
        assertFalse(page(outcome, background(planned.subList(0, 1))).contains("Not there yet"));
    }

    @Test
    void aStudyWithoutAnyFigureHasAReport() throws IOException {
        StudyOutcome outcome = Outcomes.of(List.of(Outcomes.method("samda", "SAMDA")), List.of(0, 1), List.of());
        assertTrue(page(outcome, background(List.of())).contains("; scored so far: 0."));
        assertEquals(Set.of("index.html", "figure2-1-VNC-EPFL.svg", "figure2-1-VNC-EPFL.png"), files());
    }

    @Test
    void tellsWhatTheRunsTell() throws IOException {
        Path first = folder.resolve("runs/first");
        TinyStudy.config(first, Optional.empty(), List.of(1));
        TinyStudy.record(first, List.of(), List.of("row 4: everywhere", "row 8: only here"));
        Path last = folder.resolve("runs/last");
        TinyStudy.config(last, Optional.of(first), List.of(3), "training.fewShot.epochs=7");
        TinyStudy.record(last, List.of("s1", "s2"), List.of("row 4: everywhere"));
        Path other = folder.resolve("runs/other");
        TinyStudy.config(other, Optional.empty(), List.of(3));
        TinyStudy.record(other, List.of("s1", "s2"), List.of("row 4: everywhere"));
        StudyOutcome outcome = withRuns(Map.of("a", last, "b", other));
        String page = page(outcome, background(List.of()));
        assertTrue(page.contains("<li>row 4: everywhere <small>(all methods)</small>"), page);
        assertTrue(page.contains("<li>row 8: only here <small>(Method A)</small>"));
        assertTrue(page.contains("<tr><th>samda<td>9.9.9<tr><th>Java<td>17, somebody<tr>"));
        assertTrue(page.contains("<tr><td>VNC-&gt;EPFL<td>2<td>5<td>s1, s2</table>"));
        int ofFirst = page.indexOf("--out " + first);
        int ofLast = page.indexOf("--from " + first + " --preset quick --mode robust --encoder tiny --steps 3");
        assertTrue(0 < ofFirst && ofFirst < ofLast, "a run stands after the one it starts from");
        assertTrue(page.contains("<pre>samda experiment table1 --out study</pre>"));
    }

    @Test
    void otherShotsOfAnotherMethodAreTold() throws IOException {
        Path one = folder.resolve("runs/one");
        TinyStudy.record(one, List.of("s1"), List.of());
        Path other = folder.resolve("runs/other");
        TinyStudy.record(other, List.of("s9"), List.of());
        String page = page(withRuns(Map.of("a", one, "b", other)), background(List.of()));
        assertTrue(page.contains("<td>Method A: s1<br>Method B: s9</table>"), page);
    }

    @Test
    void aDamagedRunDirectoryDoesNotStopTheReport() throws IOException {
        Path run = folder.resolve("runs/damaged");
        TinyStudy.text(run.resolve("run.json"), "{");
        TinyStudy.text(run.resolve("config.yaml"), "inputs: 3");
        String page = page(withRuns(Map.of("a", run, "b", folder.resolve("gone"))), background(List.of()));
        assertTrue(page.contains("<h2>Environment</h2><p>No run directory tells about this.</p>"));
    }

    @Test
    void figureThreeStandsInThePage() throws IOException {
        Path test = TinyStudy.dataset(folder.resolve("test"), 1, List.of(0));
        StudyOutcome.Pair pair = new StudyOutcome.Pair("p", test, test, Optional.of(test));
        StudyScore.Place place = new StudyScore.Place("p", "a", 1, 0);
        StudyOutcome outcome = new StudyOutcome(
                "s",
                List.of(pair),
                List.of(Outcomes.method("a", "Method A")),
                List.of(1),
                List.of(0L),
                List.of(new StudyScore(place, StudyScore.UNION, .5, .5, 1)),
                Map.of(place, TinyStudy.model(folder.resolve("run"), 3)));
        String page =
                page(outcome, new StudyReport.Background("c", Map.of(), List.of(), Optional.of(TinyStudy.models())));
        assertTrue(page.contains("<img alt=\"Segmentations of s0\" width="), page);
        assertTrue(page.contains("src=\"data:image/png;base64,iVBOR"));
        assertTrue(page.contains(ExampleImage.RULE), "how the image was chosen");
        assertSelfContained(page);
        assertTrue(files().containsAll(Set.of("figure3-1-p.png", "figure3-1-p.svg")));
    }

    private StudyOutcome withRuns(Map<String, Path> runs) {
        List<StudyScore> scores = runs.keySet().stream()
                .sorted()
                .map(method -> Outcomes.score(method, 2, 5, .5))
                .toList();
        return new StudyOutcome(
                "s",
                List.of(Outcomes.PAIR),
                List.of(Outcomes.method("a", "Method A"), Outcomes.method("b", "Method B")),
                List.of(2),
                List.of(5L),
                scores,
                scores.stream()
                        .collect(Collectors.toMap(
                                StudyScore::place,
                                score -> runs.get(score.place().method()))));
    }

    private static StudyReport.Background background(List<StudyScore.Place> planned) {
        return new StudyReport.Background(
                "samda experiment table1 --out study",
                Map.of(Outcomes.PAIR.name(), Outcomes.paper()),
                planned,
                Optional.empty());
    }

    private String page(StudyOutcome outcome, StudyReport.Background background) throws IOException {
        StudyReport.write(outcome, background, folder.resolve("report"));
        return Files.readString(folder.resolve("report/index.html"));
    }

    private Set<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("report"))) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        }
    }
}
