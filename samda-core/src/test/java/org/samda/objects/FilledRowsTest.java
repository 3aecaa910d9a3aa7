// SPDX-License-Identifier: Apache-2.0
package org.samda.objects;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.samda.image.VolumeSize;

class FilledRowsTest {
    @Test
    void aHoleInAnImageIsFilledAndABayIsNot() {
        assertEquals("11111 11110 11111", filled(LabelVolume.of("11111 10110 11111")));
        assertEquals("1110 1111 1100", filled(LabelVolume.of("1110 1011 1100")), "no way out through a corner");
    }

    @Test
    void aHoleOfAVolumeIsClosedInEverySection() {
        String closed = "1111 1111 1111";
        assertEquals(closed + "," + closed + "," + closed, filled(LabelVolume.of(closed, "1111 1001 1111", closed)));
        String open = "1111 1001 1111";
        assertEquals(closed + "," + open + "," + open, filled(LabelVolume.of(closed, open, open)));
    }

    /** The way out goes up, and down again behind a wall. */
    @Test
    void whatWindsItsWayToTheBorderIsNoHole() {
        String lid = "11111 11111 11111";
        String bridge = "11111 10001 11111";
        String rooms = "11111 10100 11111";
        assertEquals(lid + "," + bridge + "," + rooms + "," + lid, filled(LabelVolume.of(lid, bridge, rooms, lid)));
    }

    @Test
    void aHoleGetsTheLabelAroundItAndStaysWhereThereAreTwo() {
        assertEquals("222333 222333 222333", filled(LabelVolume.of("222333 202303 222333")));
        assertEquals("2233 2033 2233", filled(LabelVolume.of("2233 2033 2233")));
    }

    @Test
    void partsThatTurnOutToBeOneObjectAroundAHoleFillIt() {
        LabelVolume ring = LabelVolume.of("01110 11011 10001 11011 01110");
        assertEquals("01110 11111 11111 11111 01110", filled(ring));
    }

    private static String filled(LabelVolume volume) {
        StringBuilder text = new StringBuilder();
        FilledRows.of(volume.rows(new VolumeSize(2, 1, 1))).forEach(row -> {
            StringBuilder digits = new StringBuilder("0".repeat(volume.width()));
            for (int run = 0; run < row.count(); run++) {
                for (int x = row.start(run); x < row.end(run); x++) {
                    digits.setCharAt(x, (char) ('0' + row.label(run)));
                }
            }
            if (text.length() > 0) {
                text.append(row.y() == 0 ? "," : " ");
            }
            text.append(digits);
        });
        return text.toString();
    }
}
