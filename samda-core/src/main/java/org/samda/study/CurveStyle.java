// SPDX-License-Identifier: Apache-2.0
package org.samda.study;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;

/**
 * How the curve of a method looks: a colour that people tell apart however they see colours (Okabe and Ito's set, without
 * its yellow), and a shape that says the same once more.
 *
 * @param number of the method, from 0
 */
record CurveStyle(int number) {
    private static final List<Color> COLOURS = List.of(
            new Color(0x0072B2),
            new Color(0xD55E00),
            new Color(0x009E73),
            new Color(0xCC79A7),
            new Color(0x000000),
            new Color(0xE69F00),
            new Color(0x56B4E9));

    private static final BasicStroke LINE = new BasicStroke(2, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND);
    private static final BasicStroke DASHES =
            new BasicStroke(1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, new float[] {6, 4}, 0);
    private static final BasicStroke BAR = new BasicStroke(1.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER);
    private static final double RADIUS = 4.5;
    private static final double CAP = 4;

    Color colour() {
        return COLOURS.get(number % COLOURS.size());
    }

    /** @param measured solid if it was measured, dashed if it is the paper's */
    void line(Graphics2D paper, Shape line, boolean measured) {
        paper.setColor(colour());
        paper.setStroke(measured ? LINE : DASHES);
        paper.draw(line);
    }

    /** An error bar between two heights: one path of three strokes. */
    void bar(Graphics2D paper, double x, double top, double bottom) {
        Path2D bar = new Path2D.Double();
        bar.moveTo(x, top);
        bar.lineTo(x, bottom);
        for (double end : new double[] {top, bottom}) {
            bar.moveTo(x - CAP, end);
            bar.lineTo(x + CAP, end);
        }
        paper.setColor(colour());
        paper.setStroke(BAR);
        paper.draw(bar);
    }

    void marker(Graphics2D paper, double x, double y) {
        paper.setColor(colour());
        paper.fill(shape(x, y));
    }

    private Shape shape(double x, double y) {
        return switch (number % 5) {
            case 0 -> new Ellipse2D.Double(x - RADIUS, y - RADIUS, 2 * RADIUS, 2 * RADIUS);
            case 1 -> new Rectangle2D.Double(x - RADIUS + 0.5, y - RADIUS + 0.5, 2 * RADIUS - 1, 2 * RADIUS - 1);
            case 2 -> polygon(x, y, -90, 150, 30);
            case 3 -> polygon(x, y, -90, 0, 90, 180);
            default -> polygon(x, y, 90, -30, -150);
        };
    }

    private static Shape polygon(double x, double y, int... degrees) {
        Path2D shape = new Path2D.Double();
        for (int i = 0; i < degrees.length; i++) {
            double cornerX = x + 1.2 * RADIUS * Math.cos(Math.toRadians(degrees[i]));
            double cornerY = y + 1.2 * RADIUS * Math.sin(Math.toRadians(degrees[i]));
            if (i == 0) {
                shape.moveTo(cornerX, cornerY);
            } else {
                shape.lineTo(cornerX, cornerY);
            }
        }
        shape.closePath();
        return shape;
    }
}
