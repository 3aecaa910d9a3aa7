// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

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
    void makesBatchesOfRealImages() {
        Dataset epfl = Datasets.open(shared("data/epfl/training"));
        assertEquals(42, epfl.training().size());
        TrainingImage image = TrainingImage.read(epfl.images().get(0), epfl.classes(), Preparation.NONE);
        assertEquals(10_000, image.foreground().get(0).capacity());
        PatchSampler sampler = new PatchSampler(
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
