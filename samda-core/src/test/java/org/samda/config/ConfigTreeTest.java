// SPDX-License-Identifier: Apache-2.0
package org.samda.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samda.SamdaException;

class ConfigTreeTest {
    record Training(int batchSize, double learningRate, List<Integer> stages) {
        Training {
            if (batchSize < 1) {
                throw new IllegalArgumentException("batchSize must be at least 1, got " + batchSize);
            }
        }
    }

    record Run(String name, Optional<String> weights, Training training) {}

    private static final ConfigTree BASE = Configs.load("""
            name: base
            weights: null
            training:
              batchSize: 12
              learningRate: 0.01
              stages: [32, 64, 128]
            """, "base.yaml");

    @Test
    void anOverlayChangesOnlyWhatItNames() {
        ConfigTree overlay = Configs.load("training:\n  batchSize: 2\n  stages: [8]\n", "quick.yaml");
        assertEquals(
                new Run("base", Optional.empty(), new Training(2, 0.01, List.of(8))),
                BASE.merge(overlay).as(Run.class));
        assertEquals(12, BASE.as(Run.class).training().batchSize(), "the base must stay as it was");
    }

    @Test
    void theLastLayerWins() {
        ConfigTree tree = BASE.merge(Configs.load("name: one", "1.yaml")).merge(Configs.load("name: two", "2.yaml"));
        assertEquals("two", tree.as(Run.class).name());
    }

    @Test
    void anOverlayCannotInventAKey() {
        ConfigTree overlay = Configs.load("training:\n  batchsize: 2\n", "quick.yaml");
        assertEquals(
                "Config 'quick.yaml', line 2, column 3, key 'training.batchsize': unknown key; "
                        + "nearest known key is 'batchSize'. Known keys: batchSize, learningRate, stages.",
                complaint(() -> BASE.merge(overlay)));
    }

    @Test
    void anOverlayCannotReplaceASectionByAValue() {
        ConfigTree overlay = Configs.load("training: 2", "quick.yaml");
        assertEquals(
                "Config 'quick.yaml', line 1, column 1, key 'training': expected keys with values, found 2.",
                complaint(() -> BASE.merge(overlay)));
    }

    @Test
    void aMistakeIsReportedInTheLayerItWasMadeIn() {
        ConfigTree overlay = Configs.load("\ntraining:\n  stages: [8, x]\n", "quick.yaml");
        assertEquals(
                "Config 'quick.yaml', line 3, column 15, key 'training.stages[1]': "
                        + "expected a whole number, found 'x'.",
                complaint(() -> BASE.merge(overlay).as(Run.class)));
    }

    @Test
    void settingsChangeSingleValues() {
        Run run = BASE.set("training.batchSize=2")
                .set("training.learningRate = 1e-3")
                .set("training.stages=[1, 2]")
                .set("name=a=b")
                .set("weights=C:\\models\\vit.pth")
                .as(Run.class);
        assertEquals(new Run("a=b", Optional.of("C:\\models\\vit.pth"), new Training(2, 1e-3, List.of(1, 2))), run);
    }

    @Test
    void anEmptySettingTakesAnOptionalAway() {
        assertEquals(
                Optional.empty(),
                BASE.set("weights=a").set("weights=").as(Run.class).weights());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        training.batchsize=2   | : unknown key; nearest known key is 'training.batchSize'. Known keys: name, weights, training.batchSize, training.learningRate, training.stages.
        batchSize=2            | : unknown key; nearest known key is 'training.batchSize'. Known keys: name, weights, training.batchSize, training.learningRate, training.stages.
        momentum=0             | : unknown key. Known keys: name, weights, training.batchSize, training.learningRate, training.stages.
        name.first=x           | : unknown key. Known keys: name, weights, training.batchSize, training.learningRate, training.stages.
        training=2             | , key 'training': expected keys with values, found 2.
        training.batchSize     | : expected key=value, such as training.batchSize=2.
        =2                     | : expected key=value, such as training.batchSize=2.
        name=a: b              | : expected a value or a list, found keys with values. Put text that holds ': ' in quotes.
        training.batchSize=1.5 | , key 'training.batchSize': expected a whole number, found 1.5.
        training.batchSize=0   | , key 'training.batchSize': batchSize must be at least 1, got 0.
        training.stages=[1,x]  | , key 'training.stages[1]': expected a whole number, found 'x'.
        """)
    void namesTheSettingThatIsWrong(String setting, String complaint) {
        assertEquals(
                "Setting '" + setting + "'" + complaint,
                complaint(() -> BASE.set(setting).as(Run.class)));
    }

    private static String complaint(Runnable work) {
        return assertThrows(SamdaException.class, work::run).getMessage();
    }
}
