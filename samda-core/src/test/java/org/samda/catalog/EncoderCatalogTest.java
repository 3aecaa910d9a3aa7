// SPDX-License-Identifier: Apache-2.0
package org.samda.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samda.SamdaException;
import org.samda.encoder.EncoderPreprocessing;

class EncoderCatalogTest {
    private final EncoderCatalog catalog = EncoderCatalog.load();

    @Test
    void knowsEveryEncoderThatUsersMayName() {
        assertEquals(
                List.of("none", "tiny", "mobile-sam", "sam-b", "sam-l", "sam-h", "med-sam", "sam-med2d"),
                catalog.encoders().stream().map(EncoderDescriptor::name).toList());
    }

    @ParameterizedTest
    @CsvSource({
        "mobile-sam, TINY_VIT,      SAM,       1024, 6065532,   mobile_sam.pt",
        "sam-b,      VIT_B,         SAM,       1024, 89670912,  sam_vit_b_01ec64.pth",
        "sam-l,      VIT_L,         SAM,       1024, 308278272, sam_vit_l_0b3195.pth",
        "sam-h,      VIT_H,         SAM,       1024, 637026048, sam_vit_h_4b8939.pth",
        "med-sam,    VIT_B,         MED_SAM,   1024, 89670912,  medsam_vit_b.pth",
        "sam-med2d,  VIT_B_ADAPTER, SAM_MED2D, 256,  267177216, sam-med2d_b.pth"
    })
    void knowsTheNetworkOfEachPublishedEncoder(
            String name,
            Architecture architecture,
            EncoderPreprocessing preprocessing,
            int input,
            long count,
            String file) {
        EncoderDescriptor encoder = catalog.named(name);
        assertEquals(
                new EncoderNetwork(architecture, preprocessing, input, 16, 256, count),
                encoder.network().orElseThrow());
        assertEquals(file, encoder.file().orElseThrow().name());
    }

    @ParameterizedTest
    @CsvSource({"none", "tiny"})
    void anEncoderWithoutPublishedWeightsHasNoFile(String name) {
        EncoderDescriptor encoder = catalog.named(name);
        assertEquals(Optional.empty(), encoder.file());
        assertEquals(Optional.empty(), encoder.network());
    }

    @Test
    void everyFileIsFetchedSecurelyAndOnlyIfItCanBeChecked() {
        List<WeightsFile> files =
                catalog.encoders().stream().flatMap(e -> e.file().stream()).toList();
        for (WeightsFile file : files) {
            assertEquals("https", file.place().getScheme(), file.name());
            if (file.url().isPresent()) {
                assertEquals("https", file.url().get().getScheme(), file.name());
                assertTrue(file.bytes().isPresent() && file.checksum().isPresent(), file.name());
            }
        }
        assertEquals(
                files.size(), files.stream().map(WeightsFile::name).distinct().count());
        long sums = files.stream().flatMap(file -> file.sha256().stream()).count();
        assertEquals(5, sums);
        assertEquals(
                sums,
                files.stream()
                        .flatMap(file -> file.sha256().stream())
                        .distinct()
                        .count());
    }

    @Test
    void anUnknownNameIsToldWithAllNames() {
        assertEquals(
                "Encoder 'sam' is not known; expected one of none, tiny, mobile-sam, sam-b, sam-l, sam-h, med-sam,"
                        + " sam-med2d.",
                assertThrows(SamdaException.class, () -> catalog.named("sam")).getMessage());
    }

    @Test
    void halfADescriptionIsRefused() {
        Optional<EncoderNetwork> network = catalog.named("sam-b").network();
        assertThrows(
                IllegalArgumentException.class,
                () -> new EncoderDescriptor("x", "x", network, Optional.empty(), Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({"../x.pth", "/x.pth", "a/b", ".hidden", "''", "a\\b"})
    void aFileNameThatLeavesItsFolderIsRefused(String name) {
        URI page = URI.create("https://example.org");
        assertThrows(
                IllegalArgumentException.class,
                () -> new WeightsFile(name, page, Optional.empty(), Optional.empty(), Optional.empty()));
    }
}
