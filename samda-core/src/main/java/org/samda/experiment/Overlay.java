// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.samda.image.GreyImage;
import org.samda.image.LabelImage;

/** Pictures that let a person judge a segmentation: right pixels green, missed ones blue, wrong ones red. */
public final class Overlay {
    private static final int GAP = 4;
    private static final float TINT = 0.45f;

    private Overlay() {}

    /**
     * A panel: the image alone, or with a segmentation against the truth.
     *
     * @param prediction class indices
     * @param truth      class indices of the same size
     */
    public static BufferedImage panel(GreyImage image, Optional<LabelImage> prediction, LabelImage truth) {
        BufferedImage panel = new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_INT_RGB);
        float low = Float.MAX_VALUE;
        float high = -Float.MAX_VALUE;
        for (float value : image.pixels()) {
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        float range = Math.max(high - low, 1e-9f);
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++) {
                float grey = (image.at(x, y) - low) / range;
                int predicted = prediction.isPresent() ? prediction.get().at(x, y) : 0;
                panel.setRGB(x, y, colour(grey, prediction.isPresent(), predicted, truth.at(x, y)));
            }
        }
        return panel;
    }

    /** Panels side by side, as PNG. */
    static byte[] png(List<BufferedImage> panels) {
        int width = panels.stream().mapToInt(BufferedImage::getWidth).sum() + GAP * (panels.size() - 1);
        int height = panels.stream().mapToInt(BufferedImage::getHeight).max().orElseThrow();
        BufferedImage all = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        int x = 0;
        for (BufferedImage panel : panels) {
            all.createGraphics().drawImage(panel, x, 0, null);
            x += panel.getWidth() + GAP;
        }
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            ImageIO.write(all, "png", bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int colour(float grey, boolean tinted, int predicted, int truth) {
        if (!tinted || (predicted == 0 && truth == 0)) {
            return rgb(grey, grey, grey);
        }
        float plain = (1 - TINT) * grey;
        if (predicted == truth) {
            return rgb(plain, plain + TINT, plain);
        }
        return predicted == 0 ? rgb(plain, plain + TINT / 2, plain + TINT) : rgb(plain + TINT, plain, plain);
    }

    private static int rgb(float red, float green, float blue) {
        return byteOf(red) << 16 | byteOf(green) << 8 | byteOf(blue);
    }

    private static int byteOf(float value) {
        return Math.max(0, Math.min(255, Math.round(255 * value)));
    }
}
