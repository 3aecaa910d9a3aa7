// SPDX-License-Identifier: Apache-2.0
package org.samda.study;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;
import org.samda.image.LabelImage;

/** Pictures in the cells of Figure 3, at the size of their cell. */
final class Panel {
    private static final Color BACKGROUND = new Color(0x1C1C1C);
    private static final List<Color> CLASSES = List.of(
            new Color(0xE69F00),
            new Color(0x56B4E9),
            new Color(0x009E73),
            new Color(0xF0E442),
            new Color(0xCC79A7),
            new Color(0xD55E00),
            new Color(0x0072B2));

    private Panel() {}

    /** White where there is one class, else a colour for each. */
    static Color colour(int label, int classes) {
        if (label == 0) {
            return BACKGROUND;
        }
        return classes == 2 ? Color.WHITE : CLASSES.get((label - 1) % CLASSES.size());
    }

    /** @param classes number of class indices, background included */
    static BufferedImage mask(LabelImage labels, int classes) {
        BufferedImage mask = new BufferedImage(labels.width(), labels.height(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < labels.height(); y++) {
            for (int x = 0; x < labels.width(); x++) {
                mask.setRGB(x, y, colour(labels.at(x, y), classes).getRGB());
            }
        }
        return mask;
    }

    /** Averaged where it gets smaller; its pixels stay sharp where it gets larger. */
    static BufferedImage resized(BufferedImage picture, int width, int height) {
        BufferedImage small = picture;
        while (small.getWidth() > 2 * width && small.getHeight() > 2 * height) {
            small = drawn(
                    small, small.getWidth() / 2, small.getHeight() / 2, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        }
        boolean grows = width > picture.getWidth();
        return drawn(
                small,
                width,
                height,
                grows
                        ? RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR
                        : RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    }

    private static BufferedImage drawn(BufferedImage picture, int width, int height, Object interpolation) {
        BufferedImage drawn = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D paper = drawn.createGraphics();
        try {
            paper.setRenderingHint(RenderingHints.KEY_INTERPOLATION, interpolation);
            paper.drawImage(picture, 0, 0, width, height, null);
        } finally {
            paper.dispose();
        }
        return drawn;
    }
}
