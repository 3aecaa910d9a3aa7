// SPDX-License-Identifier: Apache-2.0
package org.samda.phantom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.samda.image.Tile;

class OrganelleMapTest {
    private static final long SEED = 77;

    @ParameterizedTest
    @ValueSource(strings = {"fib-sem", "ss-tem"})
    void mitochondriaStayClearOfTheMembraneOfTheirCell(String name) {
        PhantomDomain domain = PhantomDomain.named(name).coarser(4);
        CellMap cells = cells(domain, new Tile(0, 0, 256, 256));
        OrganelleMap organelles = new OrganelleMap(cells, new OrganelleCache(), SEED);
        int[] mitochondria = IntStream.range(0, 256 * 256)
                .filter(organelles::isMitochondrion)
                .toArray();
        assertTrue(mitochondria.length > 500, "there are mitochondria");
        for (int p : mitochondria) {
            double membraneEnds = cells.cell(p).shellNm(domain.tissue());
            assertTrue(cells.wall(p) > membraneEnds, () -> "pixel " + p + " is " + cells.wall(p) + " nm from the wall");
        }
    }

    @Test
    void thereAreBodiesThatOnlyLookLikeMitochondria() {
        PhantomDomain domain = PhantomDomain.FIB_SEM.coarser(5);
        OrganelleMap organelles = new OrganelleMap(cells(domain, new Tile(0, 0, 300, 300)), new OrganelleCache(), SEED);
        Set<Organelle.Kind> kinds = EnumSet.noneOf(Organelle.Kind.class);
        for (int p = 0; p < 300 * 300; p++) {
            if (organelles.isNear(p) && organelles.depth(p) > 0) {
                kinds.add(organelles.at(p).kind());
                assertEquals(organelles.at(p).kind() == Organelle.Kind.MITOCHONDRION, organelles.isMitochondrion(p));
            }
        }
        assertEquals(EnumSet.allOf(Organelle.Kind.class), kinds);
    }

    @Test
    void aPixelIsTheSameInEveryWindow() {
        PhantomDomain domain = PhantomDomain.SS_TEM.coarser(2);
        CellMap large = cells(domain, new Tile(-20, -10, 90, 70));
        CellMap small = cells(domain, new Tile(13, 17, 21, 19));
        OrganelleMap inLarge = new OrganelleMap(large, new OrganelleCache(), SEED);
        OrganelleMap inSmall = new OrganelleMap(small, new OrganelleCache(), SEED);
        for (int p = 0; p < 21 * 19; p++) {
            int same = (17 + 10 + p / 21) * 90 + 13 + 20 + p % 21;
            assertEquals(large.wall(same), small.wall(p));
            assertEquals(large.cell(same), small.cell(p));
            assertEquals(inLarge.depth(same), inSmall.depth(p));
        }
    }

    private static CellMap cells(PhantomDomain domain, Tile tile) {
        Window window = new Window(tile, 0, domain.voxelSize());
        return new CellMap(new Points(window, domain.tissue(), SEED), new Territory.Strands(domain.tissue(), SEED));
    }
}
