// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samda.SamdaException;
import org.samda.image.GreyImage;
import org.samda.io.FileHashes;

class PreparedImagesTest {
    private static final Preparation HALF = new Preparation(new Preparation.Factor(0.5, 0.5), Optional.empty());

    @TempDir
    private Path folder;

    private List<DatasetImage> images;

    @BeforeEach
    void writeTwoSections() {
        Path file = TestImages.write(folder.resolve("a.tif"), TestImages.ramp(7, 5), TestImages.ramp(7, 5));
        float[] marks = new float[35];
        marks[9] = 1;
        Path labels = TestImages.write(
                folder.resolve("labels.tif"), TestImages.constant(7, 5, 1), new GreyImage(7, 5, marks));
        images = List.of(section(file, labels, 0), section(file, labels, 1));
    }

    @Test
    void areWhatReadingThemGives() {
        assertEquals(
                images.stream()
                        .map(image -> TrainingImage.read(image, Classes.foreground(), HALF))
                        .toList(),
                prepared(store()).labelled(images, Classes.foreground(), HALF));
        assertEquals(
                images.stream().map(image -> TrainingImage.readRaw(image, HALF)).toList(),
                prepared(store()).raw(images, HALF));
    }

    @Test
    void areMadeOnceForEachPreparation() {
        prepared(store()).labelled(images, Classes.foreground(), HALF);
        PreparedStore again = store();
        prepared(again).labelled(images, Classes.foreground(), HALF);
        assertTrue(again.summary().startsWith("prepared images: 2 from the cache, 0 made;"), again.summary());
        prepared(again).raw(images, HALF);
        prepared(again).raw(images, Preparation.NONE);
        assertTrue(again.summary().startsWith("prepared images: 2 from the cache, 4 made;"), again.summary());
    }

    @Test
    void anInterruptedThreadStops() {
        Thread.currentThread().interrupt();
        SamdaException problem =
                assertThrows(SamdaException.class, () -> prepared(store()).raw(images, HALF));
        assertTrue(problem.getMessage().startsWith("The work was interrupted"), problem.getMessage());
        assertFalse(Thread.interrupted());
    }

    private PreparedStore store() {
        return new PreparedStore(new PreparedStore.Location(folder.resolve("prepared"), 1 << 20), line -> {});
    }

    private static PreparedImages prepared(PreparedStore store) {
        return new PreparedImages(store, new PreparedKey(new FileHashes()));
    }

    private static DatasetImage section(Path file, Path labels, long z) {
        return new DatasetImage(
                "a_z000" + z, new DatasetImage.Source(file, z), Optional.of(new DatasetImage.Source(labels, z)));
    }
}
