// SPDX-License-Identifier: Apache-2.0
package org.samda.study;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.util.List;
import java.util.Locale;

/**
 * The axes of Figure 2: shots to the right, on a scale where 1, 3, 7 and 15 are equally far apart, and Dice upwards.
 *
 * @param shots  that have a place on the axis, ascending, at least one
 * @param lowest Dice at the bottom; 1 is at the top
 */
record PlotFrame(List<Integer> shots, double lowest) {
    static final int LEFT = 66;
    static final int RIGHT = 700;
    static final int TOP = 44;
    static final int BOTTOM = 374;

    private static final Color GRID = new Color(0xE3E3E3);
    private static final Color INK = new Color(0x222222);
    /** Between the frame and the first and last shots. */
    private static final int MARGIN = 28;

    private static final int GAP_OF_LABELS = 4;

    /**
     * An axis for these values.
     *
     * @param least the lowest Dice, error bars included
     */
    static PlotFrame fitting(List<Integer> shots, double least) {
        double tenth = Math.floor(10 * Math.min(least, 0.9) - 1e-9) / 10;
        return new PlotFrame(shots, Math.max(0, tenth));
    }

    double x(int of) {
        double first = logarithm(shots.get(0));
        double last = logarithm(shots.get(shots.size() - 1));
        double place = last > first ? (logarithm(of) - first) / (last - first) : 0.5;
        return LEFT + MARGIN + place * (RIGHT - LEFT - 2 * MARGIN);
    }

    private static double logarithm(int of) {
        return Math.log(1 + of);
    }

    /** Values off the axis lie on the frame. */
    double y(double dice) {
        double place = (Math.max(lowest, Math.min(1, dice)) - lowest) / (1 - lowest);
        return BOTTOM - place * (BOTTOM - TOP);
    }

    void paint(Graphics2D paper) {
        paper.setStroke(new BasicStroke(1));
        paper.setFont(Lettering.PLAIN);
        Lettering letters = new Lettering(paper);
        int hundredths = lowest >= 0.8 ? 5 : 10;
        for (int tick = (int) Math.round(100 * lowest); tick <= 100; tick += hundredths) {
            double y = y(tick / 100.0);
            paper.setColor(GRID);
            paper.draw(new Line2D.Double(LEFT, y, RIGHT, y));
            paper.setColor(INK);
            letters.right(String.format(Locale.ROOT, "%.2f", tick / 100.0), LEFT - 8.0, y + 4.5);
        }
        paper.draw(new Line2D.Double(LEFT, TOP, LEFT, BOTTOM));
        paper.draw(new Line2D.Double(LEFT, BOTTOM, RIGHT, BOTTOM));
        paintShots(paper, letters);
        letters.upwards("Dice of the foreground", 18, (TOP + BOTTOM) / 2.0);
        letters.centred("annotated target images (logarithmic)", (LEFT + RIGHT) / 2.0, BOTTOM + 42.0, RIGHT - LEFT);
    }

    /** A label that would lie on the one before is left out; its tick is there. */
    private void paintShots(Graphics2D paper, Lettering letters) {
        double end = Double.NEGATIVE_INFINITY;
        for (int each : shots) {
            double x = x(each);
            paper.draw(new Line2D.Double(x, BOTTOM, x, BOTTOM + 5.0));
            double half = letters.width(String.valueOf(each)) / 2;
            if (x - half > end) {
                letters.centred(String.valueOf(each), x, BOTTOM + 20.0, Double.MAX_VALUE);
                end = x + half + GAP_OF_LABELS;
            }
        }
    }
}
