// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.samda.image.GreyImage;
import org.samda.image.LabelImage;
import org.samda.image.VoxelSize;

/** Real data sets, where they are at hand. */
class SharedDataTest {

    @Test
    void opensTheTargetWithItsSplit() {
        Dataset vnc = Datasets.open(shared("data/vnc/as-target.yaml"));
        assertEquals(20, vnc.labelled().size());
        assertEquals(10, vnc.training().size());
        assertEquals(9, vnc.test().size());
        FewShotSplit split = FewShotSplit.choose(vnc, OptionalInt.of(4), List.of(), 0);
        assertEquals(4, split.shots().size());
        assertEquals(10, split.raw().size());
    }

    @Test
    void aScanIsOneImageWithAllItsSections() {
        Dataset hippocampi = Datasets.open(shared("data/msd_hippocampus/dataset.yaml"));
        DatasetImage first = hippocampi.images().get(0);
        assertEquals("hippocampus_001", first.stem());
        assertEquals(260, hippocampi.images().size());
        assertEquals(Optional.of(new VoxelSize(1e6, 1e6, 1e6)), hippocampi.voxelSize());
        assertEquals(hippocampi.images().size(), hippocampi.labelled().size());
        List<GreyImage> sections = first.readImage();
        assertEquals(35, sections.size());
        assertEquals(35 * 51, sections.get(0).pixels().length);
        LabelImage middle =
                first.readLabels(hippocampi.classes(), sections).orElseThrow().get(17);
        assertEquals(2, Arrays.stream(middle.labels()).max().orElseThrow());
    }

    @Test
    void makesBatchesOfRealImages() {
        Dataset epfl = Datasets.open(shared("data/epfl/training"));
        assertEquals(42, epfl.training().size());
        TrainingImage image = TrainingCase.read(epfl.images().get(0), epfl.classes(), Preparation.NONE)
                .sections()
                .get(0);
        assertEquals(10_000, image.foreground().get(0).capacity());
        PatchSampler sampler = PatchSampler.ofImages(
                List.of(image), new SamplerConfig(64, 64, 3, 0.33, false), AugmentationConfig.nnUNet(64, 64), 0);
        Batch batch = sampler.batch(0);
        int foreground = 0;
        for (int i = 2 * 64 * 64; i < 3 * 64 * 64; i++) {
            foreground += batch.labels()[i];
        }
        assertTrue(foreground > 0, "the forced sample shows no foreground");
    }

    private static Path shared(String path) {
        return Stream.of(System.getProperty("samda.shared"), "../../shared", "../shared")
                .filter(Objects::nonNull)
                .map(folder -> Path.of(folder).resolve(path))
                .filter(Files::exists)
                .findFirst()
                .orElseGet(() -> {
                    assumeTrue(false, path + " is not at hand; set -Dsamda.shared to its folder");
                    return Path.of("");
                });
    }
}
