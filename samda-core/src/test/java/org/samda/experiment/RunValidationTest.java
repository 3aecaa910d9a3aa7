// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samda.Progress;
import org.samda.SamdaException;
import org.samda.data.Classes;
import org.samda.data.Dataset;
import org.samda.data.DatasetImage;
import org.samda.data.Datasets;
import org.samda.data.Plan;
import org.samda.data.Preprocessing;
import org.samda.evaluation.Confusion;
import org.samda.evaluation.RemovalCounts;
import org.samda.image.LabelImage;
import org.samda.image.LargestComponent;
import org.samda.image.SliceAxis;
import org.samda.inference.Averaging;
import org.samda.inference.Segmenter;
import org.samda.model.ExpertUNetConfig;
import org.samda.model.SamdaModel;
import org.samda.model.SamdaModelConfig;
import org.samda.torch.Engine;
import org.samda.torch.Parameters;

class RunValidationTest {
    private static final Confusion LOW = new Confusion(2, 2, 0);
    private static final Confusion HIGH = new Confusion(2, 0, 0);

    @TempDir
    private Path folder;

    @Test
    void aVolumeIsOneCaseAndItsSectionsAreCasesWhereThePlanTakesThem() {
        Pictures.stack(folder.resolve("images/a.nii"), List.of("1234", "9351"), List.of("2871", "1111"));
        Pictures.stack(folder.resolve("labels/a.nii"), List.of("9000", "0090"), List.of("0990", "0000"));
        Dataset dataset = Datasets.open(folder);
        DatasetImage scan = dataset.images().get(0);
        List<LabelImage> labels = scan.readLabels(dataset.classes()).orElseThrow();
        Engine engine = Engine.start(OptionalInt.of(1), "cpu", "fp32");
        torch.manual_seed(5);
        SamdaModel model = new SamdaModel(SamdaModelConfig.plain(ExpertUNetConfig.halving(2, 2, 2, 2)));
        for (Preprocessing.Unit unit : Preprocessing.Unit.values()) {
            Segmenter segmenter = Segmenter.of(model, plan(unit), engine, Averaging.NONE);
            List<LabelImage> prediction = segmenter.segment(scan.readImage(), scan.voxelSize());
            List<RunValidation.Case> expected = new ArrayList<>();
            for (int i = 0; i < unit.cases(labels).size(); i++) {
                expected.add(new RunValidation.Case(
                        "a",
                        RemovalCounts.of(
                                unit.cases(prediction).get(i),
                                unit.cases(labels).get(i),
                                1)));
            }
            List<RunValidation.Case> found = RunValidation.of(
                            List.of(scan), dataset.classes(), segmenter, Progress.NONE)
                    .cases();
            assertEquals(unit == Preprocessing.Unit.VOLUME ? 1 : 2, found.size());
            assertEquals(expected, found);
        }
        Parameters.free(model);
    }

    @Test
    void isReadAsItWasWritten() {
        RunValidation validation = new RunValidation(List.of(rising("a"), falling("b")));
        validation.write(folder);
        assertEquals(validation, RunValidation.read(folder));
        SamdaException problem = assertThrows(SamdaException.class, () -> RunValidation.read(folder.resolve("none")));
        assertTrue(problem.getMessage().contains("validation.json"), problem.getMessage());
    }

    @Test
    void thePostProcessingOfSeveralFoldsIsChosenOnAllTheirCases() {
        RunValidation rising = new RunValidation(List.of(rising("a")));
        RunValidation falling = new RunValidation(List.of(falling("b"), falling("c")));
        assertEquals(new LargestComponent(true, List.of()), rising.postProcessing());
        assertEquals(LargestComponent.NONE, falling.postProcessing());
        RunValidation joined = RunValidation.joined(List.of(rising, falling));
        assertEquals(List.of(rising("a"), falling("b"), falling("c")), joined.cases());
        assertEquals(LargestComponent.NONE, joined.postProcessing());
    }

    @Test
    void theChoiceIsToldInWords() {
        Classes classes = new Classes(
                List.of(new Classes.Foreground("head", List.of(1)), new Classes.Foreground("tail", List.of(2))));
        List<Confusion> both = List.of(HIGH, HIGH);
        RemovalCounts second = new RemovalCounts(List.of(HIGH, LOW), List.of(LOW, LOW), both, both);
        assertEquals(
                "post-processing: only the largest component of tail (chosen on 1 held-out source images)",
                summary(second, classes));
        RemovalCounts all = new RemovalCounts(List.of(LOW, LOW), List.of(HIGH, LOW), List.of(LOW, LOW), both);
        assertEquals(
                "post-processing: only the largest component of the whole foreground and of tail (chosen on 1 held-out source images)",
                summary(all, classes));
        RemovalCounts none = new RemovalCounts(both, both, both, both);
        assertEquals("post-processing: nothing (chosen on 1 held-out source images)", summary(none, classes));
    }

    private static String summary(RemovalCounts counts, Classes classes) {
        return new RunValidation(List.of(new RunValidation.Case("a", counts))).summary(classes);
    }

    private static RunValidation.Case rising(String name) {
        return new RunValidation.Case(
                name, new RemovalCounts(List.of(LOW), List.of(HIGH), List.of(HIGH), List.of(HIGH)));
    }

    private static RunValidation.Case falling(String name) {
        return new RunValidation.Case(name, new RemovalCounts(List.of(HIGH), List.of(LOW), List.of(LOW), List.of(LOW)));
    }

    private static Plan plan(Preprocessing.Unit unit) {
        Preprocessing sections = Preprocessing.SECTIONS;
        return new Plan(
                4,
                4,
                1,
                Optional.empty(),
                1,
                new Preprocessing(unit, SliceAxis.Z, sections.normalization(), sections.interpolation()));
    }
}
