// SPDX-License-Identifier: Apache-2.0
package org.samda.study;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.samda.SamdaException;
import org.samda.data.PreparedStore;
import org.samda.experiment.EncoderKind;
import org.samda.experiment.RunConfig;
import org.samda.inference.EncoderDescription;

/**
 * Where and how a study is made on this machine.
 *
 * @param data     folder that the study's data sets are in
 * @param out      folder that gets everything
 * @param prepared where prepared images are kept from run to run
 * @param compute  as for one run; each of the study's seeds takes the place of its seed
 * @param weights  files with the published weights of the generic encoders that need some
 * @param command  that makes the study, as a user types it
 */
public record StudySetup(
        Path data,
        Path out,
        PreparedStore.Location prepared,
        RunConfig.Compute compute,
        Map<EncoderKind, Path> weights,
        String command) {

    public StudySetup {
        data = data.toAbsolutePath().normalize();
        out = out.toAbsolutePath().normalize();
        weights = Map.copyOf(weights);
    }

    /** The folder of all runs. */
    Path runs() {
        return out.resolve("runs");
    }

    /** The file with an encoder's published weights. */
    Path weights(EncoderDescription encoder) {
        return Optional.ofNullable(weights.get(EncoderKind.named(encoder.name())))
                .orElseThrow(() -> new SamdaException(
                        "The weights of the encoder '%s' are needed, and none are named. Name them with --weights %s=FILE."
                                .formatted(encoder.name(), encoder.name())));
    }

    RunConfig.Compute compute(long seed) {
        return new RunConfig.Compute(
                seed, compute.threads(), compute.device(), compute.precision(), compute.maxMemory());
    }
}
