// SPDX-License-Identifier: Apache-2.0
package org.samda.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.samda.torch.Tensors;
import tools.jackson.databind.JsonNode;

class FillerTest {

    @Test
    void streamsBeginAsRecorded() {
        for (JsonNode stream : GoldenFile.json("filler.json")) {
            for (int i = 0; i < 5; i++) {
                assertEquals(
                        stream.get("u").get(i).asDouble(),
                        Filler.unit(stream.get("name").asString(), i));
            }
        }
    }

    @Test
    void symmetricValuesAreRoundedOnce() {
        JsonNode stream = GoldenFile.json("filler.json").get(0);
        float[] values = Tensors.floats(Filler.symmetric("input", 1, 0, 5));
        for (int i = 0; i < 5; i++) {
            assertEquals((float) stream.get("value_float32").get(i).asDouble(), values[i]);
        }
    }

    @Test
    void parametersAreScaledByNameAndRank() {
        float[] positions = Tensors.floats(Filler.parameter("image_encoder.pos_embed", 1, 64, 1, 1));
        assertEquals((float) -0.08106336742639542, positions[0]);
        float[] gain = Tensors.floats(Filler.parameter("a.norm.weight", 3));
        assertEquals((float) (1 + 0.1 * (2 * Filler.unit("a.norm.weight", 2) - 1)), gain[2]);
    }
}
