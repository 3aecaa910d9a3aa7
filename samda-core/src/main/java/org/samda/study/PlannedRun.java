// SPDX-License-Identifier: Apache-2.0
package org.samda.study;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import org.samda.experiment.RunConfig;

/**
 * One step of a method: a training run that every figure which needs it shares.
 *
 * @param name    its folder below that of all runs, with forward slashes
 * @param folder  its run directory
 * @param config  what it does
 * @param pair    name of the pair
 * @param chain   the steps of the paper up to and with this one
 * @param changes settings in which it and the runs before differ from the study's, as parts of its name
 * @param parent  the run it starts from
 */
record PlannedRun(
        String name,
        Path folder,
        RunConfig config,
        String pair,
        List<Integer> chain,
        SortedSet<String> changes,
        Optional<PlannedRun> parent) {

    int step() {
        return chain.get(chain.size() - 1);
    }

    int shots() {
        return config.inputs().shots().orElse(0);
    }

    long seed() {
        return config.compute().seed();
    }

    /** Runs of one kind take about the same time. */
    String kind() {
        return config.method().encoder() + ", step " + step();
    }
}
