// SPDX-License-Identifier: Apache-2.0
package org.samda.catalog;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.samda.catalog.Downloads.download;
import static org.samda.catalog.Downloads.sum;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samda.SamdaException;
import org.samda.io.Sha256;

class WeightsCacheTest {
    private final EncoderCatalog catalog = EncoderCatalog.load();
    private final EncoderDescriptor medSam = catalog.named("med-sam");
    private final EncoderDescriptor medSam2d = catalog.named("sam-med2d");

    @TempDir
    private Path home;

    @Test
    void aFileIsFoundUnderTheNameItsAuthorsGaveIt() throws IOException {
        WeightsCache cache = WeightsCache.in(home);
        assertEquals(Presence.MISSING, cache.presence(medSam2d));
        Path file = put("sam-med2d_b.pth", 10);
        assertEquals(Presence.CACHED, cache.presence(medSam2d));
        assertEquals(file, cache.require(medSam2d));
        assertEquals(Presence.NOT_NEEDED, cache.presence(catalog.named("tiny")));
        assertEquals(Optional.empty(), cache.file(catalog.named("none")));
    }

    @Test
    void aMissingFileIsToldWithEveryWayToGetIt() {
        WeightsCache cache = WeightsCache.in(home);
        Path file = home.resolve("weights/medsam_vit_b.pth");
        assertEquals(
                ("The weights of encoder 'med-sam' are not here: expected '%s'. Fetch it with 'samda models get"
                                + " med-sam', or name a file with --weights. By hand: fetch 'medsam_vit_b.pth' from"
                                + " https://drive.google.com/drive/folders/1ETWmi4AiniJeWOt6HAsYgTjYv_fkgzoN (its"
                                + " authors' page: https://github.com/bowang-lab/MedSAM) and put it at '%s'.")
                        .formatted(file, file),
                assertThrows(SamdaException.class, () -> cache.require(medSam)).getMessage());
    }

    @Test
    void aFileOfAnotherSizeIsNotUsed() throws IOException {
        WeightsCache cache = WeightsCache.in(home);
        Path file = put("medsam_vit_b.pth", 10);
        assertEquals(Presence.WRONG_SIZE, cache.presence(medSam));
        assertEquals(
                ("'%s' is not the published file: expected 375049145 bytes, found 10. Remove it. Fetch it with 'samda"
                                + " models get med-sam', or name a file with --weights.")
                        .formatted(file),
                assertThrows(SamdaException.class, () -> cache.require(medSam)).getMessage());
    }

    @Test
    void whatHasNoAddressIsFetchedFromTheOneGiven() throws IOException {
        WeightsCache cache = WeightsCache.in(home);
        byte[] content = Downloads.content();
        try (FileServer server = new FileServer(content)) {
            WeightsOrder nowhere = new WeightsOrder(medSam2d, Optional.empty(), Optional.empty(), false);
            assertTrue(assertThrows(SamdaException.class, () -> cache.get(nowhere, download(1)))
                    .getMessage()
                    .startsWith("'sam-med2d_b.pth' has no address for a program. By hand: "));
            WeightsOrder order =
                    new WeightsOrder(medSam2d, Optional.of(server.url()), Optional.of(sum(content)), false);
            assertTrue(cache.get(order, download(1)).downloaded());
            assertArrayEquals(content, Files.readAllBytes(cache.require(medSam2d)));
            assertFalse(cache.get(nowhere, download(1)).downloaded());
        }
    }

    @Test
    void anotherChecksumThanThePublishedOneIsRefused() {
        Optional<Sha256> other = Optional.of(sum(new byte[1]));
        assertThrows(IllegalArgumentException.class, () -> new WeightsOrder(medSam, Optional.empty(), other, false));
        EncoderDescriptor tiny = catalog.named("tiny");
        assertThrows(
                IllegalArgumentException.class,
                () -> new WeightsOrder(tiny, Optional.empty(), Optional.empty(), false));
    }

    private Path put(String name, int bytes) throws IOException {
        Path folder = Files.createDirectories(home.resolve("weights"));
        return Files.write(folder.resolve(name), new byte[bytes]);
    }
}
