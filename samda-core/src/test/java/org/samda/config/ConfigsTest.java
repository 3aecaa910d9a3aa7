// SPDX-License-Identifier: Apache-2.0
package org.samda.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.samda.SamdaException;

class ConfigsTest {
    enum Resampling {
        LINEAR,
        NEAREST_NEIGHBOUR
    }

    record Projector(int width, double dropRate) {
        Projector {
            if (width < 1) {
                throw new IllegalArgumentException("projector.width must be at least 1, got " + width);
            }
        }
    }

    record Model(
            String name,
            Resampling resampling,
            Path weights,
            Optional<Path> warmStart,
            List<Integer> stages,
            Map<String, List<Integer>> classes,
            boolean mirror,
            Projector projector) {}

    private static final String YAML = """
            name: lucchi # a comment
            resampling: nearest-neighbour
            weights: C:/données/vit b.pth
            warmStart: null
            stages: [32, 64]
            classes:
              mitochondria: [1, 2]
            mirror: true
            projector:
              width: 256
              dropRate: 1e-1
            """;

    private static final Model MODEL = new Model(
            "lucchi",
            Resampling.NEAREST_NEIGHBOUR,
            Path.of("C:/données/vit b.pth"),
            Optional.empty(),
            List.of(32, 64),
            Map.of("mitochondria", List.of(1, 2)),
            true,
            new Projector(256, 0.1));

    @TempDir
    Path folder;

    @Test
    void readsARecordWithEveryKindOfValue() throws IOException {
        Path file = Files.writeString(folder.resolve("model.yaml"), YAML);
        assertEquals(MODEL, Configs.read(file, Model.class));
    }

    @Test
    void anOptionalMayBeLeftOutOrGiven() {
        String without = YAML.replace("warmStart: null\n", "");
        assertEquals(MODEL, Configs.parse(without, "m", Model.class));
        String given = YAML.replace("warmStart: null", "warmStart: a.pth");
        assertEquals(
                Optional.of(Path.of("a.pth")),
                Configs.parse(given, "m", Model.class).warmStart());
    }

    @Test
    void aWholeNumberIsANumberToo() {
        assertEquals(
                0, Configs.parse("width: 1\ndropRate: 0", "p", Projector.class).dropRate());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        dropRate: 1e-1      | droprate: 1e-1 | line 11, column 3, key 'projector.droprate': unknown key; nearest known key is 'dropRate'. Known keys: width, dropRate.
        name: lucchi        | title: x       | line 1, column 1, key 'title': unknown key. Known keys: name, resampling, weights, warmStart, stages, classes, mirror, projector.
        dropRate: 1e-1      | # nothing      | line 9, column 1, key 'projector.dropRate': missing key; expected a number. Add it.
        dropRate: 1e-1      | width: 8       | line 11, column 3, key 'projector.width': doubled key; it is also in line 10. Remove one of them.
        width: 256          | width: many    | line 10, column 3, key 'projector.width': expected a whole number, found 'many'.
        width: 256          | width: 1.5     | line 10, column 3, key 'projector.width': expected a whole number, found 1.5.
        width: 256          | width: 1e3     | line 10, column 3, key 'projector.width': expected a whole number, found 1000.0.
        width: 256          | width: '8'     | line 10, column 3, key 'projector.width': expected a whole number, found '8'.
        width: 256          | width: 3000000000 | line 10, column 3, key 'projector.width': expected a whole number, found 3000000000.
        width: 256          | width: null    | line 10, column 3, key 'projector.width': expected a whole number, found nothing.
        width: 256          | width:         | line 10, column 3, key 'projector.width': expected a whole number, found nothing.
        width: 256          | width: 0       | line 10, column 3, key 'projector.width': projector.width must be at least 1, got 0.
        dropRate: 1e-1      | dropRate: .nan | line 11, column 3, key 'projector.dropRate': expected a finite number, found '.nan'.
        dropRate: 1e-1      | dropRate: 1e999 | line 11, column 3, key 'projector.dropRate': expected a finite number, found '1e999'.
        mirror: true        | mirror: yes    | line 8, column 1, key 'mirror': expected true or false, found 'yes'.
        mirror: true        | mirror: 1      | line 8, column 1, key 'mirror': expected true or false, found 1.
        name: lucchi        | name: 1.10     | line 1, column 1, key 'name': expected text, found 1.1. Put it in quotes.
        name: lucchi        | name: [a]      | line 1, column 1, key 'name': expected text, found a list.
        [32, 64]            | [32, big]      | line 5, column 14, key 'stages[1]': expected a whole number, found 'big'.
        [32, 64]            | [32, null]     | line 5, column 14, key 'stages[1]': expected a whole number, found nothing.
        [32, 64]            | 32             | line 5, column 1, key 'stages': expected a list, found 32.
        [1, 2]              | [a]            | line 7, column 18, key 'classes.mitochondria[0]': expected a whole number, found 'a'.
        nearest-neighbour   | nearest-neighbor | line 2, column 1, key 'resampling': expected one of linear, nearest-neighbour, found 'nearest-neighbor'. Did you mean 'nearest-neighbour'?
        nearest-neighbour   | LINEAR         | line 2, column 1, key 'resampling': expected one of linear, nearest-neighbour, found 'LINEAR'. Did you mean 'linear'?
        nearest-neighbour   | 1              | line 2, column 1, key 'resampling': expected one of linear, nearest-neighbour, found 1.
        """)
    void namesPlaceKeyAndRemedyOfAMistake(String right, String wrong, String message) {
        assertEquals("Config 'm.yaml', " + message, complaint(YAML.replace(right, wrong)));
    }

    @Test
    void refusesAliases() {
        assertEquals(
                "Config 'm.yaml', line 1, column 16, key 'stages[1]': aliases are not supported, found '*a'. "
                        + "Write the value out.",
                complaint("stages: [&a 1, *a]"));
    }

    @Test
    void namesThePlaceOfBrokenYaml() {
        assertEquals(
                "Config 'm.yaml', line 1, column 8: mapping values are not allowed here", complaint("name: a: b\n"));
    }

    @Test
    void refusesASecondDocument() {
        assertEquals(
                "Config 'm.yaml', line 13, column 1: a second document begins here; expected only one.",
                complaint(YAML + "---\nname: b\n"));
    }

    @Test
    void refusesWhatIsNoSetOfKeys() {
        assertEquals("Config 'm.yaml', line 1, column 1: expected keys with values, found a list.", complaint("- a\n"));
        assertTrue(complaint("").startsWith("Config 'm.yaml', line 1, column 1, key 'name': missing key"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{a: ", "- ", "? "})
    void survivesBottomlessNesting(String opening) {
        String message = complaint("name: " + opening.repeat(100_000));
        assertTrue(message.length() < 500, message);
    }

    @Test
    void refusesATextWithoutEnd() {
        assertEquals(
                "Config 'm.yaml' is too long: expected at most 1048576 characters, found 1048577.",
                complaint("#".repeat((1 << 20) + 1)));
    }

    @Test
    void saysWhyAFileCannotBeRead() throws IOException {
        Path absent = folder.resolve("absent.yaml");
        Path latin1 = Files.write(folder.resolve("latin1.yaml"), new byte[] {'a', ':', ' ', (byte) 0xE9});
        assertEquals("Config '" + absent + "' does not exist. Check the path.", complaint(absent));
        assertEquals("Config '" + latin1 + "' is not UTF-8 text. Save it as UTF-8.", complaint(latin1));
        assertTrue(complaint(folder).startsWith("Config '" + folder + "' cannot be read: "));
    }

    @Test
    void readsBackTheYamlItWrites() {
        assertEquals(MODEL, Configs.parse(Configs.toYaml(MODEL), "written", Model.class));
    }

    @Test
    void writesYamlInTheOrderOfTheRecord() {
        assertEquals("width: 256\ndropRate: 1.0E-4\n", Configs.toYaml(new Projector(256, 1e-4)));
    }

    record Text(String text) {}

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", "~", "null", "no", "true", "1", "1e3", ".5", "1_0", "0x1F", "-", "- a", "a: b", "#a", "a #b",
                "*a", "&a", "!a", "%a", "@a", "'", "\"", "[a", "{a", "a\nb\n", "\t", "é", "😀", ".nan", "? a", "|", ">",
                "="
            })
    void everyTextSurvivesYaml(String text) {
        String yaml = Configs.toYaml(new Text(text));
        assertEquals(text, Configs.parse(yaml, "written", Text.class).text(), yaml);
    }

    @Test
    void readsBackTheJsonItWrites() {
        assertEquals(MODEL, Configs.fromJson(Configs.toJson(MODEL), "run.json", Model.class));
    }

    record Figure(double dice) {}

    @Test
    void whatIsNoNumberIsNullInJson() {
        assertEquals("{\n  \"dice\" : null\n}\n", Configs.toJson(new Figure(Double.NaN)));
    }

    record Interval(int from, int to) {
        public boolean isEmpty() {
            return from >= to;
        }
    }

    @Test
    void ofARecordOnlyTheComponentsAreWritten() {
        assertEquals("{\n  \"from\" : 1,\n  \"to\" : 1\n}\n", Configs.toJson(new Interval(1, 1)));
        assertEquals("from: 1\nto: 1\n", Configs.toYaml(new Interval(1, 1)));
    }

    record Figures(Figure one, int count, List<Figure> more) {}

    @Test
    void figuresThatAreNoNumbersAreReadBackWhereResultsAreRead() {
        Figures figures = new Figures(new Figure(Double.NaN), 3, List.of(new Figure(0.5), new Figure(Double.NaN)));
        String json = Configs.toJson(figures);
        assertEquals(figures, Configs.figuresFromJson(json, "run.json", Figures.class));
        assertThrows(SamdaException.class, () -> Configs.fromJson(json, "run.json", Figures.class));
        String none = json.replace("\"count\" : 3", "\"count\" : null");
        assertThrows(SamdaException.class, () -> Configs.figuresFromJson(none, "run.json", Figures.class));
    }

    @Test
    void namesThePlaceOfAMistakeInJson() {
        String message = assertThrows(
                        SamdaException.class, () -> Configs.fromJson("{\n \"dise\": 1}", "run.json", Figure.class))
                .getMessage();
        assertEquals(
                "JSON 'run.json', line 2, column 2, key 'dise': unknown key; nearest known key is 'dice'. "
                        + "Known keys: dice.",
                message);
    }

    private static String complaint(String yaml) {
        return assertThrows(SamdaException.class, () -> Configs.parse(yaml, "m.yaml", Model.class))
                .getMessage();
    }

    private static String complaint(Path file) {
        return assertThrows(SamdaException.class, () -> Configs.read(file, Model.class))
                .getMessage();
    }
}
