// SPDX-License-Identifier: Apache-2.0
package org.samda.study;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samda.experiment.Presets;
import org.samda.experiment.RunConfig;

class TrainCommandLineTest {
    @TempDir
    private Path run;

    @Test
    void namesEverythingThatIsNotThePresets() {
        RunConfig config = TinyStudy.config(
                run,
                Optional.of(Path.of("/runs/it's")),
                List.of(2, 3),
                "training.fewShot.epochs=7",
                "tiny.encoder.globalBlocks=[0, 2]",
                "encoder.tuning=lora");
        assertEquals(
                "samda train --source '/data/the source' --target /data/target --shots 2 --from '/runs/it'\\''s'"
                        + " --preset quick --mode robust --encoder tiny --steps 2,3 --seed 5 --threads 1 --device cpu"
                        + " --precision fp32 --set 'tiny.encoder.globalBlocks=[0,2]' --set 'encoder.tuning=\"lora\"'"
                        + " --set training.fewShot.epochs=7 --out /runs/new",
                TrainCommandLine.text(config, Path.of("/runs/new")));
    }

    @Test
    void theSettingsLeadBackToTheRuns() {
        RunConfig config = TinyStudy.config(
                run,
                Optional.empty(),
                List.of(1),
                "tiny.minSide=32",
                "training.source.learningRate=0.00001",
                "data.histogramMatching=false",
                "training.adaptation.pairing=random",
                "encoder.layers=[qkv]");
        List<String> settings = Presets.overrides(config);
        assertEquals(5, settings.size(), settings.toString());
        assertEquals(
                config.settings(),
                Presets.settings(config.method().preset(), config.method().mode(), settings));
    }
}
