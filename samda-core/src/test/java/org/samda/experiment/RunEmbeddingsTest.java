// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samda.Progress;
import org.samda.bank.BankForecast;
import org.samda.bank.EntryShape;
import org.samda.bank.StoredPrecision;
import org.samda.data.Plan;
import org.samda.data.TrainingImage;
import org.samda.training.EmbeddingConfig.Source;

class RunEmbeddingsTest {
    private static final String BANK = "training.embeddings.source=bank";

    @TempDir
    private Path folder;

    private Path data;

    @BeforeEach
    void makeData() {
        data = folder.resolve("data");
        TinyRun.makeData(data);
    }

    @Test
    void theBankIsForStepsThatDoNotTrainTheEncoder() {
        RunConfig tiny = TinyRun.config(data, BANK);
        assertEquals(List.of(Source.ENCODE, Source.BANK, Source.BANK), sources(tiny));
        assertEquals(List.of(Source.ENCODE, Source.ENCODE, Source.ENCODE), sources(TinyRun.config(data)));
        assertEquals(List.of(Source.BANK, Source.BANK, Source.BANK), sources(published()));
        assertEquals(List.of(Source.BANK, Source.BANK, Source.ENCODE), sources(published("encoder.tuning=lora")));
        assertEquals(List.of(Source.BANK, Source.BANK, Source.ENCODE), sources(published("encoder.tuning=full")));
        assertEquals(
                List.of(Source.LATTICE, Source.LATTICE, Source.LATTICE),
                sources(published("training.embeddings.source=lattice")));
        RunConfig none = TinyRun.config(TinyRun.inputs(data), List.of(1, 2, 3), EncoderKind.NONE, BANK);
        assertEquals(List.of(Source.ENCODE, Source.ENCODE, Source.ENCODE), sources(none));
    }

    @Test
    void aRunWithTheBankIsTheRunThatComputesAllAndTheNextFindsAllDone() throws IOException {
        List<String> cold = train("one", BANK);
        List<String> warm = train("two", BANK);
        train("three", "training.embeddings.source=lattice");
        byte[] metrics = Files.readAllBytes(folder.resolve("one/metrics.csv"));
        assertEquals(-1, java.util.Arrays.mismatch(metrics, Files.readAllBytes(folder.resolve("two/metrics.csv"))));
        assertEquals(-1, java.util.Arrays.mismatch(metrics, Files.readAllBytes(folder.resolve("three/metrics.csv"))));
        assertEquals(2, forecasts(cold).size(), cold.toString());
        assertTrue(forecasts(cold).get(0).startsWith("embedding bank, step 2: "), cold.toString());
        assertTrue(forecasts(cold).get(1).startsWith("embedding bank, step 3: "), cold.toString());
        assertEquals(
                2,
                warm.stream()
                        .filter(line -> line.contains(" reused, 0 computed "))
                        .count(),
                warm.toString());
        assertFalse(cold.stream().anyMatch(line -> line.contains(" reused, 0 computed ")), cold.toString());
        try (Stream<Path> files = Files.list(folder.resolve("embeddings"))) {
            assertTrue(files.count() > 0);
        }
    }

    @Test
    void moreIsNeverComputedThanWasTold() {
        RunConfig config = TinyRun.config(data, BANK);
        TrainingData opened = TrainingData.open(config);
        RunModel model = RunModel.plan(config, opened);
        List<Long> computed = train("run", BANK).stream()
                .map(Pattern.compile("embedding bank: \\d+ reused, (\\d+) computed.*")::matcher)
                .filter(Matcher::matches)
                .map(found -> Long.parseLong(found.group(1)))
                .toList();
        assertEquals(2, computed.size());
        for (int step : List.of(2, 3)) {
            long passes = computed.get(step - 2);
            long told = BankNeed.of(step, config, opened, model).passes();
            assertTrue(passes > 0 && passes <= told, passes + " of " + told + " in step " + step);
        }
        assertEquals(BankForecast.NOTHING, BankNeed.of(1, config, opened, model));
    }

    @Test
    void whatAStepNeedsIsWorkedOutByHand() {
        RunConfig config = TinyRun.config(data, BANK);
        Plan plan = RunModel.plan(config, TrainingData.open(config)).plan();
        assertEquals(32, plan.patchWidth());
        BankNeed need = new BankNeed(config, plan, new EntryShape(8, 2, 2, StoredPrecision.BF16));
        // 64 x 48 px: 3 x 2 tiles; 8 symmetries; 2 epochs of 2 batches of 2 patches.
        BankForecast supervised = need.supervised(1, Stream.of(new TrainingImage.Size(64, 48)));
        assertEquals(new BankForecast(48, 8, 8, 64), supervised);
        assertEquals(512, supervised.bytes());
        // 2 epochs of 2 pairs, each chosen among 4 source patches: 16 and 4 draws.
        BankForecast adaptation =
                need.adaptation(Stream.of(new TrainingImage.Size(64, 48)), Stream.of(new TrainingImage.Size(20, 32)));
        assertEquals(new BankForecast(7, 20, 7, 64), adaptation);
    }

    private RunConfig published(String... settings) {
        RunConfig.Inputs inputs = TinyRun.inputs(data);
        return TinyRun.config(
                new RunConfig.Inputs(
                        inputs.source(),
                        inputs.target(),
                        inputs.test(),
                        inputs.shots(),
                        inputs.shotIds(),
                        inputs.from(),
                        Optional.of(data.resolve("weights.pth"))),
                List.of(1, 2, 3),
                EncoderKind.SAM_B,
                settings);
    }

    private static List<Source> sources(RunConfig config) {
        return Stream.of(1, 2, 3)
                .map(step -> RunEmbeddings.source(config, step))
                .toList();
    }

    private static List<String> forecasts(List<String> log) {
        return log.stream()
                .filter(line -> line.startsWith("embedding bank, step"))
                .toList();
    }

    private List<String> train(String name, String setting) {
        List<String> log = new ArrayList<>();
        Path run = folder.resolve(name);
        new TrainingRun(TinyRun.config(data, setting), run, TinyRun.prepared(run), Progress.NONE, log::add).run();
        return log;
    }
}
