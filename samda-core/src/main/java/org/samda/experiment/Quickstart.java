// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.samda.Progress;
import org.samda.SamdaException;
import org.samda.config.Configs;
import org.samda.data.PreparedStore;
import org.samda.image.VolumeSize;
import org.samda.io.AtomicFiles;
import org.samda.phantom.PhantomDomain;

/**
 * {@code samda quickstart}: the whole story on generated data. A FIB-SEM-like source, an ssTEM-like target of which a few
 * images are annotated, the three steps, and for comparison the same network trained on the shots alone.
 */
public final class Quickstart {
    private static final int SHOTS = 4;
    private static final int SIDE = 256;
    private static final double PIXEL_SCALE = 3;
    private static final int SOURCE_IMAGES = 16;
    private static final int TARGET_IMAGES = 10;
    private static final int TEST_IMAGES = 8;
    /** Far more than its images take. */
    private static final long PREPARED_BYTES = 1L << 30;

    private static final String TARGET = "target";
    private static final String SOURCE_TEST = "source-test";

    private final Path folder;
    private final RunConfig.Compute compute;
    private final List<String> settings;
    private final Progress progress;
    private final Consumer<String> log;

    /**
     * @param folder   gets everything: {@code data/}, {@code prepared/}, {@code runs/}, {@code results.json}, {@code summary.txt}
     * @param settings changes to the quickstart's settings
     */
    public Quickstart(
            Path folder, RunConfig.Compute compute, List<String> settings, Progress progress, Consumer<String> log) {
        this.folder = folder.toAbsolutePath().normalize();
        this.compute = compute;
        this.settings = List.copyOf(settings);
        this.progress = progress;
        this.log = log;
    }

    /**
     * What came out ({@code results.json}; CLI, "A run directory"). All figures are pooled Dice.
     *
     * @param dice       on the target's test images after step 1, 2 and 3
     * @param shots      annotated target images used
     * @param seconds    in all
     * @param sourceDice on source test images after step 1
     * @param shotsAlone on the target's test images, of the same network trained on the shots only
     */
    public record Results(Dice dice, int shots, double seconds, double sourceDice, double shotsAlone) {}

    /**
     * @param noAdaptation after step 1
     * @param zeroShot     after step 2
     * @param fewShot      after step 3
     */
    public record Dice(double noAdaptation, double zeroShot, double fewShot) {}

    /** Does everything that is not done yet; started again after a kill it goes on. */
    public Results run() {
        long start = System.nanoTime();
        if (Files.exists(folder.resolve("results.json"))) {
            throw new SamdaException("'%s' holds a finished quickstart. Choose another --out.".formatted(folder));
        }
        makeData();
        log.accept("== The three steps, with " + SHOTS + " annotated target images ==");
        StepScores adapted = train("adapted", List.of(1, 2, 3));
        log.accept("== For comparison: the same network, trained on the same " + SHOTS + " images alone ==");
        StepScores alone = train("shots-alone", List.of(3));
        Results results = new Results(
                new Dice(dice(adapted, 1, TARGET), dice(adapted, 2, TARGET), dice(adapted, 3, TARGET)),
                SHOTS,
                (System.nanoTime() - start) / 1e9,
                dice(adapted, 1, SOURCE_TEST),
                dice(alone, 3, TARGET));
        String summary = summary(results);
        AtomicFiles.write(folder.resolve("summary.txt"), summary.getBytes(StandardCharsets.UTF_8));
        AtomicFiles.write(
                folder.resolve("results.json"), Configs.toJson(results).getBytes(StandardCharsets.UTF_8));
        log.accept(summary);
        return results;
    }

    private StepScores train(String name, List<Integer> steps) {
        RunConfig config = new RunConfig(
                new RunConfig.Inputs(
                        steps.contains(1) ? Optional.of(folder.resolve("data").resolve("source")) : Optional.empty(),
                        Optional.of(folder.resolve("data").resolve(TARGET)),
                        Optional.of(folder.resolve("data").resolve(SOURCE_TEST)),
                        Optional.of(SHOTS),
                        List.of(),
                        Optional.empty(),
                        Optional.empty()),
                new RunConfig.Method(RunConfig.Preset.QUICK, RunConfig.Mode.ROBUST, EncoderKind.TINY, steps),
                compute,
                Presets.quickstart(settings));
        PreparedStore.Location prepared = new PreparedStore.Location(folder.resolve("prepared"), PREPARED_BYTES);
        return new TrainingRun(config, folder.resolve("runs").resolve(name), prepared, progress, log).run();
    }

    private void makeData() {
        long seed = compute.seed() * 1000;
        write("source", PhantomDomain.FIB_SEM, SOURCE_IMAGES, seed);
        write(SOURCE_TEST, PhantomDomain.FIB_SEM, TEST_IMAGES, seed + 200);
        write(TARGET, PhantomDomain.SS_TEM, TARGET_IMAGES + TEST_IMAGES, seed + 400);
    }

    /** Independent single sections; the last ones of the target are its test images. */
    private void write(String name, PhantomDomain domain, int images, long seed) {
        Path out = folder.resolve("data").resolve(name);
        if (Files.exists(out.resolve("dataset.yaml"))) {
            return;
        }
        PhantomData data = new PhantomData(domain.coarser(PIXEL_SCALE), new VolumeSize(SIDE, SIDE, 1), images, seed);
        data.writeAs(name, out, name.equals(TARGET) ? TEST_IMAGES : 0, progress);
    }

    private static double dice(StepScores scores, int step, String test) {
        return scores.dice(step, test).orElseThrow();
    }

    private String summary(Results results) {
        Map<String, Double> lines = new LinkedHashMap<>();
        lines.put("source test images, after step 1 (trained on the source)", results.sourceDice());
        lines.put("target, no adaptation (after step 1)", results.dice().noAdaptation());
        lines.put(
                "target, zero shots (after step 2, adapted without labels)",
                results.dice().zeroShot());
        lines.put(
                "target, " + results.shots() + " shots (after step 3)",
                results.dice().fewShot());
        lines.put("target, trained on the " + results.shots() + " shots alone", results.shotsAlone());
        StringBuilder text = new StringBuilder("Dice (1 is perfect), generated data, seed " + compute.seed() + ":\n");
        lines.forEach((what, dice) -> text.append(String.format(Locale.ROOT, "  %-60s %.3f%n", what, dice)));
        double step2 = results.dice().zeroShot() - results.dice().noAdaptation();
        text.append(String.format(
                Locale.ROOT,
                "Step 2 changed the Dice on the target by %+.3f; step 3 brought it to %+.3f above no adaptation%nand %+.3f above the shots alone. %.0f s in all.%n",
                step2,
                results.dice().fewShot() - results.dice().noAdaptation(),
                results.dice().fewShot() - results.shotsAlone(),
                results.seconds()));
        text.append("Pictures and curves: " + folder.resolve("runs/adapted/report/index.html") + "\n");
        return text.toString();
    }
}
