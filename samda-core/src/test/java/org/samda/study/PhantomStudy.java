// SPDX-License-Identifier: Apache-2.0
package org.samda.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.samda.Progress;
import org.samda.data.PreparedStore;
import org.samda.experiment.PhantomData;
import org.samda.experiment.RunConfig;
import org.samda.experiment.TinyRun;
import org.samda.image.VolumeSize;
import org.samda.phantom.PhantomDomain;

/** Studies with a network of a few thousand weights on generated images: a run takes a second. */
final class PhantomStudy {
    static final String METHODS = """
              - {name: plain, title: U-Net, encoder: none, steps: [1, 3], settings: [], paper: nnUNet}
              - {name: without, title: without step 2, encoder: tiny, steps: [1, 3], settings: []}
              - {name: samda, title: SAMDA, encoder: tiny, steps: [1, 2, 3], settings: []}
              - {name: alone, title: shots alone, encoder: none, steps: [3], settings: []}
            """;

    private PhantomStudy() {}

    /** Writes {@code source} (3 images) and {@code target} (4). */
    static void makeData(Path folder) {
        write(folder.resolve("source"), PhantomDomain.FIB_SEM, 3, 1);
        write(folder.resolve("target"), PhantomDomain.SS_TEM, 4, 11);
    }

    /** The YAML of a study on that data, in which two of the target's images are for testing. */
    static String yaml(String seeds, String shots, String methods) {
        String settings = TinyRun.SETTINGS.stream()
                .map(setting -> "  - " + setting + "\n")
                .collect(Collectors.joining());
        return """
                name: tiny
                preset: quick
                mode: robust
                seeds: %s
                shots: %s
                settings:
                %s  - training.selfTraining=0
                  - scoring.averaging=none
                  - scoring.shuffled=false
                datasets:
                  A: {path: source, origin: the phantom}
                  B: {path: target, test: {count: 2, seed: 0}}
                pairs:
                  - {name: A->B, source: A, target: B}
                methods:
                %s""".formatted(seeds, shots, settings, methods);
    }

    static StudyConfig config(Path folder, String seeds, String shots, String methods) throws IOException {
        Path file = folder.resolve("study.yaml");
        Files.writeString(file, yaml(seeds, shots, methods));
        return Studies.load(file.toString());
    }

    static StudySetup setup(Path data, Path out) {
        return new StudySetup(
                data,
                out,
                new PreparedStore.Location(out.resolveSibling("prepared"), 1 << 24),
                new RunConfig.Compute(0, 1, "cpu", "fp32", Optional.empty()),
                Map.of(),
                "samda experiment study.yaml");
    }

    static Study study(StudyConfig config, Path data, Path out, Consumer<String> log) {
        return new Study(config, setup(data, out), Progress.NONE, log);
    }

    private static void write(Path out, PhantomDomain domain, int images, long seed) {
        new PhantomData(domain.coarser(4), new VolumeSize(64, 64, 1), images, seed).write(out, false, Progress.NONE);
    }
}
