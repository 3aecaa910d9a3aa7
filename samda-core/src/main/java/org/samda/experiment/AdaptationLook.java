// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.samda.Progress;
import org.samda.data.Batch;
import org.samda.domainshift.Evidence;
import org.samda.domainshift.ObjectComparison;
import org.samda.domainshift.Verdict;
import org.samda.domainshift.VerdictRules;
import org.samda.experiment.AdaptationView.Branch;
import org.samda.experiment.AdaptationView.State;
import org.samda.inference.PatchProbe;
import org.samda.training.StepWeights;
import org.samda.training.TrainingSetup;

/** Looks at a run's model as it was after each step, on patches of both domains, and judges without labels of the target. */
final class AdaptationLook {
    private final TrainingSetup setup;
    private final Progress progress;

    AdaptationLook(TrainingSetup setup, Progress progress) {
        this.setup = setup;
        this.progress = progress;
    }

    /** Both domains as one state of the model sees them. */
    private record Domains(int step, Optional<DomainLook> source, DomainLook target) {}

    /**
     * Puts the weights that the run began with, if it kept them, and those after each step into the model in turn; at the
     * end it holds those of the last one.
     *
     * @param steps that ran, at least one
     */
    AdaptationView look(Path run, List<Integer> steps, DomainPatches.Drawn drawn) {
        List<Integer> numbers = Stream.concat(
                        StepWeights.hasStart(run) ? Stream.of(StepWeights.START) : Stream.empty(), steps.stream())
                .toList();
        ObjectComparison.Found all = DomainLook.annotated(drawn.source());
        ObjectComparison.Found annotated = all.asObjectsAmong(all);
        List<Domains> seen = new ArrayList<>();
        List<State> states = new ArrayList<>();
        progress.start("looking at the adaptation", numbers.size());
        try {
            for (int step : numbers) {
                StepWeights.restore(run, step, setup.model());
                seen.add(domains(step, drawn));
                states.add(state(seen.get(seen.size() - 1), seen.get(0), annotated));
                progress.at(states.size(), step == StepWeights.START ? "start" : "step " + step);
            }
        } finally {
            progress.end();
        }
        List<String> missing = new ArrayList<>(drawn.missing());
        if (states.size() == 1) {
            missing.add("There is no earlier state of the model to compare with: one step ran, from random weights.");
        }
        return new AdaptationView(
                drawn.source().stream().mapToInt(Batch::n).sum(),
                drawn.target().stream().mapToInt(Batch::n).sum(),
                drawn.pixelSize(),
                annotated.shapes().isEmpty() ? Optional.empty() : Optional.of(annotated.statistics()),
                states,
                missing,
                verdict(states),
                Optional.empty());
    }

    private Domains domains(int step, DomainPatches.Drawn drawn) {
        PatchProbe probe = new PatchProbe(setup.model(), setup.engine());
        return new Domains(
                step,
                drawn.source().isEmpty() ? Optional.empty() : Optional.of(DomainLook.at(drawn.source(), probe)),
                DomainLook.at(drawn.target(), probe));
    }

    private static State state(Domains now, Domains first, ObjectComparison.Found annotated) {
        ObjectComparison.Found objects = now.target().objects().asObjectsAmong(annotated);
        return new State(
                now.step(),
                now.target().branches().keySet().stream()
                        .map(name -> branch(name, now, first))
                        .toList(),
                now.target().certainty(),
                now.source().map(DomainLook::certainty),
                objects.statistics(),
                annotated.shapes().isEmpty() ? Optional.empty() : Optional.of(ObjectComparison.of(objects, annotated)));
    }

    private static Branch branch(String name, Domains now, Domains first) {
        DomainLook.Sampled target = now.target().branches().get(name);
        return new Branch(
                name,
                now.source().map(source -> source.branches().get(name).to(target)),
                first.source()
                        .filter(source -> now.step() < 3)
                        .map(source -> source.branches().get(name).to(target)),
                target.spread(),
                now.step() == first.step()
                        ? Optional.empty()
                        : Optional.of(target.spread()
                                .kept(first.target().branches().get(name).spread())));
    }

    private static Verdict verdict(List<State> states) {
        State last = states.get(states.size() - 1);
        Optional<Evidence.Adaptation> adaptation = adaptation(states);
        Evidence.Certainty certainty = new Evidence.Certainty(
                states.size() > 1 ? Optional.of(states.get(0).certainty()) : Optional.empty(), last.certainty());
        return VerdictRules.judge(
                new Evidence(adaptation, Optional.of(certainty), last.comparison(), last.step() == 3));
    }

    /** Of the branch that step 2 trains: the generic one, or else the U-Net. */
    private static Optional<Evidence.Adaptation> adaptation(List<State> states) {
        Map<Boolean, Branch> branches = new TreeMap<>();
        states.stream()
                .filter(state -> state.step() <= 2)
                .forEach(state ->
                        branches.put(state.step() == 2, state.branches().get(0)));
        Optional<Branch> before = Optional.ofNullable(branches.get(false));
        Optional<Branch> after = Optional.ofNullable(branches.get(true));
        return before.flatMap(from -> after.flatMap(to -> from.toLearnt()
                .flatMap(distance -> to.toLearnt()
                        .map(closer -> new Evidence.Adaptation(distance, closer, from.spread(), to.spread())))));
    }
}
