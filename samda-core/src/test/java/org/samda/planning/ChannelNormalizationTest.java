// SPDX-License-Identifier: Apache-2.0
package org.samda.planning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samda.image.VolumeSize;

class ChannelNormalizationTest {

    @ParameterizedTest
    @CsvSource({
        "ct, CT",
        "CT, CT",
        "noNorm, NONE",
        "NONORM, NONE",
        "rescale_to_0_1, RESCALE_0_1",
        "rgb_to_0_1, RGB_0_1",
        "zscore, Z_SCORE",
        "EM, Z_SCORE",
        "CT scan, Z_SCORE"
    })
    void theNameOfAChannelDecides(String name, NormalizationScheme scheme) {
        assertEquals(scheme, NormalizationScheme.ofChannel(name));
    }

    @Test
    void zScoresAreMaskedWhereCroppingLeftLessThanThreeQuarters() {
        assertTrue(normalizations(0.9, 0.74, 0.1).get(0).masked());
        assertFalse(normalizations(0.9, 0.75, 0.1).get(0).masked());
        // The median of two is their mean.
        assertTrue(normalizations(0.99, 0.5).get(0).masked());
    }

    @Test
    void otherSchemesAreNeverMasked() {
        assertEquals(
                new ChannelNormalization(NormalizationScheme.RESCALE_0_1, false, Optional.empty()),
                normalizations(0.1).get(1));
        assertThrows(
                IllegalArgumentException.class,
                () -> new ChannelNormalization(NormalizationScheme.NONE, true, Optional.empty()));
    }

    private static List<ChannelNormalization> normalizations(double... croppedSizes) {
        List<Fingerprint.Case> cases = Arrays.stream(croppedSizes)
                .mapToObj(size -> new Fingerprint.Case(new Extent(1, 1, 1), new VolumeSize(9, 9, 9), size))
                .toList();
        return ChannelNormalization.of(new Fingerprint(
                cases,
                List.of(
                        new Fingerprint.Channel("MRI", Optional.empty()),
                        new Fingerprint.Channel("rescale_to_0_1", Optional.empty())),
                2));
    }
}
