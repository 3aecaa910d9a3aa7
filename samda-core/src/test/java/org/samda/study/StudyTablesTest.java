// SPDX-License-Identifier: Apache-2.0
package org.samda.study;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyTablesTest {
    private static final String METHODS = """
              - {name: plain, title: U-Net & co, encoder: none, steps: [1, 3], settings: [], paper: nnUNet}
              - {name: samda, title: SAMDA_tiny, encoder: tiny, steps: [1, 2, 3], settings: [], paper: MedSAM+UNet}
            """;

    @TempDir
    private Path folder;

    private final List<StudyScore> scores = new ArrayList<>();

    @Test
    void tableOfShotsInMarkdown() throws IOException {
        fill();
        assertEquals("""
                ## Kasthuri++->EPFL: Dice of the foreground by annotated target images

                | method | 0 shots | 1 shot |
                | --- | --- | --- |
                | U-Net & co | 0.720 ± 0.020 (0.808) | 0.860 \\[n = 1\\] (0.817) |
                | SAMDA\\_tiny | **0.740 ± 0.010 (0.835)** | (0.873) |

                In brackets: the paper's figures for Kasthuri++->EPFL, single runs.
                """, MarkdownTable.of(tables().get(0)));
    }

    @Test
    void tableOfPairsInLatex() throws IOException {
        fill();
        assertEquals("""
                \\begin{table}
                \\centering
                \\caption{Dice of the foreground on all pairs. In brackets: the paper's figures, single runs.}
                \\begin{tabular}{lcccc}
                \\toprule
                pair & U-Net \\& co, 0 shots & U-Net \\& co, 1 shot & SAMDA\\_tiny, 0 shots & SAMDA\\_tiny, 1 shot \\\\
                \\midrule
                Kasthuri++-\\textgreater{}EPFL & 0.720 $\\pm$ 0.020 (0.808) & \\textbf{0.860 [n = 1] (0.817)} & 0.740 $\\pm$ 0.010 (0.835) & (0.873) \\\\
                \\bottomrule
                \\end{tabular}
                \\end{table}
                """, LatexTable.of(tables().get(1)));
    }

    @Test
    void testsSayHowManyDifferencesThereAre() throws IOException {
        fill();
        // Differences plain - samda: -.01, -.02, -.03; t = -2 sqrt 3, p = 1 - sqrt(12 / 14) = .074.
        assertEquals("""
                ## Paired differences in Dice of the foreground

                | pair | shots | methods | mean difference | n | p (t test) | p (Wilcoxon) |
                | --- | --- | --- | --- | --- | --- | --- |
                | Kasthuri++->EPFL | 0 | plain - samda | -0.020 | 3 | 0.074 | n too small |

                Two-sided, over seeds (over pairs where it says all pairs), not corrected for the number of comparisons. A single difference is not shown; with fewer than 3 there is no t test, with fewer than 6 no Wilcoxon test.
                """, MarkdownTable.of(tables().get(2)));
    }

    @Test
    void everyClassHasATableAfterThatOfTheUnion() throws IOException {
        add("plain", 0, 0, 0.5);
        scores.add(new StudyScore(place("plain", 0, 0), "anterior", 0.4, 0.4, 1));
        List<StudyTable> tables = tables();
        assertEquals(
                "Kasthuri++->EPFL: Dice of anterior by annotated target images",
                tables.get(1).title());
        assertEquals("0.400", tables.get(1).rows().get(0).cells().get(0).text().substring(0, 5));
    }

    @Test
    void aFigureThatIsNoNumberIsLeftOut() throws IOException {
        add("plain", 0, 0, Double.NaN);
        assertEquals("(0.808)", tables().get(0).rows().get(0).cells().get(0).text());
    }

    @Test
    void whatMeansSomethingInLatexIsEscaped() {
        assertEquals(
                "\\textbackslash{}input\\{x\\} 5\\% \\$ \\# a\\_b \\textasciicircum{}\\textasciitilde{} \\textless{}",
                LatexTable.escaped("\\input{x} 5% $ # a_b\n^~ <"));
    }

    @Test
    void whatMeansSomethingInMarkdownIsEscaped() {
        assertEquals("a \\| b \\*c\\* \\<i> \\_d\\_ \\[e\\]", MarkdownTable.escaped("a | b *c*\n<i> _d_ [e]"));
    }

    private void fill() {
        add("plain", 0, 0, 0.70);
        add("plain", 0, 1, 0.72);
        add("plain", 0, 2, 0.74);
        add("plain", 1, 0, 0.86);
        add("samda", 0, 0, 0.73);
        add("samda", 0, 1, 0.74);
        add("samda", 0, 2, 0.75);
    }

    private void add(String method, int shots, long seed, double dice) {
        scores.add(new StudyScore(place(method, shots, seed), StudyScore.UNION, dice, dice, 1));
    }

    private static StudyScore.Place place(String method, int shots, long seed) {
        return new StudyScore.Place("Kasthuri++->EPFL", method, shots, seed);
    }

    private List<StudyTable> tables() throws IOException {
        Path file = folder.resolve("study.yaml");
        Files.writeString(
                file, PhantomStudy.yaml("[0, 1, 2]", "[0, 1]", METHODS).replace("A->B", "Kasthuri++->EPFL"));
        StudyConfig study = Studies.load(file.toString());
        StudyOutcome outcome =
                new StudyOutcome("tiny", List.of(), List.of(), study.shots(), study.seeds(), scores, Map.of());
        return StudyTables.of(study, outcome);
    }
}
