// SPDX-License-Identifier: Apache-2.0
package org.samda.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestKeyTest {

    @ParameterizedTest
    @CsvSource({"kitten, sitting, 3", "dice, dice, 0", "dice, Dice, 0", "ab, ba, 2", "'', abc, 3", "abc, '', 3"})
    void countsTheEdits(String one, String other, int edits) {
        assertEquals(edits, NearestKey.distance(one, other));
    }

    @Test
    void proposesNothingWhereNothingIsNear() {
        assertEquals(Optional.empty(), NearestKey.of("momentum", List.of("name", "stages")));
    }

    @Test
    void findsAKeyTypedWithoutItsSection() {
        assertEquals(Optional.of("a.b.width"), NearestKey.of("width", List.of("wide", "a.b.width")));
    }
}
