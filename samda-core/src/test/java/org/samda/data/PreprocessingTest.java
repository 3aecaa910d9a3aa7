// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.samda.config.Configs;
import org.samda.image.Orientation;

class PreprocessingTest {
    private static final Preprocessing VOLUMES = new Preprocessing(
            Preprocessing.Unit.VOLUME,
            Preprocessing.SECTIONS.sliceAxis(),
            Preprocessing.SECTIONS.normalization(),
            Preprocessing.SECTIONS.interpolation());

    @Test
    void aPlanOfBeforeThereWasAChoiceIsForStoredScans() {
        String json = Configs.toJson(VOLUMES.with(Orientation.CANONICAL));
        assertTrue(json.contains("\"turned\" : \"canonical\""), json);
        String older = json.replaceAll(",\\s*\"turned\" : \"canonical\"", "");
        Preprocessing read = Configs.fromJson(older, "older", Preprocessing.class);
        assertEquals(Orientation.STORED, read.orientation());
        assertEquals(VOLUMES, read);
    }

    @Test
    void theChoiceIsReadBack() {
        Preprocessing turned = VOLUMES.with(Orientation.CANONICAL);
        assertEquals(turned, Configs.fromJson(Configs.toJson(turned), "own", Preprocessing.class));
        assertEquals(turned, Configs.parse(Configs.toYaml(turned), "own", Preprocessing.class));
        assertEquals(Orientation.CANONICAL, turned.orientation());
    }

    @Test
    void sectionsAreAlwaysAsStored() {
        assertEquals(Preprocessing.SECTIONS, Preprocessing.SECTIONS.with(Orientation.CANONICAL));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Preprocessing(
                        Preprocessing.Unit.SECTION,
                        Preprocessing.SECTIONS.sliceAxis(),
                        Preprocessing.SECTIONS.normalization(),
                        Preprocessing.SECTIONS.interpolation(),
                        Optional.of(Orientation.CANONICAL)));
    }
}
