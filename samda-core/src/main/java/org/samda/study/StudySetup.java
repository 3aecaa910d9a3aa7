// SPDX-License-Identifier: Apache-2.0
package org.samda.study;

import java.nio.file.Path;
import java.util.Map;
import org.samda.data.PreparedStore;
import org.samda.experiment.EncoderKind;
import org.samda.experiment.RunConfig;

/**
 * Where and how a study is made on this machine.
 *
 * @param data     folder that the study's data sets are in
 * @param out      folder that gets everything
 * @param prepared where prepared images are kept from run to run
 * @param compute  as for one run; each of the study's seeds takes the place of its seed
 * @param weights  files with the published weights of the generic encoders that need some
 */
public record StudySetup(
        Path data,
        Path out,
        PreparedStore.Location prepared,
        RunConfig.Compute compute,
        Map<EncoderKind, Path> weights) {

    public StudySetup {
        data = data.toAbsolutePath().normalize();
        out = out.toAbsolutePath().normalize();
        weights = Map.copyOf(weights);
    }

    /** The folder of all runs. */
    Path runs() {
        return out.resolve("runs");
    }

    RunConfig.Compute compute(long seed) {
        return new RunConfig.Compute(
                seed, compute.threads(), compute.device(), compute.precision(), compute.maxMemory());
    }
}
