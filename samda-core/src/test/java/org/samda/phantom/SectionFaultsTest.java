// SPDX-License-Identifier: Apache-2.0
package org.samda.phantom;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.samda.image.Tile;
import org.samda.image.VolumeSize;

class SectionFaultsTest {
    private static final int SIDE = 400;
    private static final Microscope PERFECT = new Microscope(0, 0, 0, 0, 0, 0, 0, 0, 0);

    @Test
    void aPerfectMicroscopeChangesNothing() {
        assertArrayEquals(grey(), applied(PERFECT));
        assertEquals(1, faults(PERFECT).defocus());
    }

    @Test
    void aFoldIsADarkBand() {
        float[] folded = applied(new Microscope(0, 0, 0, 0, 0, 0, 1, 0, 0));
        double dark = share(folded, 0, 80);
        assertTrue(dark > 0.005 && dark < 0.5, () -> "dark share " + dark);
        assertTrue(share(folded, 99.9, 100.1) > 0.4, "the rest stays as it is");
    }

    @Test
    void marksAndChargingOnlyBrighten() {
        float[] marked = applied(new Microscope(0, 0, 0, 0, 0, 0, 0, 1, 0));
        assertEquals(1, share(marked, 99.999, 160));
        assertTrue(share(marked, 105, 160) > 0.01);
    }

    @Test
    void dirtIsBlack() {
        float[] dirty = applied(new Microscope(0, 0, 0, 0, 0, 0, 0, 0, 1));
        double black = share(dirty, 0, 20);
        assertTrue(black > 0.001 && black < 0.1, () -> "black share " + black);
    }

    @Test
    void anUnfocusedSectionIsBlurredMore() {
        double defocus = faults(new Microscope(4, 0, 0, 0, 0, 1, 0, 0, 0)).defocus();
        assertTrue(defocus >= 1.6 && defocus < 3, () -> "defocus " + defocus);
    }

    private static float[] applied(Microscope microscope) {
        float[] grey = grey();
        Tile tile = new Tile(0, 0, SIDE, SIDE);
        faults(microscope).apply(grey, new Window(tile, 3, PhantomDomain.SS_TEM.voxelSize()));
        return grey;
    }

    private static SectionFaults faults(Microscope microscope) {
        PhantomDomain tem = PhantomDomain.SS_TEM;
        PhantomDomain domain = new PhantomDomain("test", tem.voxelSize(), tem.tissue(), tem.stain(), microscope);
        return new SectionFaults(domain, new VolumeSize(SIDE, SIDE, 10), 3, 9);
    }

    private static float[] grey() {
        float[] grey = new float[SIDE * SIDE];
        Arrays.fill(grey, 100);
        return grey;
    }

    private static double share(float[] values, double low, double high) {
        int count = 0;
        for (float value : values) {
            count += value >= low && value <= high ? 1 : 0;
        }
        return (double) count / values.length;
    }
}
