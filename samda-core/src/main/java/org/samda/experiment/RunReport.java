// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;
import org.samda.SamdaException;
import org.samda.config.Configs;
import org.samda.io.AtomicFiles;

/** A run's {@code report/index.html}: one self-contained page with scores, learning curves, settings and deviations. */
final class RunReport {
    private RunReport() {}

    static void write(RunFolder run, RunConfig config, RunRecord record, StepScores scores) {
        StringBuilder page = new StringBuilder("""
                <!doctype html><html lang="en"><meta charset="utf-8"><title>SAMDA run</title>
                <style>body{font:16px/1.5 system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem}
                table{border-collapse:collapse}td,th{padding:.2rem .8rem;border-bottom:1px solid #ccc;text-align:left}
                pre{background:#f4f4f4;padding:1rem;overflow:auto}svg{background:#fafafa}</style>
                """);
        page.append("<h1>SAMDA run</h1>")
                .append(scoreTable(scores, config.settings().scoring()));
        scores.testSets().forEach(test -> page.append(picture(run, test)));
        page.append(ChoiceSection.of(run.folder())).append(AdaptationSection.of(run.folder()));
        page.append("<h2>Learning curves</h2>").append(LearningCurves.of(run.path("metrics.csv")));
        page.append("<h2>Deviations from the paper</h2><ul>");
        record.deviations()
                .forEach(line ->
                        page.append("<li>").append(HtmlText.escaped(line)).append("</li>"));
        page.append("</ul><h2>Shots</h2><p>")
                .append(HtmlText.escaped(record.shots().isEmpty() ? "none" : String.join(", ", record.shots())))
                .append("</p><h2>Settings</h2><pre>")
                .append(HtmlText.escaped(Configs.toYaml(config)))
                .append("</pre>");
        AtomicFiles.write(
                run.path("report").resolve("index.html"), page.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String picture(RunFolder run, String testSet) {
        Path file = run.path("report").resolve(StepScores.pictureOf(testSet));
        try {
            return "<figure><img style=\"max-width:100%%\" src=\"data:image/png;base64,%s\"><figcaption>%s: the first image, then the segmentation after each step; right pixels green, missed ones blue, wrong ones red</figcaption></figure>"
                    .formatted(Base64.getEncoder().encodeToString(Files.readAllBytes(file)), HtmlText.escaped(testSet));
        } catch (IOException e) {
            throw new SamdaException("The picture '%s' cannot be read: %s.".formatted(file, e), e);
        }
    }

    private static String scoreTable(StepScores scores, ScoringConfig scoring) {
        if (scores.entries().isEmpty()) {
            return "<p>There were no labelled test images to score on.</p>";
        }
        StringBuilder table = new StringBuilder(
                "<table><tr><th>after step<th>test set<th>Dice<th>IoU<th>precision<th>recall<th>mean Dice of images</tr>");
        scores.entries()
                .forEach(e -> table.append(String.format(
                        Locale.ROOT,
                        "<tr><td>%d<td>%s<td><b>%.3f</b><td>%.3f<td>%.3f<td>%.3f<td>%.3f</tr>",
                        e.step(),
                        HtmlText.escaped(e.testSet()),
                        e.scores().dice(),
                        e.scores().iou(),
                        e.scores().precision(),
                        e.scores().recall(),
                        e.scores().meanDice())));
        return table.append("</table><p>" + HtmlText.escaped(scoring.note()) + "</p>")
                .toString();
    }
}
