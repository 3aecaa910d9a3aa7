// SPDX-License-Identifier: Apache-2.0
package org.samda.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.samda.SamdaException;
import org.samda.encoder.EncoderPreprocessing;
import org.samda.model.EncoderNormalization;
import org.samda.model.ExpertUNetConfig;
import org.samda.model.ProjectorConfig;
import org.samda.model.SamEncoderConfig;
import org.samda.model.SamdaModelConfig;
import org.samda.model.SamdaModelConfig.GenericConfig;
import org.samda.torch.Engine;
import org.samda.torch.Precision;

class TileMemoryTest {
    private static final SamdaModelConfig MODEL = SamdaModelConfig.plain(ExpertUNetConfig.halving(2, 5, 16, 512));
    private static final int TILE = 512 * 512;

    @Test
    void asManyTilesAsFitGoThroughTheNetworkAtOnce() {
        TileMemory memory = TileMemory.of(MODEL, new Engine(1, "cpu", Precision.FP32));
        // 24 maps of 16 channels of 4 bytes: 1536 bytes a pixel, 403 MB a tile, beside 700 MB for the program.
        assertEquals(1536, memory.bytesPerPixel());
        assertEquals(2, memory.tiles(1_600_000_000, TILE, 8));
        assertEquals(8, memory.tiles(Long.MAX_VALUE, TILE, 8));
        assertEquals(
                4, TileMemory.of(MODEL, new Engine(1, "cpu", Precision.BF16)).tiles(1_600_000_000, TILE, 8));
    }

    @Test
    void anEncoderAtItsOwnInputSizeTakesTheSameForEveryTile() {
        SamEncoderConfig encoder = new SamEncoderConfig(8, 1, 2, 2, 4, List.of(0), 16, 8, Optional.empty());
        GenericConfig generic = new GenericConfig(
                encoder,
                Optional.of(EncoderPreprocessing.SAM_MED2D),
                1,
                EncoderNormalization.IMAGE_NET,
                new ProjectorConfig(8, List.of(8, 8, 8), List.of(1, 1, 1)),
                Optional.empty());
        TileMemory memory =
                TileMemory.of(SamdaModelConfig.fused(MODEL.expert(), generic), new Engine(1, "cpu", Precision.FP32));
        // 16 x 16 tokens, 20 maps of 8 channels of 4 bytes.
        assertEquals(256 * 20 * 8 * 4, memory.bytesPerTile());
        assertEquals(1536, memory.bytesPerPixel());
    }

    @Test
    void whereNotOneFitsTheNumbersAreTold() {
        TileMemory memory = TileMemory.of(MODEL, new Engine(1, "cpu", Precision.FP32));
        SamdaException e = assertThrows(SamdaException.class, () -> memory.tiles(900_000_000, TILE, 8));
        assertTrue(e.getMessage().contains("takes about 1.1 GB of memory, expected at most 0.9 GB"), e.getMessage());
        assertTrue(e.getMessage().contains("--max-memory"), e.getMessage());
    }
}
