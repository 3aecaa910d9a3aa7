// SPDX-License-Identifier: Apache-2.0
package org.samda.study;

import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.util.List;

/** Writes text on a drawing. */
final class Lettering {
    static final Font PLAIN = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
    static final Font BOLD = new Font(Font.SANS_SERIF, Font.BOLD, 13);
    static final Font SMALL = new Font(Font.SANS_SERIF, Font.PLAIN, 11);
    static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 15);

    private final Graphics2D paper;

    Lettering(Graphics2D paper) {
        this.paper = paper;
    }

    /** Begins at x on the base line y; what is longer than the width ends with an ellipsis. */
    void left(String text, double x, double y, double width) {
        paper.drawString(fitted(text, width), (float) x, (float) y);
    }

    void centred(String text, double x, double y, double width) {
        String fitted = fitted(text, width);
        paper.drawString(fitted, (float) (x - width(fitted) / 2), (float) y);
    }

    void right(String text, double x, double y) {
        paper.drawString(text, (float) (x - width(text)), (float) y);
    }

    /** From below to above, its middle at (x, y). */
    void upwards(String text, double x, double y) {
        AffineTransform before = paper.getTransform();
        paper.rotate(-Math.PI / 2, x, y);
        centred(text, x, y, Double.MAX_VALUE);
        paper.setTransform(before);
    }

    /** The text in one line, or in two where it is too long for one; broken between words if possible. */
    List<String> lines(String text, double width) {
        if (width(text) <= width) {
            return List.of(text);
        }
        int space = text.lastIndexOf(' ');
        while (space > 0 && width(text.substring(0, space)) > width) {
            space = text.lastIndexOf(' ', space - 1);
        }
        return space > 0 ? List.of(text.substring(0, space), text.substring(space + 1)) : List.of(text);
    }

    double width(String text) {
        return paper.getFontMetrics().getStringBounds(text, paper).getWidth();
    }

    /** Names come from others: what no font and no XML knows is replaced. */
    private String fitted(String text, double width) {
        String clean = text.replaceAll("[\\p{Cntrl}\\p{Cs}\\uFFFE\\uFFFF]", " ");
        FontMetrics metrics = paper.getFontMetrics();
        if (metrics.getStringBounds(clean, paper).getWidth() <= width) {
            return clean;
        }
        int[] characters = clean.codePoints().toArray();
        int kept = characters.length - 1;
        while (kept > 0 && width(new String(characters, 0, kept) + "…") > width) {
            kept--;
        }
        return new String(characters, 0, kept) + "…";
    }
}
