// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.samda.SamdaException;
import org.samda.config.Configs;
import org.samda.io.AtomicFiles;
import org.samda.io.FileHashes;
import org.samda.torch.Engine;

/**
 * A run's {@code run.json}: where a model comes from, in enough detail to make it again.
 *
 * @param samda       version of this product
 * @param java        version and vendor of the Java that ran it
 * @param libtorch    version of libtorch
 * @param system      operating system and processor type
 * @param threads     of one operation
 * @param device      it computed on
 * @param precision   it computed in
 * @param seed        of every random choice
 * @param started     time of the last start
 * @param finishedAt  when it was done; empty while it runs
 * @param shots       names of the annotated target images used
 * @param inputs      SHA-256 of every file trained on (images, labels, published weights), by path
 * @param deviations  where it deviates from the paper, and why
 * @param scores      after each step, if there was something to score on
 */
public record RunRecord(
        String samda,
        String java,
        String libtorch,
        String system,
        int threads,
        String device,
        String precision,
        long seed,
        String started,
        Optional<String> finishedAt,
        List<String> shots,
        Map<String, String> inputs,
        List<String> deviations,
        Optional<StepScores> scores) {

    static RunRecord start(RunConfig config, RunModel model, TrainingData data, Engine engine, FileHashes hashes) {
        return new RunRecord(
                Version.samda(),
                System.getProperty("java.version") + ", " + System.getProperty("java.vendor"),
                Engine.version(),
                System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                        + System.getProperty("os.arch"),
                engine.threads(),
                engine.device(),
                engine.precision().name().toLowerCase(Locale.ROOT),
                config.compute().seed(),
                now(),
                Optional.empty(),
                data.shots().stream().map(image -> image.stem()).toList(),
                hashes(inputFiles(config, data), hashes),
                Deviations.of(config, model),
                Optional.empty());
    }

    private static List<Path> inputFiles(RunConfig config, TrainingData data) {
        return Stream.concat(data.inputFiles().stream(), config.inputs().weights().stream())
                .toList();
    }

    /** The same with its end, its scores, and where the run came to deviate from the paper. */
    RunRecord finished(StepScores result, List<String> further) {
        return new RunRecord(
                samda,
                java,
                libtorch,
                system,
                threads,
                device,
                precision,
                seed,
                started,
                Optional.of(now()),
                shots,
                inputs,
                Stream.concat(deviations.stream(), further.stream()).toList(),
                Optional.of(result));
    }

    /**
     * Makes sure that an earlier start of the run read the same bytes; other data would end in weights that no single
     * configuration leads to.
     *
     * @param file the earlier start's record; need not exist
     */
    void requireSameInputs(Path file) {
        if (!Files.exists(file)) {
            return;
        }
        Map<String, String> earlier = read(file).inputs();
        Stream.concat(earlier.keySet().stream(), inputs.keySet().stream())
                .distinct()
                .forEach(input -> {
                    String before = earlier.getOrDefault(input, "none");
                    String now = inputs.getOrDefault(input, "none");
                    if (!before.equals(now)) {
                        throw new SamdaException(
                                "Input '%s' has changed since the run was started: expected SHA-256 %s, found %s. Put the old file back, or choose another --out."
                                        .formatted(input, before, now));
                    }
                });
    }

    /** Reads the record of a run. */
    public static RunRecord read(Path file) {
        try {
            return Configs.figuresFromJson(Files.readString(file), file.toString(), RunRecord.class);
        } catch (IOException e) {
            throw new SamdaException("Record '%s' cannot be read: %s. Choose another run.".formatted(file, e), e);
        }
    }

    void write(Path file) {
        AtomicFiles.write(file, Configs.toJson(this).getBytes(StandardCharsets.UTF_8));
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static Map<String, String> hashes(List<Path> files, FileHashes hashes) {
        Map<String, String> named = new LinkedHashMap<>();
        files.forEach(file -> named.put(file.toString(), hashes.of(file).hex()));
        return named;
    }
}
