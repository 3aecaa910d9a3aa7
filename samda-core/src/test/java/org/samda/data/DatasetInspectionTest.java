// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.samda.data.TestImages.constant;
import static org.samda.data.TestImages.write;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samda.data.DatasetInspection.LabelValue;
import org.samda.image.GreyImage;
import org.samda.image.PixelType;

class DatasetInspectionTest {

    @TempDir
    private Path folder;

    @Test
    void saysWhatIsThere() {
        write(folder.resolve("images/a.png"), new GreyImage(2, 1, new float[] {10, 20}));
        write(folder.resolve("images/b.png"), new GreyImage(2, 1, new float[] {30, 100}));
        write(folder.resolve("labels/a.png"), new GreyImage(2, 1, new float[] {0, 255}));
        write(folder.resolve("labels/b.png"), new GreyImage(2, 1, new float[] {255, 255}));
        DatasetInspection found = Datasets.inspect(folder);
        assertEquals(new DatasetInspection.Counts(2, 2, 2, 0), found.counts());
        assertEquals(Map.of("2 x 1", 2), found.greys().sizes());
        assertEquals(Map.of(PixelType.UINT8, 2), found.greys().types());
        assertEquals(new DatasetInspection.Range(10, 100, 40), found.greys().range());
        assertEquals(
                List.of(
                        new LabelValue(0, Optional.of("background"), 0.25),
                        new LabelValue(255, Optional.of("foreground"), 0.75)),
                found.labels());
        assertEquals(List.of(), found.problems());
    }

    @Test
    void listsEveryProblemAndGoesOn() throws IOException {
        write(folder.resolve("images/a.png"), constant(4, 4, 9));
        write(folder.resolve("images/b.png"), noise(1));
        write(folder.resolve("images/c.png"), noise(2));
        write(folder.resolve("images/d.png"), noise(3));
        write(folder.resolve("images/e.png"), noise(4));
        write(folder.resolve("labels/b.png"), constant(40, 40, 0));
        write(folder.resolve("labels/c.png"), constant(4, 4, 1));
        write(folder.resolve("labels/d.png"), constant(40, 40, 7));
        Files.writeString(
                folder.resolve("dataset.yaml"), "images: images/*.png\nlabels: labels/*.png\nclasses: {mito: 1}\n");
        List<String> problems = Datasets.inspect(folder).problems();
        assertEquals(5, problems.size(), problems.toString());
        assertTrue(problems.get(0).contains("a.png' is constant"), problems.toString());
        assertTrue(problems.get(1).contains("b.png' are empty"), problems.toString());
        assertTrue(problems.get(2).contains("c.png' are 4 x 4 px but their image"), problems.toString());
        assertTrue(problems.get(3).contains("d.png': value 7 (1600 px) in no class"), problems.toString());
        assertTrue(problems.get(4).startsWith("Images without labels: a, e."), problems.toString());
    }

    @Test
    void reportsTestImagesThatLookLikeTrainingImages() throws IOException {
        write(folder.resolve("images/a.png"), noise(1));
        write(folder.resolve("images/b.png"), noise(2));
        float[] brighter = noise(2).pixels().clone();
        for (int i = 0; i < brighter.length; i++) {
            brighter[i] = brighter[i] / 2 + 60;
        }
        write(folder.resolve("images/c.png"), new GreyImage(40, 40, brighter));
        write(folder.resolve("images/d.png"), noise(3));
        Files.writeString(
                folder.resolve("dataset.yaml"), "images: images/*.png\nsplit: {train: [a, b], test: [c, d]}\n");
        assertEquals(
                List.of("Test image 'c' and training image 'b' are nearly the same (correlation 1.00): "
                        + "leave a gap between them."),
                Datasets.inspect(folder).problems());
    }

    private static GreyImage noise(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] pixels = new float[40 * 40];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = random.nextInt(256);
        }
        return new GreyImage(40, 40, pixels);
    }
}
