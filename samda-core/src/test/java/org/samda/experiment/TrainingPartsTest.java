// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samda.Progress;
import org.samda.SamdaException;
import org.samda.data.DatasetImage;
import org.samda.data.Plan;
import org.samda.data.PreparedImages;
import org.samda.data.PreparedKey;
import org.samda.data.PreparedStore;
import org.samda.data.Preprocessing;
import org.samda.data.TrainingCase;
import org.samda.io.FileHashes;

/** Which images of a run are trained on, validated on, scored on, and left alone. */
class TrainingPartsTest {
    private static final Optional<Path> NOTHING = Optional.empty();
    private static final Plan PLAN = new Plan(16, 16, 1, Optional.empty(), 1, Preprocessing.SECTIONS);

    @TempDir
    private Path folder;

    /** A source of 8 annotated sections and a raw one, 2 more for testing; a target of 2 images. */
    @BeforeEach
    void makeData() throws IOException {
        for (int i = 0; i < 11; i++) {
            Pictures.write(folder.resolve("source/images/s" + i + ".png"), i % 10 + "12");
            if (i != 8) {
                Pictures.write(folder.resolve("source/labels/s" + i + ".png"), "901");
            }
        }
        yaml("source", "split: {test: [s9, s10]}");
        Pictures.write(folder.resolve("target/images/a.png"), "345");
        Pictures.write(folder.resolve("target/images/b.png"), "354");
    }

    @Test
    void heldOutSectionsAndTheirNeighboursAreTrainedOnNowhere() {
        TrainingData data = open(inputs(Optional.of("target"), NOTHING), List.of(1, 2, 3));
        assertEquals(List.of("s2", "s3"), stems(data.heldOut().validation()));
        assertEquals(List.of("s1", "s4"), stems(data.heldOut().gap()));
        assertEquals(List.of("s0", "s5", "s6", "s7"), names(data.readSource(PLAN, images())));
        assertEquals(List.of("s0", "s5", "s6", "s7", "s8"), names(data.readRawSource(PLAN, images())));
        assertEquals(List.of("s2", "s3"), names(data.readHeldOut(PLAN, images())));
        assertTrue(
                data.summary().contains("4 annotated images, 2 more held out, 2 left out beside them"), data.summary());
    }

    @Test
    void withoutStep1NothingIsHeldOut() {
        RunConfig.Inputs inputs = new RunConfig.Inputs(
                path("source"), path("target"), NOTHING, Optional.empty(), List.of(), Optional.of(folder), NOTHING);
        TrainingData data = open(inputs, List.of(2));
        assertEquals(HeldOut.NOTHING, data.heldOut());
        assertEquals(9, data.sourceTraining().size());
    }

    @Test
    void theHeldOutPartAndTheSourcesTestPartAreScored() {
        TrainingData data = open(inputs(Optional.empty(), NOTHING), List.of(1));
        assertEquals(List.of("source", "source (held out)"), testNames(data));
        assertEquals(List.of("s9", "s10"), stems(data.tests().get(0).images()));
        assertEquals(List.of("s2", "s3"), stems(data.tests().get(1).images()));
    }

    @Test
    void withATargetTheSourcesTestPartSaysNothingAndIsNotScored() {
        TrainingData data = open(inputs(Optional.of("target"), NOTHING), List.of(1, 2, 3));
        assertEquals(List.of("source (held out)"), testNames(data));
    }

    @Test
    void ofATestSetWithASplitOnlyTheTestPartIsScored() throws IOException {
        makeTestSet("more", "split: {test: [c]}");
        TrainingData data = open(inputs(Optional.of("target"), path("more")), List.of(1, 2, 3));
        assertEquals(List.of("more", "source (held out)"), testNames(data));
        assertEquals(List.of("c"), stems(data.tests().get(0).images()));
    }

    @Test
    void ofATestSetWithoutASplitAllIsScored() throws IOException {
        makeTestSet("more", "");
        TrainingData data = open(inputs(Optional.of("target"), path("more")), List.of(1, 2, 3));
        assertEquals(List.of("a", "b", "c"), stems(data.tests().get(0).images()));
    }

    @Test
    void ofTwoTestSetsOfOneNameTheGivenOneIsMarked() throws IOException {
        makeTestSet("other/source", "");
        TrainingData data = open(inputs(Optional.empty(), path("other/source")), List.of(1));
        assertEquals(List.of("source", "source (--test)", "source (held out)"), testNames(data));
        assertEquals(List.of("s9", "s10"), stems(data.tests().get(0).images()));
        assertEquals(List.of("a", "b", "c"), stems(data.tests().get(1).images()));
    }

    @Test
    void aDataSetThatIsForTestingOnlyCannotBeTrainedOn() throws IOException {
        yaml("target", "split: {test: [a, b]}");
        SamdaException problem = assertThrows(
                SamdaException.class, () -> open(inputs(Optional.of("target"), NOTHING), List.of(1, 2, 3)));
        assertEquals(
                "Data set 'target' has no training images, expected at least one: its split puts all 2 into the test set."
                        + " Take some out of it.",
                problem.getMessage());
    }

    @Test
    void theCheckReadsWhatIsTrainedAndScoredAndWarnsOfBoth() throws IOException {
        makeTestSet("more", "");
        Files.copy(folder.resolve("source/images/s6.png"), folder.resolve("more/images/d.png"));
        Files.copy(folder.resolve("source/labels/s6.png"), folder.resolve("more/labels/d.png"));
        TrainingData data = open(inputs(Optional.of("target"), path("more")), List.of(1, 2, 3));
        List<String> seen = new ArrayList<>();
        List<String> warnings = data.check(listener(seen));
        assertEquals(List.of("s0", "s5", "s6", "s7", "s8", "a", "b", "a", "b", "c", "d", "s2", "s3"), seen);
        assertTrue(warnings.stream().anyMatch(w -> w.startsWith("Test image 'd'")), warnings.toString());
    }

    @Test
    void aTestSetThatIsTheTrainingSetIsWarnedOf() throws IOException {
        yaml("source", "");
        TrainingData data = open(inputs(Optional.of("target"), path("source")), List.of(1, 2, 3));
        // Of 10 annotated images 5 are trained on.
        String warning = data.check(Progress.NONE).get(0);
        assertTrue(warning.startsWith("5 test images are training images themselves (s0, s1, s7, s9"), warning);
    }

    @Test
    void aDamagedHeldOutImageIsToldBeforeTraining() throws IOException {
        Pictures.write(folder.resolve("source/labels/s3.png"), "90");
        TrainingData data = open(inputs(Optional.of("target"), NOTHING), List.of(1, 2, 3));
        SamdaException problem = assertThrows(SamdaException.class, () -> data.check(Progress.NONE));
        assertTrue(problem.getMessage().contains("are 2 x 1 px but their image"), problem.getMessage());
    }

    private static Progress listener(List<String> seen) {
        return new Progress() {
            @Override
            public void start(String work, long total) {}

            @Override
            public void at(long done, String note) {
                seen.add(note);
            }

            @Override
            public void end() {}
        };
    }

    private void makeTestSet(String name, String more) throws IOException {
        for (String stem : List.of("a", "b", "c")) {
            Pictures.write(folder.resolve(name).resolve("images").resolve(stem + ".png"), "129");
            Pictures.write(folder.resolve(name).resolve("labels").resolve(stem + ".png"), "100");
        }
        yaml(name, more);
    }

    private void yaml(String set, String more) throws IOException {
        boolean labelled = Files.exists(folder.resolve(set).resolve("labels"));
        Files.writeString(
                folder.resolve(set).resolve("dataset.yaml"),
                "images: images/*.png\n" + (labelled ? "labels: labels/*.png\n" : "") + more + "\n");
    }

    private Optional<Path> path(String name) {
        return Optional.of(folder.resolve(name));
    }

    private RunConfig.Inputs inputs(Optional<String> target, Optional<Path> test) {
        return new RunConfig.Inputs(
                path("source"), target.map(folder::resolve), test, Optional.empty(), List.of(), NOTHING, NOTHING);
    }

    /** The second of four folds is held out, with a gap of one section. */
    private static TrainingData open(RunConfig.Inputs inputs, List<Integer> steps) {
        return TrainingData.open(TinyRun.config(
                inputs,
                steps,
                EncoderKind.TINY,
                "training.validation.folds=4",
                "training.validation.fold=1",
                "training.validation.gap=1"));
    }

    private PreparedImages images() {
        return new PreparedImages(
                new PreparedStore(new PreparedStore.Location(folder.resolve("prepared"), 1 << 20), line -> {}),
                new PreparedKey(new FileHashes()));
    }

    private static List<String> testNames(TrainingData data) {
        return data.tests().stream().map(TrainingData.TestSet::name).toList();
    }

    private static List<String> names(List<TrainingCase> cases) {
        return cases.stream().map(TrainingCase::stem).toList();
    }

    private static List<String> stems(List<DatasetImage> images) {
        return images.stream().map(DatasetImage::stem).toList();
    }
}
