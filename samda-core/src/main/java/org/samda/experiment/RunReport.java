// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.samda.SamdaException;
import org.samda.config.Configs;
import org.samda.io.AtomicFiles;

/** A run's {@code report/index.html}: one self-contained page with scores, loss curves, settings and deviations. */
final class RunReport {
    /** Points of a curve at most; each is the mean of a stretch of iterations. */
    private static final int POINTS = 100;

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
        page.append("<h2>Loss</h2>");
        losses(run.path("metrics.csv"))
                .forEach((step, losses) ->
                        page.append("<h3>Step " + step + "</h3>").append(curve(losses)));
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

    /** The losses of each step, in order of the iterations. */
    private static Map<Integer, List<Double>> losses(Path metrics) {
        Map<Integer, List<Double>> losses = new TreeMap<>();
        try (var lines = Files.lines(metrics)) {
            lines.skip(1)
                    .map(line -> line.split(",", 5))
                    .filter(row -> row[3].equals("loss"))
                    .forEach(row -> losses.computeIfAbsent(Integer.valueOf(row[0]), s -> new ArrayList<>())
                            .add(Double.valueOf(row[4])));
            return losses;
        } catch (IOException e) {
            throw new SamdaException("The metrics '%s' cannot be read: %s.".formatted(metrics, e), e);
        }
    }

    private static String curve(List<Double> losses) {
        List<Double> means = means(losses);
        double low = means.stream().min(Double::compare).orElse(0.0);
        double high = means.stream().max(Double::compare).orElse(1.0);
        double range = Math.max(high - low, 1e-9);
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < means.size(); i++) {
            points.append(String.format(
                    Locale.ROOT,
                    "%.1f,%.1f ",
                    600.0 * i / Math.max(1, means.size() - 1),
                    190 - 180 * (means.get(i) - low) / range));
        }
        return String.format(
                Locale.ROOT,
                "<svg viewBox=\"0 0 600 200\" width=\"600\" role=\"img\"><polyline fill=\"none\" stroke=\"#06c\" stroke-width=\"2\""
                        + " points=\"%s\"/></svg><p>%d iterations, from %.3f to %.3f</p>",
                points,
                losses.size(),
                means.get(0),
                means.get(means.size() - 1));
    }

    private static List<Double> means(List<Double> losses) {
        List<Double> means = new ArrayList<>();
        int stretch = Math.max(1, losses.size() / POINTS);
        for (int i = 0; i < losses.size(); i += stretch) {
            means.add(losses.subList(i, Math.min(losses.size(), i + stretch)).stream()
                    .mapToDouble(Double::doubleValue)
                    .average()
                    .orElseThrow());
        }
        return means;
    }
}
