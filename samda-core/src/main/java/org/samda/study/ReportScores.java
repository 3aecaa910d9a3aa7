// SPDX-License-Identifier: Apache-2.0
package org.samda.study;

import static org.samda.experiment.HtmlText.escaped;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The part of a study's report that is made of its figures: tables, what is missing, each figure alone. */
final class ReportScores {
    private final StudyOutcome outcome;
    private final StudyReport.Background background;
    private final OutcomeScores scores;

    ReportScores(StudyOutcome outcome, StudyReport.Background background) {
        this.outcome = outcome;
        this.background = background;
        scores = new OutcomeScores(outcome);
    }

    /** A pair's table of methods by shots; where there are several classes, one for each of them too. */
    String tables(StudyOutcome.Pair pair) {
        return scores.targets(pair.name()).stream()
                .map(target -> table(pair, target))
                .collect(Collectors.joining("\n"));
    }

    private String table(StudyOutcome.Pair pair, String target) {
        StringBuilder table = new StringBuilder("<div class=\"wide\"><table><caption>Dice of ")
                .append(escaped(target))
                .append(
                        ", pooled over all test images: mean ± standard deviation over n seeds</caption><tr><th>method");
        outcome.shots().forEach(shots -> table.append("<th>").append(StudyConfig.shotsInWords(shots)));
        for (StudyOutcome.Method method : outcome.methods()) {
            table.append("<tr><th>").append(escaped(method.title()));
            for (int shots : outcome.shots()) {
                table.append("<td>")
                        .append(scores.of(new StudyScore.Place(pair.name(), method.name(), shots, 0), target)
                                .map(spread -> spread + " <small>n=" + spread.count() + "</small>")
                                .orElse("–"))
                        .append(target.equals(StudyScore.UNION) ? published(pair, method, shots) : "");
            }
        }
        return table.append("</table></div>").toString();
    }

    private String published(StudyOutcome.Pair pair, StudyOutcome.Method method, int shots) {
        return background
                .paper(pair)
                .of(method, shots)
                .map(dice -> String.format(Locale.ROOT, "<br><small>paper %.3f</small>", dice))
                .orElse("");
    }

    /** What is planned and has no figure yet; empty if there is nothing. */
    String missing(List<StudyScore.Place> planned) {
        List<String> pairs =
                outcome.pairs().stream().map(StudyOutcome.Pair::name).toList();
        List<String> methods =
                outcome.methods().stream().map(StudyOutcome.Method::name).toList();
        Map<String, Integer> missing = new LinkedHashMap<>();
        planned.stream()
                .filter(place -> !scores.has(place))
                .sorted(Comparator.comparing((StudyScore.Place place) -> pairs.indexOf(place.pair()))
                        .thenComparing(place -> methods.indexOf(place.method()))
                        .thenComparing(StudyScore.Place::shots))
                .forEach(place -> missing.merge(line(place), 1, Integer::sum));
        if (missing.isEmpty()) {
            return "";
        }
        int count = missing.values().stream().mapToInt(Integer::intValue).sum();
        return missing.entrySet().stream()
                .map(entry -> "<li>%s: %d %s"
                        .formatted(entry.getKey(), entry.getValue(), entry.getValue() == 1 ? "seed" : "seeds"))
                .collect(Collectors.joining(
                        "\n",
                        "<h2>Not there yet</h2><p>The study is not complete: %d of %d figures are missing.</p><ul>"
                                .formatted(count, planned.size()),
                        "</ul>"));
    }

    private String line(StudyScore.Place place) {
        return escaped(
                "%s, %s, %s".formatted(place.pair(), title(place.method()), StudyConfig.shotsInWords(place.shots())));
    }

    /** A method's title for the tables. */
    String title(String method) {
        return outcome.methods().stream()
                .filter(each -> each.name().equals(method))
                .map(StudyOutcome.Method::title)
                .findFirst()
                .orElse(method);
    }

    /** Every figure, with the run that it comes from. */
    String single() {
        StringBuilder table = new StringBuilder("<h2>All figures</h2><div class=\"wide\"><table><tr><th>pair<th>method")
                .append("<th>shots<th>seed<th>of<th>Dice<th>mean Dice of images<th>seconds<th>run");
        for (StudyScore score : outcome.scores()) {
            StudyScore.Place place = score.place();
            table.append("<tr><td>%s<td>%s<td>%d<td>%d<td>%s<td>%s<td>%s<td>%.0f<td>%s"
                    .formatted(
                            escaped(place.pair()),
                            escaped(title(place.method())),
                            place.shots(),
                            place.seed(),
                            escaped(score.target()),
                            number(score.dice()),
                            number(score.meanDice()),
                            score.seconds(),
                            escaped(Optional.ofNullable(outcome.runs().get(place))
                                    .map(Path::toString)
                                    .orElse("–"))));
        }
        return table.append("</table></div>").toString();
    }

    private static String number(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.3f", value) : "–";
    }

    /** How long it took, by method. */
    String time() {
        Map<String, List<StudyScore>> byMethod = outcome.scores().stream()
                .filter(score -> score.target().equals(StudyScore.UNION))
                .collect(Collectors.groupingBy(
                        score -> score.place().method(), LinkedHashMap::new, Collectors.toList()));
        StringBuilder table = new StringBuilder("<h2>Time</h2><p>Training and scoring, without what methods share.</p>")
                .append("<div class=\"wide\"><table><tr><th>method<th>runs<th>seconds of a run<th>in all");
        byMethod.forEach((method, figures) -> row(table, title(method), figures));
        row(table, "all", byMethod.values().stream().flatMap(List::stream).toList());
        return table.append("</table></div>").toString();
    }

    private static void row(StringBuilder table, String name, List<StudyScore> figures) {
        double sum = figures.stream().mapToDouble(StudyScore::seconds).sum();
        table.append("<tr><th>%s<td>%d<td>%.0f<td>%s"
                .formatted(
                        escaped(name), figures.size(), sum / Math.max(1, figures.size()), duration(Math.round(sum))));
    }

    /** Such as {@code 3 h 05 min 20 s}. */
    static String duration(long seconds) {
        return seconds < 3600
                ? "%d min %02d s".formatted(seconds / 60, seconds % 60)
                : "%d h %02d min %02d s".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60);
    }
}
