// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.samda.SamdaException;
import org.samda.catalog.EncoderCatalog;
import org.samda.catalog.EncoderDescriptor;
import org.samda.catalog.Publication;
import org.samda.image.LargestComponent;
import org.samda.inference.EncoderDescription;
import org.samda.inference.ModelDescription;
import org.samda.inference.ModelFile;
import org.samda.model.SamdaModel;
import org.samda.torch.Engine;
import org.samda.training.EncoderTraining;
import org.samda.training.StepWeights;
import org.samda.training.TrainingLoop;

/** What a run leaves behind for others: {@code model.samda}, {@code run.json} and the report. */
final class RunResult {
    private static final String TRAINED = "Trained by the run itself.";

    private final RunFolder run;
    private final RunConfig config;
    private final RunModel model;
    private final LargestComponent postProcessing;

    RunResult(RunFolder run, RunConfig config, RunModel model, LargestComponent postProcessing) {
        this.postProcessing = postProcessing;
        this.run = run;
        this.config = config;
        this.model = model;
    }

    /**
     * Puts the weights after the last finished step of an earlier run into a new model; those of a plain U-Net are a warm
     * start for one with a generic encoder (PAPER row 5).
     */
    static void restoreLast(Path from, SamdaModel network) {
        StepWeights.startFrom(from, lastStep(from), network);
    }

    /** The last step of an earlier run that ran to its end. */
    static int lastStep(Path from) {
        return List.of(3, 2, 1).stream()
                .filter(step -> TrainingLoop.hasFinished(from, step))
                .findFirst()
                .orElseThrow(() -> new SamdaException(
                        "The run '%s' has no finished step to start from. Let its training finish first: start the same command again."
                                .formatted(from)));
    }

    /** Writes the model last but for the report, so that a model file means that training has finished. */
    void write(SamdaModel network, RunRecord record, StepScores scores) {
        record.write(run.path("run.json"));
        network.mergeLora();
        ModelFile.write(
                run.path("model.samda"),
                description(network, record, scores),
                network,
                ModelCard.of(config, record, scores, RunValidation.inWords(postProcessing, model.classes())));
        RunReport.write(run, config, record, scores);
    }

    private ModelDescription description(SamdaModel network, RunRecord record, StepScores scores) {
        return new ModelDescription(
                ModelFile.FORMAT_VERSION,
                new ModelDescription.CreatedWith(record.samda(), Engine.version(), System.getProperty("java.version")),
                model.network().withLora(Optional.empty()),
                model.plan(),
                model.classes(),
                encoder(network, record),
                postProcessing,
                provenance(record),
                metrics(scores));
    }

    /** An encoder that the run trained goes into the file; one with published weights stays in its own. */
    private Optional<EncoderDescription> encoder(SamdaModel network, RunRecord record) {
        EncoderKind kind = config.method().encoder();
        return network.hasGeneric()
                ? Optional.of(new EncoderDescription(
                        kind.toString(),
                        network.sam().hash(),
                        isTrained(kind, record),
                        isTrained(kind, record) ? TRAINED : publication(kind)))
                : Optional.empty();
    }

    /** By this run, or by one it starts from, which had the same settings. */
    private boolean isTrained(EncoderKind kind, RunRecord record) {
        boolean hadStep3 =
                config.method().steps().contains(3) && !record.shots().isEmpty();
        boolean frozen = kind.training(config) == EncoderTraining.FROZEN;
        return !frozen
                && (kind == EncoderKind.TINY
                        || hadStep3
                        || config.inputs().from().isPresent());
    }

    private static String publication(EncoderKind kind) {
        EncoderDescriptor descriptor = EncoderCatalog.load().named(kind.toString());
        Publication publication = descriptor.publication().orElseThrow();
        return "Get '%s' with 'samda models get %s', or from %s (licence: %s)."
                .formatted(descriptor.file().orElseThrow().name(), kind, publication.page(), publication.licence());
    }

    private Map<String, String> provenance(RunRecord record) {
        Map<String, String> provenance = new LinkedHashMap<>(Flattened.of(config));
        provenance.put("started", record.started());
        provenance.put("finished", record.finishedAt().orElse(""));
        provenance.put("shots", String.join(", ", record.shots()));
        provenance.put("system", record.system());
        provenance.put("deviations", String.join("; ", record.deviations()));
        record.inputs().forEach((file, sha256) -> provenance.put("input " + file, sha256));
        return provenance;
    }

    private static Map<String, Double> metrics(StepScores scores) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        scores.entries().stream()
                .filter(e -> Double.isFinite(e.scores().dice()))
                .forEach(e -> metrics.put(
                        "dice after step " + e.step() + ", " + e.testSet(),
                        e.scores().dice()));
        return metrics;
    }
}
