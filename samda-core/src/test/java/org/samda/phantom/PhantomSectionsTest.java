// SPDX-License-Identifier: Apache-2.0
package org.samda.phantom;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.samda.SamdaException;
import org.samda.image.VolumeSize;

class PhantomSectionsTest {
    private static final PhantomDomain DOMAIN = PhantomDomain.SS_TEM.coarser(3);

    /** 530 px are two tiles, so that the parts of a section are made by several threads too. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void sectionsComeInOrderAndAreThoseOfThePhantomWhateverTheNumberOfThreads(int threads) {
        VolumeSize size = new VolumeSize(530, 24, 4);
        Phantom alone = new Phantom(DOMAIN, size, 3);
        try (PhantomSections sections = new PhantomSections(new Phantom(DOMAIN, size, 3), threads)) {
            for (long z = 0; z < 4; z++) {
                PhantomSection section = sections.next();
                assertEquals(z, section.z());
                assertArrayEquals(alone.image(z).pixels(), section.image().pixels());
                assertArrayEquals(alone.labels(z).labels(), section.labels().labels());
            }
            assertFalse(sections.hasNext());
            assertThrows(NoSuchElementException.class, sections::next);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {6, 1_000_000, 5_000_000_000L})
    void aSectionIsTheSameInADeepVolumeAndInAShallowOne(long z) {
        Phantom shallow = new Phantom(DOMAIN, new VolumeSize(60, 40, z + 1), 4);
        Phantom deep = new Phantom(DOMAIN, new VolumeSize(60, 40, 1L << 40), 4);
        deep.section(z - 1);
        assertArrayEquals(shallow.image(z).pixels(), deep.image(z).pixels());
        assertArrayEquals(shallow.labels(z).labels(), deep.labels(z).labels());
    }

    @Test
    void tissueBeyondTwoToThe31StSectionGoesOnFromOneToTheNext() {
        Phantom phantom = new Phantom(PhantomDomain.FIB_SEM.coarser(2), new VolumeSize(200, 200, 1L << 40), 4);
        long z = (1L << 31) + 7;
        int[] one = phantom.labels(z).labels();
        int[] next = phantom.labels(z + 1).labels();
        int both = 0;
        int any = 0;
        for (int p = 0; p < one.length; p++) {
            both += one[p] & next[p];
            any += one[p] | next[p];
        }
        assertTrue(any > 500, "there are mitochondria");
        assertTrue(both > 0.9 * any, both + " of " + any + " px are the same");
    }

    @Test
    void whoIsInterruptedWhileWaitingGetsAProblemNotAHalfMadeSection() {
        try (PhantomSections sections = new PhantomSections(new Phantom(DOMAIN, new VolumeSize(400, 400, 9), 1), 1)) {
            Thread.currentThread().interrupt();
            SamdaException problem = assertThrows(SamdaException.class, sections::next);
            assertEquals("The work was interrupted before its end. Start it again.", problem.getMessage());
        } finally {
            assertFalse(Thread.interrupted(), "the interrupt has been answered");
        }
    }
}
