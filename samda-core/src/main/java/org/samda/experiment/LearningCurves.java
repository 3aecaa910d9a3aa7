// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.samda.SamdaException;

/**
 * The learning curves of a step, read from a run's {@code metrics.csv} and drawn as an SVG that stands in the page itself:
 * loss, validation loss and pseudo Dice against epochs.
 *
 * <p>The losses share a scale, from their least to their greatest value; that of pseudo Dice is 0 to 1.
 */
final class LearningCurves {
    /** Points of a curve at most; each is the mean of a stretch of rows. */
    private static final int POINTS = 100;

    private static final double WIDTH = 600;
    private static final double LOWEST = 190;
    private static final double HEIGHT = 180;

    private final Map<Curve, List<Point>> curves = new EnumMap<>(Curve.class);
    private long epochs;
    private long iterations;

    /** What is drawn. */
    private enum Curve {
        LOSS("loss", "loss", "#06c"),
        VALIDATION_LOSS("validationLoss", "validation loss", "#d60"),
        PSEUDO_DICE("pseudoDice", "pseudo Dice", "#282");

        private final String metric;
        private final String words;
        private final String colour;

        Curve(String metric, String words, String colour) {
            this.metric = metric;
            this.words = words;
            this.colour = colour;
        }

        static Optional<Curve> of(String metric) {
            return Arrays.stream(values())
                    .filter(curve -> curve.metric.equals(metric))
                    .findFirst();
        }
    }

    /** A value and the number of iterations that were done then. */
    private record Point(double iterations, double value) {}

    /** The curves of each step under a heading, as HTML. */
    static String of(Path metrics) {
        Map<Integer, LearningCurves> steps = new TreeMap<>();
        try (var lines = Files.lines(metrics)) {
            lines.skip(1)
                    .map(line -> line.split(",", 5))
                    .forEach(row -> steps.computeIfAbsent(Integer.valueOf(row[0]), step -> new LearningCurves())
                            .add(row));
        } catch (IOException e) {
            throw new SamdaException("The metrics '%s' cannot be read: %s.".formatted(metrics, e), e);
        }
        return steps.entrySet().stream()
                .map(step ->
                        "<h3>Step " + step.getKey() + "</h3>" + step.getValue().html())
                .collect(Collectors.joining());
    }

    /** Takes in step, epoch, iteration, name and value; what is no number is not drawn. */
    private void add(String[] row) {
        long done = Long.parseLong(row[2]) + 1;
        double value = Double.parseDouble(row[4]);
        epochs = Math.max(epochs, Long.parseLong(row[1]) + 1);
        iterations = Math.max(iterations, done);
        Curve.of(row[3])
                .filter(curve -> Double.isFinite(value))
                .ifPresent(curve ->
                        curves.computeIfAbsent(curve, c -> new ArrayList<>()).add(new Point(done, value)));
    }

    private String html() {
        curves.replaceAll((curve, points) -> thinned(points));
        double[] losses = curves.entrySet().stream()
                .filter(entry -> entry.getKey() != Curve.PSEUDO_DICE)
                .flatMap(entry -> entry.getValue().stream())
                .mapToDouble(Point::value)
                .sorted()
                .toArray();
        double low = losses.length > 0 ? losses[0] : 0;
        double range = losses.length > 0 ? Math.max(losses[losses.length - 1] - low, 1e-9) : 1;
        StringBuilder lines = new StringBuilder();
        List<String> words = new ArrayList<>();
        curves.forEach((curve, points) -> {
            boolean isDice = curve == Curve.PSEUDO_DICE;
            lines.append(line(curve, points, value -> isDice ? value : (value - low) / range));
            words.add(words(curve, points));
        });
        return "<svg viewBox=\"0 0 600 200\" width=\"600\" role=\"img\">%s</svg><p>%d iterations in %d epochs: %s</p>"
                .formatted(lines, iterations, epochs, String.join(", ", words));
    }

    /** @param share 0 at the bottom to 1 at the top, of a value */
    private String line(Curve curve, List<Point> points, DoubleUnaryOperator share) {
        String places = points.stream()
                .map(point -> String.format(
                        Locale.ROOT,
                        "%.1f,%.1f",
                        WIDTH * point.iterations() / iterations,
                        LOWEST - HEIGHT * share.applyAsDouble(point.value())))
                .collect(Collectors.joining(" "));
        return "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"2\" points=\"%s\"/>"
                .formatted(curve.colour, places);
    }

    private static String words(Curve curve, List<Point> points) {
        return String.format(
                Locale.ROOT,
                "<span style=\"color:%s\">%s from %.3f to %.3f</span>",
                curve.colour,
                curve.words,
                points.get(0).value(),
                points.get(points.size() - 1).value());
    }

    private static List<Point> thinned(List<Point> points) {
        List<Point> means = new ArrayList<>();
        int stretch = (points.size() + POINTS - 1) / POINTS;
        for (int i = 0; i < points.size(); i += stretch) {
            List<Point> some = points.subList(i, Math.min(points.size(), i + stretch));
            means.add(new Point(mean(some, Point::iterations), mean(some, Point::value)));
        }
        return means;
    }

    private static double mean(List<Point> points, ToDoubleFunction<Point> figure) {
        return points.stream().mapToDouble(figure).average().orElseThrow();
    }
}
