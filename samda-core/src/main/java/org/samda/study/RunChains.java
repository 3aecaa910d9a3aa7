// SPDX-License-Identifier: Apache-2.0
package org.samda.study;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The runs of a study with those that they start from; every directory is read once. */
final class RunChains {
    private final StudyOutcome outcome;
    private final Map<Path, RunFacts> facts = new LinkedHashMap<>();

    /** Reads the directories that there are. */
    RunChains(StudyOutcome outcome) {
        this.outcome = outcome;
        outcome.scores().stream()
                .map(StudyScore::place)
                .distinct()
                .filter(outcome.runs()::containsKey)
                .forEach(this::of);
    }

    /** All runs, each after the one it starts from, in the order of the figures. */
    Collection<RunFacts> all() {
        return Collections.unmodifiableCollection(facts.values());
    }

    /** From the first run to the one that a figure comes from; empty where that is not known. */
    List<RunFacts> of(StudyScore.Place place) {
        Set<Path> folders = new LinkedHashSet<>();
        List<RunFacts> chain = new ArrayList<>();
        Optional<Path> next = Optional.ofNullable(outcome.runs().get(place));
        while (next.isPresent() && folders.add(next.get())) {
            RunFacts run = facts.containsKey(next.get()) ? facts.get(next.get()) : RunFacts.read(next.get());
            chain.add(0, run);
            next = run.config().flatMap(config -> config.inputs().from());
        }
        chain.forEach(run -> facts.putIfAbsent(run.folder(), run));
        return chain;
    }
}
