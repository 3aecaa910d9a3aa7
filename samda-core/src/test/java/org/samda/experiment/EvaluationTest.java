// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samda.SamdaException;
import org.samda.evaluation.ImageScore;
import org.samda.evaluation.Scores;

class EvaluationTest {
    private static final String SPLIT = """
            images: images/*.png
            labels: labels/*.png
            classes: {mitochondrion: [3]}
            split: {train: [a], test: [b, c]}
            """;

    @TempDir
    private Path folder;

    @Test
    void aFileIsScoredAgainstAFile() {
        Pictures.write(file("seg.png"), "9990", "0000");
        Pictures.write(file("truth.png"), "0199", "0000");
        // Two right, one wrong, one missed.
        Scores scores = Evaluation.score(file("seg.png"), file("truth.png"));
        assertEquals(4.0 / 6, scores.dice(), 1e-12);
        assertEquals(2.0 / 4, scores.iou(), 1e-12);
        assertEquals(2.0 / 3, scores.precision(), 1e-12);
        assertEquals(2.0 / 3, scores.recall(), 1e-12);
    }

    @Test
    void aStackIsScoredAgainstAStackOfAnotherNameSectionBySection() {
        Pictures.stack(file("seg.tif"), List.of("99", "00"), List.of("00", "00"), List.of("99", "99"));
        Pictures.stack(file("truth.tif"), List.of("11", "00"), List.of("00", "00"), List.of("10", "00"));
        Scores scores = Evaluation.score(file("seg.tif"), file("truth.tif"));
        assertEquals(2.0 * 3 / (6 + 3), scores.dice(), 1e-12);
        assertEquals(3, scores.perImage().size());
        assertEquals(1, scores.perImage().get(0).dice());
        assertEquals(1, scores.emptyImages());
    }

    @Test
    void stacksOfDifferentDepthAreRefused() {
        Pictures.stack(file("seg.tif"), List.of("99"), List.of("00"));
        Pictures.stack(file("truth.tif"), List.of("99"), List.of("00"), List.of("00"));
        assertProblem(
                "'%s' has 2 sections but the labels '%s' have 3".formatted(file("seg.tif"), file("truth.tif")),
                file("seg.tif"),
                file("truth.tif"));
    }

    @Test
    void ofADataSetWithASplitOnlyTheTestImagesCount() throws IOException {
        Path dataset = dataset(SPLIT);
        Pictures.write(file("out/b.png"), "90");
        Pictures.write(file("out/c.png"), "99");
        Scores scores = Evaluation.score(file("out"), dataset);
        assertEquals(
                List.of("b", "c"),
                scores.perImage().stream().map(ImageScore::name).toList());
        assertEquals(2.0 * 2 / (3 + 2), scores.dice(), 1e-12);
    }

    @Test
    void theValueThatSegmentWritesMeansTheOneClassWhateverItsLabelValue() throws IOException {
        Path dataset = dataset(SPLIT);
        Pictures.write(file("out/b.png"), "90");
        Pictures.write(file("out/c.png"), "03");
        assertEquals(1, Evaluation.score(file("out"), dataset).dice());
    }

    @Test
    void classesAreScoredByTheirLabelValues() throws IOException {
        Path dataset = dataset(SPLIT.replace("{mitochondrion: [3]}", "{mitochondrion: 3, vesicle: [5, 6]}"));
        Pictures.write(dataset.resolve("labels/c.png"), "36");
        Pictures.write(file("out/b.png"), "30");
        Pictures.write(file("out/c.png"), "55");
        Scores scores = Evaluation.score(file("out"), dataset);
        assertEquals(1, scores.dice());
        assertEquals(
                List.of("mitochondrion", "vesicle"),
                scores.perClass().stream().map(c -> c.name()).toList());
        assertEquals(2.0 / 3, scores.perClass().get(0).dice(), 1e-12);
        assertEquals(2.0 / 3, scores.perClass().get(1).dice(), 1e-12);
    }

    @Test
    void aMissingSegmentationIsNamed() throws IOException {
        Path dataset = dataset(SPLIT);
        Pictures.write(file("out/b.png"), "90");
        Pictures.write(file("out/other.png"), "90");
        assertProblem("has no segmentation of 'c': expected one for each of 2 labelled images", file("out"), dataset);
    }

    @Test
    void differentSizesAreNamedWithTheImage() {
        Pictures.write(file("out/b.png"), "900");
        Pictures.write(file("truth/b.png"), "90");
        Pictures.write(file("out/c.png"), "90");
        Pictures.write(file("truth/c.png"), "90");
        SamdaException problem = assertProblem("Image 'b': ", file("out"), file("truth"));
        assertTrue(
                problem.getMessage().contains("3 x 1") && problem.getMessage().contains("2 x 1"), problem.getMessage());
    }

    @Test
    void whatDoesNotExistIsNamed() {
        assertProblem("Prediction '" + file("nothing") + "' does not exist.", file("nothing"), folder);
        Pictures.write(file("seg.png"), "9");
        assertProblem("Labels '" + file("nothing") + "' do not exist.", file("seg.png"), file("nothing"));
    }

    @Test
    void aPathMayGoOnInsideAnHdf5File() {
        Pictures.stack(file("seg.h5"), List.of("90"), List.of("99"));
        Pictures.stack(file("truth.h5"), List.of("90"), List.of("90"));
        Scores scores = Evaluation.score(file("seg.h5/exported_data"), file("truth.h5/exported_data"));
        assertEquals(2.0 * 2 / (3 + 2), scores.dice(), 1e-12);
    }

    @Test
    void aFolderWithoutImagesIsNamed() throws IOException {
        Files.createDirectories(file("empty"));
        Pictures.write(file("truth/a.png"), "9");
        assertProblem("Folder '" + file("empty") + "' holds no images", file("empty"), file("truth"));
    }

    @Test
    void aDataSetWithoutLabelsIsRefused() {
        Pictures.write(file("raw/images/a.png"), "12");
        Pictures.write(file("out/a.png"), "90");
        assertProblem("has no labels to score against", file("out"), file("raw"));
    }

    @Test
    void namesWithTwoExtensionsFindTheirDataSetsImage() {
        Pictures.write(file("set/images/a.ome.tif"), "12");
        Pictures.write(file("set/labels/a.png"), "90");
        Pictures.write(file("set/images/b.ome.tif"), "12");
        Pictures.write(file("set/labels/b.png"), "90");
        Pictures.write(file("out/a.ome.tif"), "90");
        Pictures.write(file("out/b.ome.tif"), "90");
        assertEquals(1, Evaluation.score(file("out"), file("set")).dice());
    }

    @Test
    void aNiftiVolumeIsScoredAsOneCase() {
        Pictures.stack(file("seg.nii.gz"), List.of("99", "00"), List.of("00", "00"), List.of("99", "99"));
        Pictures.stack(file("truth.nii"), List.of("11", "00"), List.of("00", "00"), List.of("10", "00"));
        Scores scores = Evaluation.score(file("seg.nii.gz"), file("truth.nii"));
        assertEquals(2.0 * 3 / (6 + 3), scores.dice(), 1e-12);
        assertEquals(
                List.of("truth"),
                scores.perImage().stream().map(ImageScore::name).toList());
        assertEquals(0, scores.emptyImages());
    }

    @Test
    void aNiftiVolumeAndAStackAreComparedEitherWay() {
        Pictures.stack(file("a.nii"), List.of("99", "00"), List.of("90", "00"));
        Pictures.stack(file("b.tif"), List.of("10", "00"), List.of("11", "00"));
        // 2 right, 1 wrong, 1 missed; by sections where the labels are a stack.
        Scores ofStack = Evaluation.score(file("a.nii"), file("b.tif"));
        assertEquals(4.0 / 6, ofStack.dice(), 1e-12);
        assertEquals(2, ofStack.perImage().size());
        Scores ofScan = Evaluation.score(file("b.tif"), file("a.nii"));
        assertEquals(4.0 / 6, ofScan.dice(), 1e-12);
        assertEquals(1, ofScan.perImage().size());
    }

    @Test
    void aFolderOfVolumesIsScoredVolumeByVolume() throws IOException {
        Pictures.stack(file("set/images/a.nii.gz"), List.of("12"), List.of("34"));
        Pictures.stack(file("set/images/b.nii.gz"), List.of("12"), List.of("34"), List.of("56"));
        Pictures.stack(file("set/labels/a.nii.gz"), List.of("20"), List.of("03"));
        Pictures.stack(file("set/labels/b.nii.gz"), List.of("22"), List.of("00"), List.of("33"));
        Files.writeString(
                file("set/dataset.yaml"),
                "images: images/*.nii.gz\nlabels: labels/*.nii.gz\nclasses: {head: 2, tail: 3}\n");
        Pictures.stack(file("out/a.nii.gz"), List.of("20"), List.of("03"));
        Pictures.stack(file("out/b.nii.gz"), List.of("20"), List.of("20"), List.of("30"));
        Scores scores = Evaluation.score(file("out"), file("set"));
        assertEquals(
                List.of("a", "b"),
                scores.perImage().stream().map(ImageScore::name).toList());
        // Head: 1 of 1, and in b 1 right, 1 wrong, 1 missed. Tail: 1 of 1, and in b 1 right, 1 missed.
        assertEquals(2.0 * 2 / (3 + 3), scores.perClass().get(0).dice(), 1e-12);
        assertEquals(2.0 * 2 / (2 + 3), scores.perClass().get(1).dice(), 1e-12);
        assertEquals(1, scores.perImage().get(0).dice());
    }

    @Test
    void volumesOfOtherSizesAreNamed() {
        for (String name : List.of("a", "b")) {
            Pictures.stack(file("truth/" + name + ".nii"), List.of("90"), List.of("09"));
            Pictures.stack(file("out/" + name + ".nii"), List.of("90"), List.of("09"));
        }
        assertEquals(1, Evaluation.score(file("out"), file("truth")).dice());
        Pictures.stack(file("out/b.nii"), List.of("90"), List.of("09"), List.of("00"));
        assertProblem("Volume 'b': the prediction has 3 sections, its labels have 2.", file("out"), file("truth"));
        Pictures.stack(file("out/b.nii"), List.of("900"), List.of("090"));
        assertProblem("Image 'b': ", file("out"), file("truth"));
        assertProblem("has 3 sections but the labels", stack("deep.nii", 3), stack("flat.nii", 2));
    }

    private Path stack(String name, int sections) {
        Pictures.repeated(file(name), sections, "90");
        return file(name);
    }

    @Test
    void aCaseOfNnUNetFindsTheSegmentationThatIsNamedLikeItsImage() throws IOException {
        for (String name : List.of("a", "b")) {
            Pictures.write(file("set/imagesTr/" + name + "_0000.png"), "12");
            Pictures.write(file("set/labelsTr/" + name + ".png"), "10");
            Pictures.write(file("out/" + name + "_0000.png"), "90");
        }
        Files.writeString(file("set/dataset.json"), "{\"labels\": {\"background\": 0, \"a\": 1}}");
        assertEquals(1, Evaluation.score(file("out"), file("set")).dice());
    }

    private Path dataset(String yaml) throws IOException {
        Path set = file("set");
        for (String name : List.of("a", "b", "c")) {
            Pictures.write(set.resolve("images").resolve(name + ".png"), "12");
        }
        Pictures.write(set.resolve("labels/a.png"), "33");
        Pictures.write(set.resolve("labels/b.png"), "30");
        Pictures.write(set.resolve("labels/c.png"), "03");
        Files.writeString(set.resolve("dataset.yaml"), yaml);
        return set;
    }

    private Path file(String name) {
        return folder.resolve(name);
    }

    private static SamdaException assertProblem(String expected, Path prediction, Path labels) {
        SamdaException problem = assertThrows(SamdaException.class, () -> Evaluation.score(prediction, labels));
        assertTrue(problem.getMessage().contains(expected), problem.getMessage());
        return problem;
    }
}
