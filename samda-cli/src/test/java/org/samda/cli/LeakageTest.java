// SPDX-License-Identifier: Apache-2.0
package org.samda.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Test images that are trained on, or nearly: a run tells of them. */
class LeakageTest {
    private static final int SIDE = 40;

    @TempDir
    private Path folder;

    @Test
    void aTestSetThatIsTheTrainingSetIsWarnedOf() throws IOException {
        Path source = folder.resolve("source");
        section(source, "a", 0);
        section(source, "b", 7);
        Cli answer = train(source, "--test", source);
        assertTrue(
                answer.out()
                        .contains("warning: 2 test images are training images themselves (a, b): scores on them say"
                                + " nothing."),
                answer.out());
        assertTrue(Files.readString(folder.resolve("run/log.txt")).contains("warning: 2 test images"));
    }

    @Test
    void neighboursOfATrainingImageAreWarnedOf() throws IOException {
        Path source = folder.resolve("source");
        section(source, "s0", 0);
        section(source, "s1", 0.1);
        section(source, "s2", 7);
        Files.writeString(source.resolve("dataset.yaml"), """
                images: images/*.png
                labels: labels/*.png
                split: {train: [s0, s2], test: [s1]}
                """);
        Cli answer = train(source, "--json");
        assertTrue(
                answer.err().contains("warning: Test image 's1' and training image 's0' are nearly the same"),
                answer.err());
        assertFalse(answer.out().contains("warning"), answer.out());
    }

    @Test
    void othersAreNot() throws IOException {
        Path source = folder.resolve("source");
        Path test = folder.resolve("test");
        section(source, "a", 0);
        section(source, "b", 7);
        section(test, "c", 3);
        Cli answer = train(source, "--test", test);
        assertFalse(answer.out().contains("warning"), answer.out());
    }

    private Cli train(Path source, Object... more) {
        List<Object> all = new ArrayList<>(
                List.of("--source", source, "--encoder", "none", "--steps", 1, "--out", folder.resolve("run")));
        all.addAll(List.of(more));
        Cli answer = Cli.train(all.toArray());
        assertEquals(0, answer.exitCode(), answer.err());
        return answer;
    }

    /** A section of some tissue, with labels; sections change with their depth. */
    private static void section(Path set, String name, double depth) throws IOException {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
        BufferedImage labels = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                double value = Math.sin(x * 0.3 + depth) * Math.cos(y * 0.25 - 1.7 * depth);
                image.getRaster().setSample(x, y, 0, 128 + 100 * value);
                labels.getRaster().setSample(x, y, 0, value > 0.3 ? 255 : 0);
            }
        }
        Files.createDirectories(set.resolve("images"));
        Files.createDirectories(set.resolve("labels"));
        ImageIO.write(image, "png", set.resolve("images").resolve(name + ".png").toFile());
        ImageIO.write(
                labels, "png", set.resolve("labels").resolve(name + ".png").toFile());
    }
}
