// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samda.data.Dataset;
import org.samda.data.Datasets;
import org.samda.experiment.RunConfig.Mode;
import org.samda.experiment.RunConfig.Preset;
import org.samda.model.ExpertUNetConfig;

class PlannerTest {

    @TempDir
    private Path folder;

    /** With 8 stages the total stride is 128; a stage that would leave less than 4 px is left out. */
    @ParameterizedTest
    @CsvSource({
        "600, 700, 512, 512, 8",
        "600, 300, 512, 320, 7",
        "512, 512, 512, 512, 8",
        "100, 600, 112, 512, 5",
        "33, 33, 40, 40, 4",
        "16, 16, 16, 16, 3",
        "7, 9, 8, 10, 2",
        "2, 2, 4, 4, 2",
        "1, 40, 4, 40, 2"
    })
    void patchAndStagesFitTheImage(int width, int height, int patchWidth, int patchHeight, int stages) {
        Planner.Planned planned = plan(width, height, "plan.stages=8", "plan.patchSize=512", "plan.downsampling=1");
        assertEquals(patchWidth, planned.plan().patchWidth());
        assertEquals(patchHeight, planned.plan().patchHeight());
        assertEquals(stages, planned.expert().stages());
        ExpertUNetConfig.Stride total = planned.expert().totalStride();
        assertTrue(patchWidth % total.x() == 0 && patchHeight % total.y() == 0);
    }

    @Test
    void aWantedPatchIsTakenWhereImagesAreLarger() {
        Planner.Planned planned = plan(300, 300, "plan.stages=4", "plan.patchSize=100", "plan.downsampling=1");
        assertEquals(104, planned.plan().patchWidth());
        assertEquals(List.of(16, 32, 64, 128), planned.expert().features());
    }

    @Test
    void aCoarserWorkingPixelMakesTheImageSmaller() {
        Planner.Planned planned = plan(100, 60, "plan.stages=2", "plan.downsampling=2");
        assertEquals(50, planned.plan().patchWidth());
        assertEquals(30, planned.plan().patchHeight());
        assertEquals(Optional.empty(), planned.plan().pixelSizeNm());
        assertEquals(2, planned.plan().downsampling());
    }

    @Test
    void theWorkingPixelIsTheTargetsWhereThatIsKnown() throws IOException {
        Pictures.striped(folder.resolve("images/a.png"), 100, 60);
        Files.writeString(folder.resolve("dataset.yaml"), "images: images/*.png\nvoxelSizeNm: [4.5, 4.5, 50]\n");
        Planner.Planned planned = plan(Datasets.open(folder), "plan.stages=2", "plan.downsampling=2");
        assertEquals(Optional.of(9.0), planned.plan().pixelSizeNm());
        assertEquals(50, planned.plan().patchWidth());
        Planner.Planned paper =
                plan(Datasets.open(folder), "data.commonPixelSize=false", "plan.downsampling=2", "plan.stages=2");
        assertEquals(Optional.empty(), paper.plan().pixelSizeNm());
    }

    private Planner.Planned plan(int width, int height, String... settings) {
        Pictures.striped(folder.resolve("images/a.png"), width, height);
        return plan(Datasets.open(folder), settings);
    }

    private static Planner.Planned plan(Dataset dataset, String... settings) {
        return Planner.plan(dataset, 2, Presets.settings(Preset.QUICK, Mode.ROBUST, List.of(settings)));
    }
}
