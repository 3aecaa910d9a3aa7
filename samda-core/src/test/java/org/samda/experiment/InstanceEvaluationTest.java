// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.samda.evaluation.VariationOfInformation.Background.COUNTED;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.samda.SamdaException;
import org.samda.evaluation.InstanceImageScore;
import org.samda.evaluation.InstanceScores;
import org.samda.image.GreyImage;
import org.samda.image.PixelType;
import org.samda.image.VolumeInfo;
import org.samda.image.VolumeSize;
import org.samda.io.VolumeWriter;
import org.samda.io.Volumes;

class InstanceEvaluationTest {

    @TempDir
    private Path folder;

    @Test
    void anImageIsScoredAgainstAnImage() {
        Pictures.write(file("seg.png"), "01110220", "00000007");
        Pictures.write(file("truth.png"), "01111222", "00033000");
        InstanceScores scores = score("seg.png", "truth.png");
        // IoU 3/4 and 2/3; 7 is invented, 3 is missed.
        assertEquals(2, scores.at50().truePositives());
        assertEquals(1, scores.at50().falsePositives());
        assertEquals(1, scores.at50().falseNegatives());
        assertEquals((3.0 / 4 + 2.0 / 3) / 3, scores.at50().panopticQuality(), 1e-15);
        assertEquals(1, scores.at75().truePositives());
        assertEquals(names("truth"), names(scores));
    }

    @ParameterizedTest
    @ValueSource(strings = {".tif", ".nii.gz", ".zarr", ".n5", ".h5", ".mrc"})
    void idsRunThroughTheSectionsOfAVolume(String extension) {
        Pictures.stack(file("seg" + extension), List.of("1100", "2000"), List.of("1100", "2003"));
        Pictures.stack(file("truth.tif"), List.of("7700", "0000"), List.of("7700", "0005"));
        InstanceScores scores = score("seg" + extension, "truth.tif");
        assertEquals(3, scores.predictedObjects());
        assertEquals(2, scores.labelledObjects());
        assertEquals(2, scores.at50().truePositives());
        assertEquals(1, scores.perImage().size());
    }

    @Test
    void aFolderIsScoredFileByFileAndEqualIdsInTwoFilesAreTwoObjects() {
        Pictures.write(file("out/a.png"), "1122");
        Pictures.write(file("out/b.png"), "1100");
        Pictures.write(file("truth/a.png"), "3311");
        Pictures.write(file("truth/b.png"), "3322");
        InstanceScores scores = score("out", "truth");
        assertEquals(names("a", "b"), names(scores));
        assertEquals(3, scores.at50().truePositives());
        assertEquals(1, scores.at50().falseNegatives());
        assertEquals(3.0 / 4, scores.at50().averagePrecision(), 1e-15);
    }

    @Test
    void aFolderOfSectionsIsScoredAgainstAVolumeOnEitherSide() {
        Pictures.write(file("sections/s_2.png"), "22");
        Pictures.write(file("sections/s_10.png"), "10");
        Pictures.write(file("sections/s_1.png"), "11");
        Pictures.stack(file("volume.tif"), List.of("11"), List.of("22"), List.of("10"));
        InstanceScores scores = score("sections", "volume.tif");
        assertEquals(names("volume"), names(scores));
        assertEquals(2, scores.at75().truePositives());
        assertEquals(0, scores.meanAdaptedRand().error());
        assertEquals(scores, score("volume.tif", "sections"));
    }

    @Test
    void ofADataSetWithASplitOnlyTheTestSectionsCount() throws IOException {
        Pictures.stack(file("set/images/v.tif"), List.of("12"), List.of("34"), List.of("56"));
        Pictures.stack(file("set/labels/v.tif"), List.of("10"), List.of("12"), List.of("22"));
        Files.writeString(
                file("set/dataset.yaml"),
                "images: images/*.tif\nlabels: labels/*.tif\nsplit: {test: [v_z0001, v_z0002]}\n");
        Pictures.stack(file("out/v.tif"), List.of("55"), List.of("12"), List.of("22"));
        Pictures.stack(file("out/w.tif"), List.of("55"), List.of("12"), List.of("22"));
        InstanceScores scores = score("out", "set");
        assertEquals(names("v"), names(scores));
        assertEquals(2, scores.at75().truePositives());
        assertEquals(0, scores.at75().falsePositives());
    }

    @Test
    void aCaseOfNnUNetFindsTheInstancesThatAreNamedLikeItsImage() throws IOException {
        for (String name : List.of("a", "b")) {
            Pictures.write(file("set/imagesTr/" + name + "_0000.png"), "12");
            Pictures.write(file("set/labelsTr/" + name + ".png"), "12");
            Pictures.write(file("out/" + name + "_0000.png"), "21");
        }
        Files.writeString(file("set/dataset.json"), "{\"labels\": {\"background\": 0, \"a\": 1, \"b\": 2}}");
        assertEquals(4, score("out", "set").at50().truePositives());
    }

    @Test
    void a16BitAndAFloatVolumeHoldLargeIds() {
        write("seg.tif", PixelType.UINT16, 0, 65535, 65535, 300);
        write("truth.tif", PixelType.FLOAT32, 0, 1 << 24, 1 << 24, (1 << 24) - 1);
        InstanceScores scores = score("seg.tif", "truth.tif");
        assertEquals(2, scores.at75().truePositives());
        assertEquals(1, scores.at75().meanIou());
    }

    @ParameterizedTest
    @ValueSource(floats = {0.5f, -1, 16777218, 1e20f})
    void whatIsNoIdIsRefused(float value) {
        write("seg.tif", PixelType.FLOAT32, 1, 1, value, 0);
        write("truth.tif", PixelType.FLOAT32, 1, 1, 1, 0);
        String shown = value == 1e20f ? "100000002004087734272" : value == 0.5f ? "0.5" : Integer.toString((int) value);
        assertProblem(
                "'%s' holds the value %s, expected ids of objects: whole numbers from 0 (background) to 16777216"
                        .formatted(file("seg.tif"), shown),
                "seg.tif",
                "truth.tif");
        assertProblem("holds the value " + shown, "truth.tif", "seg.tif");
    }

    @Test
    void differentSizesAreNamed() {
        Pictures.stack(file("a.tif"), List.of("12"), List.of("34"));
        Pictures.stack(file("b.tif"), List.of("12"), List.of("34"), List.of("34"));
        assertProblem(
                "Prediction '%s' of 2 x 1 x 2 voxels does not fit labels '%s' of 2 x 1 x 3 voxels"
                        .formatted(file("a.tif"), file("b.tif")),
                "a.tif",
                "b.tif");
    }

    @Test
    void missingFilesAreNamed() {
        Pictures.write(file("out/a.png"), "12");
        Pictures.write(file("truth/a.png"), "12");
        Pictures.write(file("truth/b.png"), "12");
        assertProblem("has no instances of 'b', found 1 files such as 'a.png'", "out", "truth");
        assertProblem("Prediction '" + file("nothing") + "' does not exist.", "nothing", "truth");
        assertProblem("Labels '" + file("nothing") + "' do not exist.", "out", "nothing");
        Pictures.write(file("truth/a.tif"), "12");
        assertProblem("have one name", "out", "truth");
    }

    @Test
    void aPathMayGoOnInsideAnHdf5File() {
        Pictures.stack(file("seg.h5"), List.of("12"), List.of("34"));
        assertEquals(4, score("seg.h5/exported_data", "seg.h5").at50().truePositives());
        assertProblem("nothing.h5/exported_data' does not exist.", "nothing.h5/exported_data", "seg.h5");
    }

    @Test
    void scansWhoseAxesRunOtherwiseAreRefused() throws IOException {
        for (String name : List.of("a.nii", "b.nii", "c.nii")) {
            Pictures.stack(file(name), List.of("10", "02"), List.of("10", "02"));
        }
        runs("a.nii", 1);
        runs("b.nii", -1);
        assertProblem("Prediction '%s' says that its axes run ".formatted(file("a.nii")), "a.nii", "b.nii");
        assertEquals(2, score("a.nii", "c.nii").at75().truePositives());
        runs("b.nii", 1);
        assertEquals(2, score("a.nii", "b.nii").at75().truePositives());
    }

    /** Says in a scan's header (sform) that x runs to the right (1) or left (-1), y to the front, z up. */
    private void runs(String scan, float x) throws IOException {
        byte[] bytes = Files.readAllBytes(file(scan));
        ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        header.putShort(254, (short) 1);
        header.putFloat(280, x).putFloat(300, 1).putFloat(320, 1);
        Files.write(file(scan), bytes);
    }

    private InstanceScores score(String prediction, String labels) {
        return InstanceEvaluation.score(file(prediction), file(labels), COUNTED);
    }

    private void assertProblem(String expected, String prediction, String labels) {
        SamdaException problem = assertThrows(SamdaException.class, () -> score(prediction, labels));
        assertTrue(problem.getMessage().contains(expected), problem.getMessage());
    }

    private void write(String name, PixelType type, float... values) {
        VolumeInfo info = new VolumeInfo(new VolumeSize(values.length, 1, 1), type, Optional.empty());
        try (VolumeWriter writer = Volumes.create(file(name), info)) {
            writer.write(new GreyImage(values.length, 1, values));
            writer.commit();
        }
    }

    private Path file(String name) {
        return folder.resolve(name);
    }

    private static List<String> names(String... names) {
        return List.of(names);
    }

    private static List<String> names(InstanceScores scores) {
        return scores.perImage().stream().map(InstanceImageScore::name).toList();
    }
}
