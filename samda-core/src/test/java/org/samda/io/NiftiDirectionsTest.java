// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NiftiDirectionsTest {

    @ParameterizedTest
    @CsvSource({
        "RAS, 1 0 0, 0 1 0, 0 0 1",
        "LAS, -1 0 0, 0 1 0, 0 0 1",
        "LPS, -0.9 0 0, 0 -0.9 0, 0 0 3",
        // Sagittal sections: columns run to the back, rows down, sections to the right.
        "PIR, 0 0 1.2, -1 0 0, 0 -1 0",
        "SLA, 0 -1 0, 0.1 0 1, 1 0.1 0"
    })
    void areWhereTheSformLeads(String expected, String x, String y, String z) {
        ByteBuffer header = header().putShort(254, (short) 1).putShort(252, (short) 1);
        putRow(header, 280, x);
        putRow(header, 296, y);
        putRow(header, 312, z);
        assertEquals(expected, of(header));
    }

    @ParameterizedTest
    @CsvSource({
        // b, c, d of the quaternion, its sign in pixdim
        "RAS, 0, 0, 0, 1",
        "RAI, 0, 0, 0, -1",
        // Half a turn about z and about y.
        "LPS, 0, 0, 1, 1",
        "LAI, 0, 1, 0, 1",
        "LAS, 0, 1, 0, -1",
        // A quarter turn about x: rows run up, planes to the back.
        "RSP, 0.70710678, 0, 0, 1",
        // A quarter turn about z: columns run to the front, rows to the left.
        "ALS, 0, 0, 0.70710678, 1"
    })
    void areWhereTheQformLeadsWithoutAnSform(String expected, float b, float c, float d, float sign) {
        ByteBuffer header = header().putShort(252, (short) 1).putFloat(76, sign);
        header.putFloat(256, b).putFloat(260, c).putFloat(264, d);
        assertEquals(expected, of(header));
    }

    @Test
    void theSformGoesBeforeTheQform() {
        ByteBuffer header = header().putShort(252, (short) 1).putShort(254, (short) 2);
        putRow(header, 280, "-1 0 0");
        putRow(header, 296, "0 1 0");
        putRow(header, 312, "0 0 1");
        assertEquals("LAS", of(header));
    }

    @Test
    void anSformThatLeadsNowhereIsNone() {
        ByteBuffer header = header().putShort(254, (short) 2);
        assertEquals("unknown", of(header));
        header.putShort(252, (short) 1);
        assertEquals("RAS", of(header));
        header.putFloat(256, Float.NaN);
        assertEquals("unknown", of(header));
    }

    @Test
    void aHeaderWithNeitherDoesNotSay() {
        assertEquals("unknown", of(header().putFloat(280, -1)));
    }

    private static String of(ByteBuffer header) {
        return NiftiDirections.of(header).map(Object::toString).orElse("unknown");
    }

    private static ByteBuffer header() {
        return TestNifti.header(ByteOrder.BIG_ENDIAN, TestNifti.UINT8, 2, 2, 2);
    }

    private static void putRow(ByteBuffer header, int at, String row) {
        String[] numbers = row.split(" ", -1);
        for (int i = 0; i < numbers.length; i++) {
            header.putFloat(at + 4 * i, Float.parseFloat(numbers[i]));
        }
    }
}
