// SPDX-License-Identifier: Apache-2.0
package demo;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.samda.image.GreyImage;
import org.samda.image.LabelImage;
import org.samda.image.VolumeSize;
import org.samda.phantom.Phantom;
import org.samda.phantom.PhantomDomain;

/** Draws a section of each phantom domain: {@code PhantomPictures FOLDER [SIDE_PX [PIXEL_SCALE [SEED]]]}. */
final class PhantomPictures {
    private static final long SECTION = 1;

    private PhantomPictures() {}

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        int side = args.length > 1 ? Integer.parseInt(args[1]) : 512;
        double scale = args.length > 2 ? Double.parseDouble(args[2]) : 1;
        long seed = args.length > 3 ? Long.parseLong(args[3]) : 1;
        Files.createDirectories(folder);
        for (String name : new String[] {"fib-sem", "ss-tem"}) {
            Phantom phantom =
                    new Phantom(PhantomDomain.named(name).coarser(scale), new VolumeSize(side, side, 8), seed);
            draw(phantom, folder, "phantom-" + name);
        }
    }

    /** Writes a section, and beside it the same with the outlines of its labels. */
    static void draw(Phantom phantom, Path folder, String name) throws IOException {
        GreyImage image = phantom.image(SECTION);
        ImageIO.write(picture(image), "png", folder.resolve(name + ".png").toFile());
        BufferedImage outlined = outline(picture(image), phantom.labels(SECTION));
        ImageIO.write(outlined, "png", folder.resolve(name + "-outlined.png").toFile());
    }

    private static BufferedImage picture(GreyImage image) {
        BufferedImage picture = new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_BYTE_GRAY);
        picture.getRaster().setPixels(0, 0, image.width(), image.height(), image.pixels());
        return picture;
    }

    private static BufferedImage outline(BufferedImage picture, LabelImage labels) {
        BufferedImage outlined = new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_INT_RGB);
        outlined.createGraphics().drawImage(picture, 0, 0, null);
        for (int y = 1; y < labels.height(); y++) {
            for (int x = 1; x < labels.width(); x++) {
                if (labels.at(x, y) != labels.at(x - 1, y) || labels.at(x, y) != labels.at(x, y - 1)) {
                    outlined.setRGB(x, y, 0xFFB000);
                }
            }
        }
        return outlined;
    }
}
