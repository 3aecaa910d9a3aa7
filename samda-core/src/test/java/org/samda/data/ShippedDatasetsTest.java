// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.samda.data.TestImages.ramp;
import static org.samda.data.TestImages.write;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.samda.config.Configs;
import org.samda.image.GreyImage;

/** The data set files in {@code configs/datasets}, each beside made-up files of the published names. */
class ShippedDatasetsTest {
    private static final Path CONFIGS = Path.of("../configs/datasets");

    @TempDir
    private Path folder;

    static List<Path> files() throws IOException {
        try (Stream<Path> entries = Files.list(CONFIGS)) {
            return entries.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void opensBesideFilesOfThePublishedNames(Path config) throws IOException {
        DatasetYaml yaml = Configs.read(config, DatasetYaml.class);
        List<Integer> values =
                yaml.classesOrDefault().foregroundClasses().get(0).values();
        for (String name : names(yaml)) {
            write(folder.resolve(yaml.images().replace("*", name)), ramp(3, 1));
            float last = values.get(values.size() - 1);
            write(
                    folder.resolve(yaml.labels().orElseThrow().replace("*", name)),
                    new GreyImage(3, 1, new float[] {0, last, 0}));
        }
        Files.copy(config, folder.resolve("dataset.yaml"));
        Dataset dataset = Datasets.open(folder);
        assertEquals(config.getFileName().toString(), dataset.name() + ".yaml");
        assertEquals(2, dataset.classes().count());
        for (DatasetImage image : dataset.labelled()) {
            assertTrue(image.readLabels(dataset.classes()).isPresent());
        }
        assertEquals(dataset.images().size(), dataset.labelled().size());
    }

    @Test
    void everyKnownDataSetHasOne() throws IOException {
        List<String> shipped = files().stream().map(DatasetFiles::stem).toList();
        for (KnownDataset known : KnownDatasets.load().datasets()) {
            assertTrue(shipped.contains(known.name()), known.name());
        }
    }

    @Test
    void theSplitOfVncLeavesASectionBetween() {
        DatasetYaml.Lists split = Configs.read(CONFIGS.resolve("vnc.yaml"), DatasetYaml.class)
                .split()
                .orElseThrow();
        assertEquals(10, split.train().orElseThrow().size());
        assertEquals(9, split.test().orElseThrow().size());
        assertTrue(!split.train().get().contains("10") && !split.test().get().contains("10"));
    }

    private static List<String> names(DatasetYaml yaml) {
        return yaml.split().isPresent()
                ? IntStream.range(0, 20).mapToObj("%02d"::formatted).toList()
                : List.of("a");
    }
}
