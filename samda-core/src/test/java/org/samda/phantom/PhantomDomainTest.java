// SPDX-License-Identifier: Apache-2.0
package org.samda.phantom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.samda.SamdaException;
import org.samda.image.VoxelSize;

class PhantomDomainTest {

    @Test
    void domainsAreFoundByName() {
        assertSame(PhantomDomain.FIB_SEM, PhantomDomain.named("fib-sem"));
        assertSame(PhantomDomain.SS_TEM, PhantomDomain.named("ss-tem"));
    }

    @Test
    void anUnknownNameIsAnsweredWithTheKnownOnes() {
        SamdaException problem = assertThrows(SamdaException.class, () -> PhantomDomain.named("sbf-sem"));
        assertEquals("There is no phantom domain 'sbf-sem'. Choose one of: fib-sem, ss-tem.", problem.getMessage());
    }

    @Test
    void coarserPixelsMakeThinSectionsThicker() {
        assertEquals(new VoxelSize(20, 20, 20), PhantomDomain.FIB_SEM.coarser(4).voxelSize());
    }

    @Test
    void coarserPixelsLeaveThickSectionsAlone() {
        assertEquals(
                new VoxelSize(13.8, 13.8, 47.5),
                new VoxelSize(
                        13.8, 13.8, PhantomDomain.SS_TEM.coarser(3).voxelSize().zNm()));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 101, Double.NaN})
    void aPixelScaleThatIsNoCoarseningIsRefused(double scale) {
        assertThrows(IllegalArgumentException.class, () -> PhantomDomain.FIB_SEM.coarser(scale));
    }

    @Test
    void aNumberOutOfRangeIsNamed() {
        IllegalArgumentException problem =
                assertThrows(IllegalArgumentException.class, () -> new Tissue.Mitochondrion(1.5, 100, 100, 50));
        assertEquals("share must be 0 to 1, got 1.5", problem.getMessage());
        assertThrows(IllegalArgumentException.class, () -> new Tissue.Mitochondrion(0.5, Double.NaN, 100, 50));
    }
}
