// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samda.SamdaException;
import org.samda.data.Dataset;
import org.samda.data.Datasets;
import org.samda.data.Plan;
import org.samda.experiment.RunConfig.Mode;
import org.samda.experiment.RunConfig.Preset;
import org.samda.image.PixelSize;
import org.samda.image.VolumeSize;
import org.samda.planning.Extent;
import org.samda.planning.Fingerprint;
import org.samda.planning.NetworkPlan;
import org.samda.planning.PatchSize;

class PlannerTest {

    @TempDir
    private Path folder;

    /** nnU-Net's rules, with at least two stages of our own. */
    @ParameterizedTest
    @CsvSource({
        "600, 700, 512, 512, 8",
        "600, 300, 512, 320, 7",
        "512, 512, 512, 512, 8",
        "100, 600, 112, 512, 7",
        "33, 33, 40, 40, 4",
        "16, 16, 16, 16, 3"
    })
    void patchAndStagesFitTheImage(int width, int height, int patchWidth, int patchHeight, int stages) {
        NetworkPlan planned = plan(width, height, "plan.stages=8", "plan.patchSize=512", "plan.downsampling=1");
        assertEquals(new PatchSize(patchHeight, patchWidth), planned.patch());
        assertEquals(stages, planned.stages().size());
    }

    @Test
    void aWantedPatchIsTheLongestThatImagesGet() {
        NetworkPlan planned = plan(300, 300, "plan.stages=4", "plan.patchSize=100", "plan.downsampling=1");
        assertTrue(
                planned.patch().width() <= 100 && planned.patch().width() > 80,
                planned.patch().toString());
        assertEquals(
                List.of(16, 32, 64, 128),
                planned.stages().stream().map(stage -> stage.features()).toList());
    }

    @Test
    void aBatchOfSmallPatchesHasAsManyPixelsAsOneOfLargeOnes() {
        // 2 x 256 x 256 px are 20 patches of 80 x 80; 60 images of 80 x 80 px allow 5 % of 60.
        assertEquals(3, plan(80, 80, 60, "plan.downsampling=1").batchSize());
        assertEquals(20, plan(80, 80, 500, "plan.downsampling=1").batchSize());
    }

    @Test
    void theBatchThatIsAskedForIsGivenHoweverFewImagesThereAre() {
        assertEquals(
                4, plan(300, 300, 3, "plan.downsampling=1", "plan.batchSize=4").batchSize());
    }

    @Test
    void imagesOfTheOtherDomainCountForTheBatch() {
        Pictures.striped(folder.resolve("images/a.png"), 80, 80);
        Dataset one = Datasets.open(folder);
        assertEquals(2, Planner.of(one, settings(), 2, 0).plan().batchSize());
        assertEquals(5, Planner.of(one, settings(), 2, 99).plan().batchSize());
    }

    @Test
    void aCoarserWorkingPixelMakesTheImageSmaller() {
        Plan plan = dataPlan("plan.stages=2", "plan.downsampling=2", "plan.patchSize=30");
        assertEquals(30, plan.patchWidth());
        assertEquals(30, plan.patchHeight());
        assertEquals(Optional.empty(), plan.pixelSize());
        assertEquals(2, plan.downsampling());
    }

    @Test
    void imagesDoNotBecomeSmallerThanAPatchForACoarserPixel() {
        assertEquals(1.5, dataPlan("plan.downsampling=2", "plan.patchSize=40").downsampling(), 1e-9);
        assertEquals(1, dataPlan("plan.downsampling=2", "plan.patchSize=256").downsampling());
    }

    @Test
    void theWorkingPixelIsTheTargetsWhereThatIsKnown() throws IOException {
        Pictures.striped(folder.resolve("images/a.png"), 100, 60);
        Files.writeString(folder.resolve("dataset.yaml"), "images: images/*.png\nvoxelSizeNm: [4.5, 4.5, 50]\n");
        Settings settings = settings("plan.stages=2", "plan.downsampling=2", "plan.patchSize=30");
        Planner planner = Planner.of(Datasets.open(folder), settings, 2, 0);
        assertEquals(
                Optional.of(new PixelSize(9, 9)),
                planner.dataPlan(planner.plan()).pixelSize());
        Settings ignoring = settings("data.commonPixelSize=false", "plan.downsampling=2", "plan.stages=2");
        Planner paper = Planner.of(Datasets.open(folder), ignoring, 2, 0);
        assertEquals(Optional.empty(), paper.dataPlan(paper.plan()).pixelSize());
    }

    @Test
    void aPlanThatDoesNotFitIntoMemoryLosesPatchesThenPixels() {
        Settings settings = settings("plan.downsampling=1");
        NetworkPlan wanted = Planner.ofLargeImages(settings, 2).withBatchSize(8);
        Planner planner = planner(300, 300, "plan.downsampling=1");
        MemoryBudget.Fitted half = MemoryBudget.fit(4, wanted, planner, plan -> plan.batchSize());
        assertEquals(4, half.plan().batchSize());
        assertEquals(wanted.patch(), half.plan().patch());
        assertEquals(
                List.of("the batch has 4 patches instead of 8"), half.budget().reductions());
        long pixels = wanted.patch().pixels();
        MemoryBudget.Fitted small = MemoryBudget.fit(
                pixels, wanted, planner, plan -> plan.batchSize() * plan.patch().pixels());
        assertEquals(2, small.plan().batchSize());
        assertTrue(2 * small.plan().patch().pixels() <= pixels);
        assertEquals(2, small.budget().reductions().size());
    }

    @Test
    void whereNothingFitsTheNumbersAreTold() {
        SamdaException e = assertThrows(
                SamdaException.class,
                () -> MemoryBudget.fit(
                        1_000_000, Planner.ofLargeImages(settings(), 2), planner(300, 300), plan -> 5e9));
        assertTrue(e.getMessage().contains("takes about 5.0 GB, expected at most 0.0 GB"), e.getMessage());
        assertTrue(e.getMessage().contains("--max-memory"), e.getMessage());
    }

    private NetworkPlan plan(int width, int height, String... settings) {
        return plan(width, height, 40, settings);
    }

    /** A plan for so many images of this size. */
    private static NetworkPlan plan(int width, int height, int images, String... settings) {
        Fingerprint.Case image = new Fingerprint.Case(new Extent(999, 1, 1), new VolumeSize(width, height, 1), 1);
        Fingerprint fingerprint = new Fingerprint(
                Collections.nCopies(images, image), List.of(new Fingerprint.Channel("EM", Optional.empty())), 2);
        return Planner.of(fingerprint, settings(settings)).plan();
    }

    private Planner planner(int width, int height, String... settings) {
        Pictures.striped(folder.resolve("images/a.png"), width, height);
        return Planner.of(Datasets.open(folder), settings(settings), 2, 0);
    }

    /** For images of 100 x 60 px. */
    private Plan dataPlan(String... settings) {
        Planner planner = planner(100, 60, settings);
        return planner.dataPlan(planner.plan());
    }

    private static Settings settings(String... settings) {
        return Presets.settings(Preset.QUICK, Mode.ROBUST, List.of(settings));
    }
}
