// SPDX-License-Identifier: Apache-2.0
package org.samda.encoder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.samda.golden.GoldenFile;
import org.samda.torch.Tensors;
import tools.jackson.databind.JsonNode;

/** The three preprocessings against the official ones. */
class EncoderPreprocessingGoldenTest {
    /** In standard deviations, which are about 1 for standardised and 1/4 for stretched images. */
    private static final double FLOAT = 1e-6;

    static Stream<String> images() {
        return GoldenImages.NAMES.stream();
    }

    static Stream<String> medSamImages() {
        return GoldenFile.names("preproc/medsam/").stream()
                .filter(name -> name.endsWith("/resized_uint8"))
                .map(name -> name.split("/", -1)[2]);
    }

    @ParameterizedTest
    @MethodSource("images")
    void theImagesAreTheOnesOfTheGoldenValues(String name) {
        ByteImage image = GoldenImages.named(name);
        CRC32 crc = new CRC32();
        crc.update(image.values());
        assertEquals(golden("images/" + name + "/crc32").value().get("crc32").asLong(), crc.getValue());
    }

    @ParameterizedTest
    @MethodSource("images")
    void samsImagesAreResizedBitForBitAsOfficially(String name) {
        try (PointerScope scope = new PointerScope()) {
            ByteImage image = GoldenImages.named(name);
            for (int side : new int[] {128, 1024}) {
                EncoderImage.Region size = LongestSide.resized(image.height(), image.width(), side);
                ByteImage resized = PillowBilinear.resize(image, size.height(), size.width());
                golden("sam/" + name + "/resized_L" + side).assertMatches(GoldenImages.tensor(resized), 0);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("images")
    void samsInputsAreTheOfficialOnes(String name) {
        try (PointerScope scope = new PointerScope()) {
            EncoderImage input = EncoderPreprocessing.SAM.prepare(GoldenImages.named(name));
            golden("sam/" + name + "/tensor").assertMatches(GoldenImages.tensor(input), FLOAT);
        }
    }

    @ParameterizedTest
    @MethodSource("images")
    void samMed2dsInputsAreTheOfficialOnes(String name) {
        try (PointerScope scope = new PointerScope()) {
            // The golden values are of channels as they are given; ours exchanges red and blue as the official loader
            // does.
            ByteImage image = GoldenImages.exchanged(GoldenImages.named(name));
            EncoderImage input = EncoderPreprocessing.SAM_MED2D.prepare(image);
            golden("sammed2d/" + name + "/dataset").assertMatches(GoldenImages.tensor(input), FLOAT);
        }
    }

    @ParameterizedTest
    @MethodSource("medSamImages")
    void medSamsImagesAreResizedAndInputsMadeAsOfficially(String name) {
        try (PointerScope scope = new PointerScope()) {
            ByteImage image = GoldenImages.named(name);
            List<double[]> planes = MedSamInput.resized(image);
            golden("medsam/" + name + "/resized_float")
                    .assertMatches(Tensors.of(interleaved(planes), 1024, 1024, 3), FLOAT);
            planes.forEach(MedSamInput::cutOffFractions);
            GoldenFile bytes = golden("medsam/" + name + "/resized_uint8");
            // The official code also sends a side that is 1024 px long already through the spline. Whole numbers that
            // are
            // rounded down lose a grey level there, in a twentieth of the pixels; ours stay.
            boolean identity = name.equals("gray_1024x1024");
            bytes.assertMatches(
                    Tensors.of(interleaved(planes), 1024, 1024, 3), identity ? 1 / bytes.standardDeviation() : 0);
            GoldenFile input = golden("medsam/" + name + "/tensor");
            input.assertMatches(
                    GoldenImages.tensor(EncoderPreprocessing.MED_SAM.prepare(image)),
                    identity ? 1 / 254.0 / input.standardDeviation() : FLOAT);
        }
    }

    @Test
    void theWholeWayFromImageToInputIsThatOfTheEncodersGoldenValues() {
        try (PointerScope scope = new PointerScope()) {
            EncoderImage sam = EncoderPreprocessing.SAM.prepare(GoldenImages.image("img.sam", 333, 500, 3));
            GoldenFile.of("sam/vit_b_sam/in").assertMatches(GoldenImages.tensor(sam), FLOAT);
            EncoderImage medSam = EncoderPreprocessing.MED_SAM.prepare(GoldenImages.image("img.medsam", 300, 400, 1));
            GoldenFile.of("sam/vit_b_medsam/in").assertMatches(GoldenImages.tensor(medSam), FLOAT);
        }
    }

    @Test
    void theLongestSideIsRoundedAsOfficially() {
        for (JsonNode row : golden("sam/get_preprocess_shape").value()) {
            EncoderImage.Region size = LongestSide.resized(
                    row.get(0).asInt(), row.get(1).asInt(), row.get(2).asInt());
            // The official code would make an image without pixels of 1 x 1000 px at 256.
            assertEquals(Math.max(1, row.get(3).asInt()), size.height());
            assertEquals(row.get(4).asInt(), size.width());
        }
    }

    @Test
    void theNearestPixelIsTheOfficialOne() {
        assertIndices("1463", NearestResize.sources(1463, 256));
        assertIndices("130", NearestResize.sources(130, 256));
    }

    private static void assertIndices(String from, int[] sources) {
        double[] expected = golden("sammed2d/nearest_index_" + from + "_to_256").elements();
        assertEquals(256, expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], sources[i]);
        }
        assertTrue(sources[255] > 0);
    }

    private static float[] interleaved(List<double[]> planes) {
        float[] values = new float[planes.get(0).length * 3];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) planes.get(i % 3 % planes.size())[i / 3];
        }
        return values;
    }

    private static GoldenFile golden(String name) {
        return GoldenFile.of("preproc/" + name);
    }
}
