// SPDX-License-Identifier: Apache-2.0
package org.samda.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.samda.SamdaException;
import org.samda.config.Configs;
import org.samda.experiment.Flattened;
import org.samda.experiment.Presets;
import org.samda.experiment.RunConfig;

class StudyConfigTest {
    private static final List<String> SHIPPED = Studies.NAMES;
    private static final Path CONFIGS = Path.of("../configs/tables");

    private static final String BOTTLENECK = "training.adaptation.bottleneck";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @FieldSource("SHIPPED")
    void everyStudyThatShipsIsComplete(String name) {
        StudyConfig config = Studies.load(name);
        assertEquals(name, config.name());
        assertEquals(config, Configs.parse(Configs.toYaml(config), "again", StudyConfig.class));
        for (StudyConfig.Column column : config.tableColumns()) {
            assertTrue(config.method(column.method()).counts(column.shots()), column::toString);
        }
    }

    @ParameterizedTest
    @FieldSource("SHIPPED")
    void everyStudyThatShipsHasAPlan(String name) {
        StudyConfig config = Studies.load(name);
        boolean usesBottleneck =
                config.methods().stream().anyMatch(m -> m.settings().contains(BOTTLENECK + "=true"));
        assumeTrue(!usesBottleneck || isKnown(BOTTLENECK), "the setting " + BOTTLENECK + " does not ship yet");
        StudySetup setup = PhantomStudy.setup(folder, folder.resolve("out"));
        StudyPlan plan = StudyPlan.of(config, setup, new StudyData(config, setup));
        long figures = config.methods().stream()
                .mapToLong(
                        method -> config.shots().stream().filter(method::counts).count())
                .sum();
        long repeats = config.pairs().stream()
                .mapToLong(pair -> config.seeds().stream().filter(pair::counts).count())
                .sum();
        assertEquals(figures * repeats, plan.figures().size());
    }

    private static boolean isKnown(String setting) {
        return Flattened.of(Presets.settings(RunConfig.Preset.QUICK, RunConfig.Mode.ROBUST, List.of()))
                .containsKey(setting);
    }

    @Test
    void thePapersTablesHaveAllItsPairsMethodsAndShots() {
        PaperFigures paper = PaperFigures.load();
        StudyConfig table1 = Studies.load("table1");
        assertEquals(paper.table1().shots(), table1.shots());
        assertEquals(
                List.copyOf(paper.table1().rows().keySet()),
                table1.methods().stream().map(m -> m.paper().orElseThrow()).toList());
        StudyConfig table2 = Studies.load("table2");
        assertEquals(
                List.copyOf(paper.table2().pairs().keySet()),
                table2.pairs().stream().map(StudyConfig.Pair::name).toList());
        assertEquals(
                paper.table2().columns(),
                table2.tableColumns().stream()
                        .map(c -> new PaperFigures.Column(
                                table2.method(c.method()).paper().orElseThrow(), c.shots()))
                        .toList());
    }

    @Test
    void allTablesInConfigsAreStudiesThatShip() throws IOException {
        try (var files = Files.walk(CONFIGS)) {
            List<String> names = files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
            assertEquals(SHIPPED.stream().map(name -> name + ".yaml").sorted().toList(), names);
        }
        for (String name : SHIPPED) {
            String text = Files.readString(CONFIGS.resolve(name + ".yaml"));
            assertTrue(text.contains("#   samda experiment " + name + " --data DATA --out"), name);
            assertEquals(Studies.load(name), Configs.parse(text, name, StudyConfig.class));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                seeds: [0]            | seed: [0]             | key 'seed': unknown key; nearest known key is 'seeds'
                seeds: [0]            | seeds: []             | seeds must not be empty
                seeds: [0]            | seeds: [0.5]          | key 'seeds
                shots: [0, 1]         | shots: [-1]           | shots must be 0 or more
                source: A,            | source: C,            | pairs name the data set 'C', which is not among [A, B]
                encoder: tiny         | encoder: tinny        | encoder
                target: B}            | target: B, seeds: [1]} | pairs: 'A->B' has the seed 1, which is not among [0]
                steps: [1, 2, 3]      | steps: [2, 3]         | steps must have step 1 where they have step 2, got [2, 3]
                steps: [1, 2, 3]      | steps: [4]            | steps must be some of 1, 2, 3, got [4]
                name: samda           | name: plain           | methods must have names that differ in their letters and digits, got 'plain' twice
                settings: []}         | settings: [], shots: [7]} | counts for 7 shots, which is not among [0, 1]
                seed: 0}}             | seed: 0, share: 0.5}} | share or count must be given, and not both
                {count: 2             | {share: 1.5           | share must be between 0 and 1, got 1.5
            """)
    void aMistakeIsToldWithItsKey(String written, String mistaken, String message) throws IOException {
        Path file = folder.resolve("mistaken.yaml");
        String yaml = PhantomStudy.yaml("[0]", "[0, 1]", PhantomStudy.METHODS);
        assertTrue(yaml.contains(written), written);
        Files.writeString(file, yaml.replaceFirst(Pattern.quote(written), mistaken));
        SamdaException e = assertThrows(SamdaException.class, () -> Studies.load(file.toString()));
        assertTrue(e.getMessage().contains(message), e.getMessage());
        assertTrue(e.getMessage().contains("mistaken.yaml"), e.getMessage());
    }

    @Test
    void anUnknownStudyIsToldWithThoseThatShip() {
        SamdaException e = assertThrows(SamdaException.class, () -> Studies.load("tabel1"));
        assertTrue(e.getMessage().contains("expected a YAML file, or one of table1, table1-quick"), e.getMessage());
    }

    @Test
    void withoutColumnsTheTableOfPairsHasTheFewestAndTheMostShots() throws IOException {
        StudyConfig config = PhantomStudy.config(folder, "[0]", "[0, 1, 2]", PhantomStudy.METHODS);
        assertEquals(
                List.of("plain 0", "plain 2", "without 0", "without 2", "samda 0", "samda 2", "alone 2"),
                config.tableColumns().stream()
                        .map(column -> column.method() + " " + column.shots())
                        .toList());
    }

    @Test
    void namesBecomeFolders() {
        Map.of("Kasthuri++->EPFL", "Kasthuri-EPFL", "EPFL->Kasthuri++", "EPFL-Kasthuri", "../a b", "a-b")
                .forEach((name, folderName) -> assertEquals(folderName, StudyConfig.fileName(name)));
    }
}
