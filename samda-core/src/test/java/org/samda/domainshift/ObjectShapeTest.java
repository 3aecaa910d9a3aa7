// SPDX-License-Identifier: Apache-2.0
package org.samda.domainshift;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.samda.image.LabelImage;

class ObjectShapeTest {

    @Test
    void aRectangleIsAsElongatedAsItsSidesAndSolid() {
        assertShapes(List.of(new ObjectShape(8, 2, 1)), "......", ".####.", ".####.", "......");
        assertShapes(List.of(new ObjectShape(3, 3, 1)), "#..", "#..", "#..");
    }

    @Test
    void anAngleFillsSixSeventhsOfItsHull() {
        List<ObjectShape> shapes = ObjectShape.all(image("#.", "##"));
        assertEquals(3 / 3.5, shapes.get(0).solidity(), 1e-12);
        // Variances 2/9 + 1/12 along both axes, covariance 1/9 in size: eigenvalues 5/12 and 7/36.
        assertEquals(Math.sqrt((5.0 / 12) / (7.0 / 36)), shapes.get(0).elongation(), 1e-12);
    }

    @Test
    void aRingAndACupHaveTheHullOfTheirOutline() {
        assertEquals(8 / 9.0, ObjectShape.all(image("###", "#.#", "###")).get(0).solidity(), 1e-12);
        assertEquals(7 / 9.0, ObjectShape.all(image("#.#", "#.#", "###")).get(0).solidity(), 1e-12);
        // An octagon-like plus: 9 less four corners of 1/2.
        assertEquals(5 / 7.0, ObjectShape.all(image(".#.", "###", ".#.")).get(0).solidity(), 1e-12);
    }

    @Test
    void pixelsThatTouchAtACornerAreOneObjectAndOthersAreNot() {
        List<ObjectShape> shapes = ObjectShape.all(image("#....", ".#..#", "....#"));
        assertEquals(List.of(2L, 2L), shapes.stream().map(ObjectShape::areaPx).toList());
        // Two pixels at a corner: area 2 of a hull of 3.
        assertEquals(2 / 3.0, shapes.get(0).solidity(), 1e-12);
    }

    @Test
    void classesThatTouchAreOneObject() {
        assertEquals(
                1, ObjectShape.all(new LabelImage(3, 1, new int[] {1, 2, 0})).size());
        assertEquals(0, ObjectShape.all(new LabelImage(3, 1, new int[3])).size());
    }

    @Test
    void aDiscIsRoundAndNearlySolid() {
        int side = 61;
        int[] labels = new int[side * side];
        for (int i = 0; i < labels.length; i++) {
            int x = i % side - 30;
            int y = i / side - 30;
            labels[i] = x * x + y * y < 25 * 25 ? 1 : 0;
        }
        ObjectShape disc = ObjectShape.all(new LabelImage(side, side, labels)).get(0);
        assertEquals(1, disc.elongation(), 1e-9);
        assertTrue(disc.solidity() > 0.95 && disc.solidity() < 1, "solidity " + disc.solidity());
    }

    private static void assertShapes(List<ObjectShape> expected, String... rows) {
        List<ObjectShape> shapes = ObjectShape.all(image(rows));
        assertEquals(expected.size(), shapes.size());
        for (int i = 0; i < shapes.size(); i++) {
            assertEquals(expected.get(i).areaPx(), shapes.get(i).areaPx());
            assertEquals(expected.get(i).elongation(), shapes.get(i).elongation(), 1e-12);
            assertEquals(expected.get(i).solidity(), shapes.get(i).solidity(), 1e-12);
        }
    }

    private static LabelImage image(String... rows) {
        int[] labels = String.join("", rows).chars().map(c -> c == '#' ? 1 : 0).toArray();
        return new LabelImage(rows[0].length(), rows.length, labels);
    }
}
