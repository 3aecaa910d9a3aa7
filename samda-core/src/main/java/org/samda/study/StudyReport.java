// SPDX-License-Identifier: Apache-2.0
package org.samda.study;

import static org.samda.experiment.HtmlText.escaped;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.samda.SamdaException;
import org.samda.io.AtomicFiles;

/**
 * The report of a study: Figures 2 and 3 as PNG and SVG, and {@code index.html}, one self-contained page with the tables,
 * the figures, the environment, the commands and every deviation from the paper.
 *
 * <p>A study that is not finished has a report of what there is.
 */
public final class StudyReport {
    private static final double SCALE = 2;

    private final StudyOutcome outcome;
    private final Background background;
    private final Path folder;

    /**
     * What the outcome itself does not tell.
     *
     * @param command that makes the study, as a user types it
     * @param paper   the paper's own figures by the name of the pair that they stand beside
     * @param planned all places that get a figure when the study is complete; none if that is not known
     * @param models  for Figure 3; empty to leave it out
     */
    public record Background(
            String command,
            Map<String, PaperCurves> paper,
            List<StudyScore.Place> planned,
            Optional<StudyModels> models) {

        public Background {
            paper = Map.copyOf(paper);
            planned = List.copyOf(planned);
        }

        /** The paper's figures beside a pair; none if it has none. */
        PaperCurves paper(StudyOutcome.Pair pair) {
            return paper.getOrDefault(pair.name(), PaperCurves.NONE);
        }
    }

    private StudyReport(StudyOutcome outcome, Background background, Path folder) {
        this.outcome = outcome;
        this.background = background;
        this.folder = folder;
    }

    /**
     * Writes the report; files of an earlier one are replaced.
     *
     * @param folder made if it does not exist; gets {@code index.html} and, for the first pair,
     *               {@code figure2-1-<pair>.png} and {@code .svg} and so on
     */
    public static void write(StudyOutcome outcome, Background background, Path folder) {
        new StudyReport(outcome, background, folder).write();
    }

    private void write() {
        ReportScores scores = new ReportScores(outcome, background);
        ReportRuns runs = new ReportRuns(outcome);
        StringBuilder page = new StringBuilder(ReportPage.head(outcome.name()));
        page.append(introduction());
        outcome.pairs()
                .forEach(pair -> page.append("<section><h2>" + escaped(pair.name()) + "</h2>")
                        .append(scores.tables(pair))
                        .append(curves(pair))
                        .append(segmentations(pair))
                        .append("</section>"));
        page.append(scores.missing(background.planned()))
                .append(runs.deviations())
                .append(runs.environment())
                .append(scores.time())
                .append(runs.shots())
                .append(runs.commands(background.command()))
                .append(scores.single());
        write("index.html", page.append("</body></html>\n").toString().getBytes(StandardCharsets.UTF_8));
    }

    private String introduction() {
        long done = outcome.scores().stream().map(StudyScore::place).distinct().count();
        String seeds = outcome.seeds().stream().map(String::valueOf).collect(Collectors.joining(", "));
        String origins = outcome.pairs().stream()
                .map(pair -> background.paper(pair).origin())
                .filter(each -> !each.isEmpty())
                .distinct()
                .collect(Collectors.joining("; "));
        String origin = origins.isEmpty()
                ? ""
                : " The paper's values beside them are single runs, without a spread, on " + origins + ".";
        String text =
                "Few-shot domain adaptation. Pairs: %d; methods: %d; numbers of shots: %d; seeds: %s; scored so far: %d."
                        .formatted(
                                outcome.pairs().size(),
                                outcome.methods().size(),
                                outcome.shots().size(),
                                seeds,
                                done);
        return "<p>" + escaped(text + origin) + "</p>";
    }

    private String curves(StudyOutcome.Pair pair) {
        Drawing plot = DicePlot.of(outcome, pair, background.paper(pair));
        String svg = DrawingFiles.svg(plot);
        write(name(2, pair) + ".svg", svg.getBytes(StandardCharsets.UTF_8));
        write(name(2, pair) + ".png", DrawingFiles.png(plot, SCALE));
        return "<figure>%s<figcaption>Figure 2. Dice against the number of annotated target images.</figcaption></figure>"
                .formatted(svg);
    }

    private String segmentations(StudyOutcome.Pair pair) {
        if (background.models().isEmpty() || outcome.runs().isEmpty()) {
            return "";
        }
        try {
            ExampleSegmentations found =
                    ExampleSegmentations.of(outcome, pair, background.models().get());
            return picture(pair, found) + ReportPage.notes(found.notes());
        } catch (SamdaException e) {
            return ReportPage.notes(List.of("There is no Figure 3: " + e.getMessage()));
        }
    }

    private String picture(StudyOutcome.Pair pair, ExampleSegmentations found) {
        if (found.rows().isEmpty()) {
            return "";
        }
        Drawing grid = new SegmentationGrid(found);
        byte[] png = DrawingFiles.png(grid, SegmentationGrid.SCALE);
        write(name(3, pair) + ".png", png);
        write(name(3, pair) + ".svg", DrawingFiles.svg(grid).getBytes(StandardCharsets.UTF_8));
        return ("<figure class=\"wide\"><img alt=\"%s\" width=\"%d\" height=\"%d\" src=\"data:image/png;base64,%s\">"
                        + "<figcaption>Figure 3. %s</figcaption></figure>")
                .formatted(
                        escaped("Segmentations of " + found.image().title()),
                        grid.size().width,
                        grid.size().height,
                        Base64.getEncoder().encodeToString(png),
                        escaped("Test image " + found.image().title() + ", seed "
                                + outcome.firstSeed(pair).orElseThrow() + ": "
                                + ExampleImage.RULE
                                + ". Below each segmentation: right pixels green, missed ones blue, wrong ones red."
                                + " Dice is that of this section alone."));
    }

    /** Data sets may be called anything; the number keeps names apart that are alike as files. */
    private String name(int figure, StudyOutcome.Pair pair) {
        String safe = pair.name().replaceAll("[^A-Za-z0-9]+", "-");
        return "figure%d-%d-%s"
                .formatted(figure, outcome.pairs().indexOf(pair) + 1, safe.substring(0, Math.min(60, safe.length())));
    }

    private void write(String name, byte[] bytes) {
        AtomicFiles.write(folder.resolve(name), bytes);
    }
}
