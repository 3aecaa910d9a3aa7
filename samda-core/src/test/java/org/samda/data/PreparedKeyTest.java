// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samda.image.GreyImage;
import org.samda.image.HistogramMatching;
import org.samda.io.FileHashes;

class PreparedKeyTest {
    private static final Optional<Classes> FOREGROUND = Optional.of(Classes.foreground());
    private static final Preparation HALF =
            new Preparation(Preprocessing.SECTIONS, new Preparation.Factor(0.5, 0.5), Optional.empty());

    @TempDir
    private Path folder;

    private DatasetImage image;

    @BeforeEach
    void writeAnImage() throws IOException {
        image = write("one");
    }

    @Test
    void isTheSameForTheSameContentWhereverItLies() throws IOException {
        String key = key(image, FOREGROUND, HALF);
        assertTrue(key.matches("[0-9a-f]{64}"), key);
        assertEquals(key, key(image, FOREGROUND, HALF));
        assertEquals(key, key(write("two"), FOREGROUND, HALF));
    }

    @Test
    void followsFromTheContentOfImageAndLabels() throws IOException {
        String key = key(image, FOREGROUND, HALF);
        String raw = key(image, Optional.empty(), HALF);
        Files.writeString(image.labels().orElseThrow().file(), "other labels");
        assertNotEquals(key, key(image, FOREGROUND, HALF));
        assertEquals(raw, key(image, Optional.empty(), HALF), "labels that are not prepared must not count");
        Files.writeString(image.image().file(), "other pixels");
        assertNotEquals(raw, key(image, Optional.empty(), HALF));
    }

    @Test
    void followsFromNameSectionsAndLabels() {
        DatasetImage.Source file = image.image();
        Optional<DatasetImage.Source> labels = image.labels();
        Optional<DatasetImage.Source> secondLabels = Optional.of(
                DatasetImage.Source.section(image.labels().orElseThrow().file(), 1));
        List<DatasetImage> others = List.of(
                new DatasetImage("b", file, labels, Optional.empty()),
                new DatasetImage("a", DatasetImage.Source.section(file.file(), 1), labels, Optional.empty()),
                new DatasetImage("a", file, secondLabels, Optional.empty()),
                new DatasetImage("a", file, Optional.empty(), Optional.empty()));
        for (DatasetImage other : others) {
            assertNotEquals(key(image, FOREGROUND, HALF), key(other, FOREGROUND, HALF), other.toString());
        }
        DatasetImage whole = new DatasetImage("a", DatasetImage.Source.whole(file.file()), labels, Optional.empty());
        assertNotEquals(key(image, FOREGROUND, HALF), key(whole, FOREGROUND, HALF));
    }

    @Test
    void followsFromTheClasses() {
        List<Optional<Classes>> others = List.of(
                Optional.empty(),
                classes("a", List.of()),
                classes("foreground", List.of(1)),
                classes("a", List.of(1, 2)));
        for (Optional<Classes> other : others) {
            assertNotEquals(key(image, FOREGROUND, HALF), key(image, other, HALF), other.toString());
        }
        assertNotEquals(key(image, classes("a", List.of(1)), HALF), key(image, classes("a", List.of(11)), HALF));
    }

    @Test
    void followsFromAllThatThePreparationDoes() {
        List<Preparation> others = List.of(
                Preparation.NONE,
                new Preparation(volumes(), HALF.size(), HALF.matching()),
                new Preparation(
                        Preprocessing.SECTIONS, new Preparation.Factor(0.5, Math.nextUp(0.5)), Optional.empty()),
                new Preparation(Preprocessing.SECTIONS, new Preparation.Fixed(1, 1), Optional.empty()),
                new Preparation(Preprocessing.SECTIONS, HALF.size(), matching(0, 1)),
                new Preparation(Preprocessing.SECTIONS, HALF.size(), matching(0, Math.nextUp(1f))));
        List<String> keys = others.stream()
                .map(other -> key(image, FOREGROUND, other))
                .distinct()
                .toList();
        assertEquals(others.size(), keys.size());
        assertTrue(!keys.contains(key(image, FOREGROUND, HALF)));
        assertEquals(
                keys.get(4),
                key(image, FOREGROUND, new Preparation(Preprocessing.SECTIONS, HALF.size(), matching(0, 1))));
    }

    private static Preprocessing volumes() {
        return new Preprocessing(
                Preprocessing.Unit.VOLUME,
                Preprocessing.SECTIONS.sliceAxis(),
                Preprocessing.SECTIONS.normalization(),
                Preprocessing.SECTIONS.interpolation());
    }

    private static Optional<HistogramMatching> matching(float... pixels) {
        return Optional.of(HistogramMatching.fit(List.of(List.of(new GreyImage(pixels.length, 1, pixels)))));
    }

    private static Optional<Classes> classes(String name, List<Integer> values) {
        return Optional.of(new Classes(List.of(new Classes.Foreground(name, values))));
    }

    private DatasetImage write(String name) throws IOException {
        Path set = Files.createDirectories(folder.resolve(name));
        Path pixels = Files.writeString(set.resolve("a.png"), "pixels");
        Path labels = Files.writeString(set.resolve("a-labels.png"), "labels");
        return new DatasetImage(
                "a",
                DatasetImage.Source.section(pixels, 0),
                Optional.of(DatasetImage.Source.section(labels, 0)),
                Optional.empty());
    }

    private static String key(DatasetImage image, Optional<Classes> classes, Preparation preparation) {
        return new PreparedKey(new FileHashes()).of(image, classes, preparation);
    }
}
