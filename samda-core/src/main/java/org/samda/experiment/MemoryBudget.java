// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.samda.SamdaException;
import org.samda.planning.NetworkPlan;

/**
 * How much memory a run was planned for, and what its plan gave up for that: kept with the plan.
 *
 * @param bytes      the run may take in all
 * @param reductions what was made smaller, a sentence each; empty if everything fits
 */
public record MemoryBudget(long bytes, List<String> reductions) {

    public MemoryBudget {
        reductions = List.copyOf(reductions);
    }

    /** A plan and the budget it was made for. */
    record Fitted(NetworkPlan plan, MemoryBudget budget) {}

    /**
     * Makes a plan smaller, step by step, until it fits.
     *
     * @param bytes that the run may take
     * @param need  bytes that a plan takes
     * @throws SamdaException if even the smallest plan does not fit
     */
    static Fitted fit(long bytes, NetworkPlan wanted, Planner planner, ToDoubleFunction<NetworkPlan> need) {
        NetworkPlan plan = wanted;
        while (need.applyAsDouble(plan) > bytes) {
            Optional<NetworkPlan> smaller = planner.smaller(plan);
            if (smaller.isEmpty()) {
                throw new SamdaException(String.format(
                        Locale.ROOT,
                        "The run does not fit into memory: even a batch of %d patches of %d x %d px takes about %.1f GB, expected at most %.1f GB. Allow more with --max-memory, or choose a smaller preset or encoder.",
                        plan.batchSize(),
                        plan.patch().width(),
                        plan.patch().height(),
                        need.applyAsDouble(plan) / 1e9,
                        bytes / 1e9));
            }
            plan = smaller.get();
        }
        return new Fitted(plan, new MemoryBudget(bytes, reductions(wanted, plan)));
    }

    private static List<String> reductions(NetworkPlan wanted, NetworkPlan plan) {
        List<String> reductions = new ArrayList<>();
        if (plan.batchSize() != wanted.batchSize()) {
            reductions.add("the batch has %d patches instead of %d".formatted(plan.batchSize(), wanted.batchSize()));
        }
        if (!plan.patch().equals(wanted.patch())) {
            reductions.add("a patch has %d x %d px instead of %d x %d"
                    .formatted(
                            plan.patch().width(),
                            plan.patch().height(),
                            wanted.patch().width(),
                            wanted.patch().height()));
        }
        return reductions;
    }
}
