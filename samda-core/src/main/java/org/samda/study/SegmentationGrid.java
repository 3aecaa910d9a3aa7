// SPDX-License-Identifier: Apache-2.0
package org.samda.study;

import java.awt.Color;
import java.awt.Dimension;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.samda.experiment.Overlay;
import org.samda.image.LabelImage;

/**
 * Segmentations side by side (paper Fig. 3): image, truth, what each method made of it, and below that where it is right
 * (green), missed something (blue) or is wrong (red).
 */
final class SegmentationGrid implements Drawing {
    /** Pixels of the pictures for one of the drawing's. */
    static final double SCALE = 1.5;

    private static final int KEY_ROW = 20;
    private static final int SWATCH = 12;

    private final ExampleSegmentations found;
    private final GridLayout layout;

    SegmentationGrid(ExampleSegmentations found) {
        this.found = found;
        int methods = found.rows().stream()
                .mapToInt(row -> row.methods().size())
                .max()
                .orElse(0);
        LabelImage truth = found.image().labels();
        layout = GridLayout.of(2 + methods, truth.width(), truth.height());
    }

    @Override
    public Dimension size() {
        return new Dimension(layout.x(layout.columns()), layout.y(found.rows().size()));
    }

    @Override
    public void paint(Graphics2D paper) {
        for (int row = 0; row < found.rows().size(); row++) {
            paintRow(paper, row, found.rows().get(row));
        }
        if (!found.rows().isEmpty()) {
            paintKey(paper);
        }
    }

    private void paintRow(Graphics2D paper, int row, ExampleSegmentations.Row content) {
        ExampleImage image = found.image();
        int top = layout.pictures(row);
        paper.setColor(Color.BLACK);
        paper.setFont(Lettering.TITLE);
        new Lettering(paper).left(content.title(), layout.x(0), layout.y(row) + 18.0, Double.MAX_VALUE);
        head(paper, 0, row, "image", image.title());
        put(paper, Overlay.panel(image.image(), Optional.empty(), image.labels()), layout.x(0), top);
        head(paper, 1, row, "truth", "");
        put(paper, Panel.mask(image.labels(), image.classes().count()), layout.x(1), top);
        for (int i = 0; i < content.methods().size(); i++) {
            ExampleSegmentations.Segmented method = content.methods().get(i);
            head(paper, 2 + i, row, method.title(), dice(method.dice()));
            put(paper, Panel.mask(method.labels(), image.classes().count()), layout.x(2 + i), top);
            put(
                    paper,
                    Overlay.panel(image.image(), Optional.of(method.labels()), image.labels()),
                    layout.x(2 + i),
                    layout.errors(row));
        }
    }

    private static String dice(double dice) {
        return Double.isFinite(dice) ? String.format(Locale.ROOT, "Dice %.3f", dice) : "";
    }

    private void head(Graphics2D paper, int column, int row, String title, String note) {
        Lettering letters = new Lettering(paper);
        paper.setColor(Color.BLACK);
        paper.setFont(Lettering.BOLD);
        List<String> lines = letters.lines(title, layout.cell());
        for (int i = 0; i < lines.size(); i++) {
            double y = layout.pictures(row) - 23.0 - 16 * (lines.size() - 1 - i);
            letters.left(lines.get(i), layout.x(column), y, layout.cell());
        }
        paper.setFont(Lettering.SMALL);
        paper.setColor(Color.DARK_GRAY);
        letters.left(note, layout.x(column), layout.pictures(row) - 7.0, layout.cell());
    }

    private void put(Graphics2D paper, BufferedImage picture, int x, int y) {
        BufferedImage sized = Panel.resized(
                picture, (int) Math.round(SCALE * layout.width()), (int) Math.round(SCALE * layout.height()));
        paper.drawImage(sized, x, y, layout.width(), layout.height(), null);
    }

    /** What the colours mean, where the first row's image and truth have no error map. */
    private void paintKey(Graphics2D paper) {
        int y = layout.errors(0);
        swatch(paper, 0, y, new Color(0x46B946), "right");
        swatch(paper, 0, y + KEY_ROW, new Color(0x4680B9), "missed");
        swatch(paper, 0, y + 2 * KEY_ROW, new Color(0xB94646), "wrong");
        int classes = found.image().classes().count();
        for (int label = 1; classes > 2 && label < classes; label++) {
            String name = found.image().classes().name(label);
            swatch(paper, 1, y + (label - 1) * KEY_ROW, Panel.colour(label, classes), name);
        }
    }

    private void swatch(Graphics2D paper, int column, int y, Color colour, String meaning) {
        paper.setColor(colour);
        paper.fillRect(layout.x(column), y, SWATCH, SWATCH);
        paper.setColor(Color.BLACK);
        paper.setFont(Lettering.PLAIN);
        new Lettering(paper).left(meaning, layout.x(column) + SWATCH + 6.0, y + 11.0, layout.cell() - SWATCH - 6.0);
    }
}
