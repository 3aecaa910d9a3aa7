// SPDX-License-Identifier: Apache-2.0
package org.samda.planning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ForegroundSamplerTest {

    @Test
    void aCaseThatFitsIsTakenAsItIs() {
        // 0, 1, ..., 999999: mean and median 499999.5, variance (n^2 - 1) / 12, percentiles at 0.005 and 0.995 of the
        // way.
        ForegroundSampler sampler = new ForegroundSampler(1, 0);
        for (int i = 0; i < 1_000_000; i++) {
            sampler.add(i);
        }
        sampler.endCase();
        Intensities found = sampler.intensities().orElseThrow();
        assertEquals(499_999.5, found.mean(), 1e-6);
        assertEquals(499_999.5, found.median(), 1e-6);
        assertEquals(Math.sqrt((1e12 - 1) / 12), found.standardDeviation(), 1e-6);
        assertEquals(0, found.min());
        assertEquals(999_999, found.max());
        assertEquals(0.005 * 999_999, found.low(), 1e-6);
        assertEquals(0.995 * 999_999, found.high(), 1e-6);
    }

    @Test
    void aLargeCaseIsSampledUniformlyFromItsBeginningToItsEnd() {
        // Uniform over 4 million: the mean of 500,000 has the standard deviation 4e6 / sqrt(12 * 5e5) = 1633.
        ForegroundSampler sampler = new ForegroundSampler(2, 3);
        for (int i = 0; i < 4_000_000; i++) {
            sampler.add(i);
        }
        sampler.endCase();
        Intensities found = sampler.intensities().orElseThrow();
        assertEquals(2e6, found.mean(), 8_000);
        assertEquals(2e4, found.low(), 4_000);
        assertEquals(3.98e6, found.high(), 4_000);
    }

    @Test
    void casesHaveTheSameWeightWhateverTheirSize() {
        ForegroundSampler sampler = new ForegroundSampler(2, 0);
        sampler.add(10);
        sampler.endCase();
        for (int i = 0; i < 3_000_000; i++) {
            sampler.add(20);
        }
        sampler.endCase();
        assertEquals(15, sampler.intensities().orElseThrow().mean(), 1e-9);
    }

    @Test
    void casesWithoutForegroundAreLeftOut() {
        ForegroundSampler sampler = new ForegroundSampler(3, 0);
        assertEquals(Optional.empty(), sampler.intensities());
        sampler.endCase();
        sampler.add(7);
        sampler.endCase();
        sampler.endCase();
        assertEquals(new Intensities(7, 7, 0, 7, 7, 7, 7), sampler.intensities().orElseThrow());
    }

    @Test
    void theSeedDecidesTheSample() {
        assertEquals(sampled(5), sampled(5));
        assertEquals(false, sampled(5).equals(sampled(6)));
    }

    @Test
    void moreCasesThanAnnouncedAndValuesThatAreNoNumbersAreRefused() {
        ForegroundSampler sampler = new ForegroundSampler(1, 0);
        assertThrows(IllegalArgumentException.class, () -> sampler.add(Float.NaN));
        sampler.add(1);
        sampler.endCase();
        assertThrows(IllegalStateException.class, () -> sampler.add(1));
        assertThrows(IllegalArgumentException.class, () -> new ForegroundSampler(1_000_001, 0));
    }

    private static Intensities sampled(long seed) {
        ForegroundSampler sampler = new ForegroundSampler(1000, seed);
        for (int i = 0; i < 5000; i++) {
            sampler.add(i * 37 % 5000);
        }
        sampler.endCase();
        return sampler.intensities().orElseThrow();
    }
}
