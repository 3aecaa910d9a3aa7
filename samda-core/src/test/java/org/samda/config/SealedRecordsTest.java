// SPDX-License-Identifier: Apache-2.0
package org.samda.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.samda.SamdaException;

class SealedRecordsTest {
    sealed interface Shape permits Circle, Box {}

    record Circle(int radius, Optional<Integer> holes) implements Shape {}

    record Box(int width, int height) implements Shape {}

    record Drawing(String name, Shape shape, Optional<Shape> frame) {}

    private static final Drawing DRAWING =
            new Drawing("a", new Circle(3, Optional.empty()), Optional.of(new Box(1, 2)));

    @Test
    void aRecordIsRecognizedByItsKeys() {
        assertEquals(DRAWING, read("{name: a, shape: {radius: 3}, frame: {width: 1, height: 2}}"));
        assertEquals(
                new Drawing("a", new Box(1, 2), Optional.empty()), read("{name: a, shape: {height: 2, width: 1}}"));
    }

    @Test
    void whatIsWrittenIsReadBack() {
        assertEquals(DRAWING, read(Configs.toYaml(DRAWING)));
        assertEquals(DRAWING, Configs.fromJson(Configs.toJson(DRAWING), "test", Drawing.class));
    }

    @Test
    void nothingIsWrittenBesideTheKeys() {
        assertEquals(
                "name: a\nshape:\n  width: 1\n  height: 2\nframe: null\n",
                Configs.toYaml(new Drawing("a", new Box(1, 2), Optional.empty())));
    }

    @Test
    void mistakesAreToldAsInAnyRecord() {
        for (String[] mistake : List.of(
                new String[] {"{width: 1}", "shape.height"},
                new String[] {"{width: 1, hight: 2}", "nearest known key is 'height'"},
                new String[] {"{width: 1, height: 2, radius: 3}", "key 'shape.radius': unknown key"},
                new String[] {"{width: 1, height: b}", "expected a whole number, found 'b'"},
                new String[] {"5", "expected keys with values, found 5"},
                new String[] {"{}", "shape."})) {
            SamdaException e = assertThrows(SamdaException.class, () -> read("{name: a, shape: " + mistake[0] + "}"));
            assertTrue(e.getMessage().contains(mistake[1]), e.getMessage());
        }
    }

    private static Drawing read(String yaml) {
        return Configs.parse(yaml, "test", Drawing.class);
    }
}
