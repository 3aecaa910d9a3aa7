// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.samda.SamdaException;
import org.samda.data.Classes.Foreground;
import org.samda.image.GreyImage;

class ClassesTest {
    private static final Path FILE = Path.of("labels", "a.png");
    private static final Classes TWO =
            new Classes(List.of(new Foreground("anterior", List.of(7)), new Foreground("posterior", List.of(2, 3))));

    @Test
    void numbersTheClassesInTheirOrder() {
        assertEquals(3, TWO.count());
        assertEquals(0, TWO.index(0));
        assertEquals(1, TWO.index(7));
        assertEquals(2, TWO.index(3));
        assertEquals(-1, TWO.index(4));
        assertEquals("posterior", TWO.name(2));
    }

    @Test
    void everythingAboveZeroIsForegroundByDefault() {
        Classes classes = Classes.foreground();
        assertEquals(2, classes.count());
        assertEquals(1, classes.index(255));
        assertEquals(1, classes.index(1));
        assertEquals(-1, classes.index(-3));
    }

    @Test
    void writesWhiteForASingleClassAndTheFirstValueOtherwise() {
        assertEquals(255, new Classes(List.of(new Foreground("m", List.of(1)))).outputValue(1));
        assertEquals(2, TWO.outputValue(2));
        assertEquals(0, TWO.outputValue(0));
    }

    @Test
    void turnsLabelValuesIntoClassIndices() {
        GreyImage values = new GreyImage(3, 2, new float[] {0, 7, 7, 3, 2, 0});
        assertArrayEquals(
                new int[] {0, 1, 1, 2, 2, 0}, TWO.toIndices(values, FILE).labels());
    }

    @Test
    void namesValuesThatAreInNoClass() {
        GreyImage values = new GreyImage(3, 2, new float[] {0, 9, 9, 3, 2.5f, 0});
        String message = assertThrows(SamdaException.class, () -> TWO.toIndices(values, FILE))
                .getMessage();
        assertEquals(
                "Labels '" + FILE + "': value 2.5 (1 px), 9 (2 px) in no class, expected 0 (background), "
                        + "anterior = 7; posterior = 2, 3. "
                        + "Add the value to a class in the data set's YAML or correct the file.",
                message);
    }

    @Test
    void namesAFewOfManyUnknownValues() {
        float[] values = new float[100];
        for (int i = 0; i < values.length; i++) {
            values[i] = i + 10;
        }
        String message = assertThrows(SamdaException.class, () -> TWO.toIndices(new GreyImage(10, 10, values), FILE))
                .getMessage();
        assertTrue(message.contains("17 (1 px) and 92 more in no class"), message);
    }

    @Test
    void refusesClassesThatContradictEachOther() {
        assertMessage("class 'a' is there twice", new Foreground("a", List.of(1)), new Foreground("a", List.of(2)));
        assertMessage(
                "label value 1 of class 'b' is already in use",
                new Foreground("a", List.of(1)),
                new Foreground("b", List.of(1)));
        assertMessage(
                "with several classes each needs its label values",
                new Foreground("a", List.of()),
                new Foreground("b", List.of(1)));
        assertMessage("there must be 1 to 254 classes, got 0");
        assertThrows(IllegalArgumentException.class, () -> new Foreground("a", List.of(0)));
    }

    private static void assertMessage(String message, Foreground... classes) {
        List<Foreground> list = List.of(classes);
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> new Classes(list))
                        .getMessage());
    }
}
