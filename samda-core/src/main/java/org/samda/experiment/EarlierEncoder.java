// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import java.nio.file.Path;
import java.util.Optional;
import org.samda.SamdaException;
import org.samda.config.Configs;
import org.samda.io.Sha256;

/**
 * The generic encoder of a run that another starts from.
 *
 * @param run     the earlier run's folder
 * @param config  of the earlier run
 * @param weights SHA-256 of the file its encoder's published weights were read from
 */
record EarlierEncoder(Path run, RunConfig config, Optional<String> weights) {

    static EarlierEncoder of(Path run) {
        RunConfig config = Configs.read(run.resolve("config.yaml"), RunConfig.class);
        Optional<String> weights = config.inputs()
                .weights()
                .map(file -> RunRecord.read(run.resolve("run.json")).inputs().get(file.toString()));
        return new EarlierEncoder(run, config, weights);
    }

    /** Makes sure that a run can go on with what the earlier one left of the encoder. */
    void requireFits(RunConfig later) {
        EncoderKind before = config.method().encoder();
        EncoderKind now = later.method().encoder();
        if (before != now) {
            throw refused("it has the encoder '%s', this run '%s'. Use --encoder as there".formatted(before, now));
        }
        EncoderTuning tuned = config.settings().encoder();
        if (tuned.tuning() != EncoderTuning.Tuning.FROZEN
                && !tuned.equals(later.settings().encoder())) {
            throw refused(
                    "its encoder was trained with other settings (encoder.tuning=%s). Use the settings 'encoder' as there"
                            .formatted(Configs.nameOf(tuned.tuning())));
        }
        later.inputs().weights().ifPresent(file -> {
            String found = Sha256.of(file).hex();
            if (weights.isPresent() && !weights.get().equals(found)) {
                throw refused("its encoder's weights have SHA-256 %s, those of '%s' have %s. Use --weights as there"
                        .formatted(weights.get(), file, found));
            }
        });
    }

    private SamdaException refused(String why) {
        return new SamdaException(
                "The run '%s' cannot be started from: %s, or start --from a plain U-Net's run.".formatted(run, why));
    }
}
