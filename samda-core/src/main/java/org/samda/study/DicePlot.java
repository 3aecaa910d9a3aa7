// SPDX-License-Identifier: Apache-2.0
package org.samda.study;

import java.awt.Color;
import java.awt.Dimension;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * Dice against shots for one pair (paper Fig. 2): a line for each method through the means over seeds, with bars of one
 * standard deviation to both sides, and the paper's own values dashed.
 */
final class DicePlot implements Drawing {
    private static final int WIDTH = 720;
    private static final int LEGEND_TOP = PlotFrame.BOTTOM + 66;
    private static final int LEGEND_ROW = 20;
    private static final int LEGEND_COLUMNS = 2;
    private static final String NOTE = "Bars: one standard deviation over seeds to both sides";
    private static final int SAMPLE = 34;
    /** Methods stand side by side, so that bars of equal values do not cover each other. */
    private static final double SIDESTEP = 3;

    private final Words words;
    private final List<Curve> curves;
    private final PlotFrame frame;

    /**
     * A line of the plot.
     *
     * @param title    for the legend
     * @param style    of its method
     * @param measured by the study; else it is the paper's
     * @param points   by shots, at least one
     */
    private record Curve(String title, CurveStyle style, boolean measured, List<Point> points) {}

    private record Point(int shots, double dice, Optional<Double> deviation) {

        double lowest() {
            return dice - deviation.orElse(0.0);
        }
    }

    /** What stands above and below. */
    private record Words(String title, String note) {}

    private DicePlot(Words words, List<Curve> curves, PlotFrame frame) {
        this.words = words;
        this.curves = curves;
        this.frame = frame;
    }

    /** Of the figures that there are so far; a row of the paper that several methods name is drawn once. */
    static DicePlot of(StudyOutcome outcome, StudyOutcome.Pair pair, PaperCurves paper) {
        List<Curve> curves = new ArrayList<>();
        List<Curve> published = new ArrayList<>();
        OutcomeScores scores = new OutcomeScores(outcome);
        TreeSet<Integer> shots = new TreeSet<>(outcome.shots());
        int largest = shots.isEmpty() ? 0 : shots.last();
        for (int i = 0; i < outcome.methods().size(); i++) {
            StudyOutcome.Method method = outcome.methods().get(i);
            CurveStyle style = new CurveStyle(i);
            add(curves, new Curve(method.title(), style, true, measured(outcome, pair, method, scores)));
            SortedMap<Integer, Double> known = paper.of(method);
            known.keySet().removeIf(each -> each > largest);
            shots.addAll(known.keySet());
            String row = "paper: " + method.paper().orElse("");
            if (published.stream().noneMatch(curve -> curve.title().equals(row))) {
                add(published, new Curve(row, style, false, published(known)));
            }
        }
        String note = NOTE + (published.isEmpty() ? "" : "; dashed: the paper's values, " + paper.origin());
        curves.addAll(published);
        double least = curves.stream()
                .flatMap(curve -> curve.points().stream())
                .mapToDouble(Point::lowest)
                .min()
                .orElse(0);
        List<Integer> marked = shots.isEmpty() ? List.of(0) : List.copyOf(shots);
        return new DicePlot(new Words(pair.name(), note), curves, PlotFrame.fitting(marked, least));
    }

    private static void add(List<Curve> curves, Curve curve) {
        if (!curve.points().isEmpty()) {
            curves.add(curve);
        }
    }

    private static List<Point> measured(
            StudyOutcome outcome, StudyOutcome.Pair pair, StudyOutcome.Method method, OutcomeScores scores) {
        List<Point> points = new ArrayList<>();
        for (int shots : outcome.shots()) {
            scores.of(new StudyScore.Place(pair.name(), method.name(), shots, 0), StudyScore.UNION)
                    .ifPresent(spread -> points.add(new Point(shots, spread.mean(), spread.deviation())));
        }
        return points;
    }

    private static List<Point> published(SortedMap<Integer, Double> dice) {
        return dice.entrySet().stream()
                .map(entry -> new Point(entry.getKey(), entry.getValue(), Optional.empty()))
                .toList();
    }

    @Override
    public Dimension size() {
        int rows = (curves.size() + LEGEND_COLUMNS - 1) / LEGEND_COLUMNS;
        return new Dimension(WIDTH, LEGEND_TOP + rows * LEGEND_ROW + LEGEND_ROW);
    }

    @Override
    public void paint(Graphics2D paper) {
        paper.setColor(Color.BLACK);
        paper.setFont(Lettering.TITLE);
        new Lettering(paper).left(words.title(), PlotFrame.LEFT, 26, PlotFrame.RIGHT - PlotFrame.LEFT);
        frame.paint(paper);
        curves.stream().filter(curve -> !curve.measured()).forEach(curve -> paint(paper, curve));
        curves.stream().filter(Curve::measured).forEach(curve -> paint(paper, curve));
        for (int i = 0; i < curves.size(); i++) {
            paintLegend(paper, curves.get(i), i);
        }
        paper.setColor(Color.DARK_GRAY);
        paper.setFont(Lettering.SMALL);
        new Lettering(paper).left(words.note(), PlotFrame.LEFT, size().height - 8, PlotFrame.RIGHT - PlotFrame.LEFT);
    }

    private void paint(Graphics2D paper, Curve curve) {
        Path2D line = new Path2D.Double();
        for (Point point : curve.points()) {
            if (line.getCurrentPoint() == null) {
                line.moveTo(x(curve, point), frame.y(point.dice()));
            } else {
                line.lineTo(x(curve, point), frame.y(point.dice()));
            }
        }
        if (curve.points().size() > 1) {
            curve.style().line(paper, line, curve.measured());
        }
        for (Point point : curve.points()) {
            point.deviation()
                    .ifPresent(deviation -> curve.style()
                            .bar(
                                    paper,
                                    x(curve, point),
                                    frame.y(point.dice() + deviation),
                                    frame.y(point.dice() - deviation)));
            if (curve.measured() || curve.points().size() == 1) {
                curve.style().marker(paper, x(curve, point), frame.y(point.dice()));
            }
        }
    }

    private double x(Curve curve, Point point) {
        double last =
                curves.stream().mapToInt(each -> each.style().number()).max().orElse(0);
        return frame.x(point.shots()) + SIDESTEP * (curve.style().number() - last / 2);
    }

    private void paintLegend(Graphics2D paper, Curve curve, int number) {
        double width = (double) (PlotFrame.RIGHT - PlotFrame.LEFT) / LEGEND_COLUMNS;
        double x = PlotFrame.LEFT + number % LEGEND_COLUMNS * width;
        double y = LEGEND_TOP + number / LEGEND_COLUMNS * LEGEND_ROW;
        curve.style().line(paper, new Line2D.Double(x, y, x + SAMPLE, y), curve.measured());
        if (curve.measured()) {
            curve.style().marker(paper, x + SAMPLE / 2.0, y);
        }
        paper.setColor(Color.BLACK);
        paper.setFont(Lettering.PLAIN);
        new Lettering(paper).left(curve.title(), x + SAMPLE + 8, y + 4.5, width - SAMPLE - 18);
    }
}
