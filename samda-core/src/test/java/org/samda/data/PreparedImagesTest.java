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
    private static final Preparation HALF =
            new Preparation(Preprocessing.SECTIONS, new Preparation.Factor(0.5, 0.5), Optional.empty());

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
                        .map(image -> TrainingCase.read(image, Classes.foreground(), HALF))
                        .toList(),
                labelled(store()));
        assertEquals(
                images.stream().map(image -> TrainingCase.readRaw(image, HALF)).toList(), raw(store(), HALF));
    }

    @Test
    void areMadeOnceForEachPreparation() {
        labelled(store());
        PreparedStore again = store();
        labelled(again);
        assertTrue(again.summary().startsWith("prepared images: 2 from the cache, 0 made;"), again.summary());
        raw(again, HALF);
        raw(again, Preparation.NONE);
        assertTrue(again.summary().startsWith("prepared images: 2 from the cache, 4 made;"), again.summary());
    }

    @Test
    void anInterruptedThreadStops() {
        Thread.currentThread().interrupt();
        SamdaException problem = assertThrows(SamdaException.class, () -> raw(store(), HALF));
        assertTrue(problem.getMessage().startsWith("The work was interrupted"), problem.getMessage());
        assertFalse(Thread.interrupted());
    }

    private List<TrainingCase> labelled(PreparedStore store) {
        PreparedImages prepared = prepared(store);
        return images.stream()
                .map(image -> prepared.labelled(image, Classes.foreground(), HALF))
                .toList();
    }

    private List<TrainingCase> raw(PreparedStore store, Preparation preparation) {
        PreparedImages prepared = prepared(store);
        return images.stream().map(image -> prepared.raw(image, preparation)).toList();
    }

    private PreparedStore store() {
        return new PreparedStore(new PreparedStore.Location(folder.resolve("prepared"), 1 << 20), line -> {});
    }

    private static PreparedImages prepared(PreparedStore store) {
        return new PreparedImages(store, new PreparedKey(new FileHashes()));
    }

    private static DatasetImage section(Path file, Path labels, long z) {
        return new DatasetImage(
                "a_z000" + z,
                DatasetImage.Source.section(file, z),
                Optional.of(DatasetImage.Source.section(labels, z)),
                Optional.empty());
    }
}
