// SPDX-License-Identifier: Apache-2.0
package org.samda.study;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.samda.SamdaException;
import org.samda.config.Configs;
import org.samda.experiment.Flattened;
import org.samda.experiment.RunConfig;

/**
 * What a study's folder was started with: its {@code study.yaml}.
 *
 * @param study   the study
 * @param data    folder with all data
 * @param compute as for one run
 */
record StartedStudy(StudyConfig study, Path data, RunConfig.Compute compute) {
    static final String FILE = "study.yaml";

    static StartedStudy of(StudyConfig study, StudySetup setup) {
        return new StartedStudy(study, setup.data(), setup.compute());
    }

    /** Makes sure that what was there still is; whatever is added is welcome. Titles and columns may change. */
    static void requireGoesOn(Path folder, StartedStudy now) {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            return;
        }
        Map<String, String> asked = now.facts();
        List<String> differences = Configs.read(file, StartedStudy.class).facts().entrySet().stream()
                .filter(before -> !before.getValue().equals(asked.get(before.getKey())))
                .map(before -> difference(before.getKey(), before.getValue(), asked))
                .toList();
        if (!differences.isEmpty()) {
            throw new SamdaException(
                    "The study in '%s' was started with other values: %s. Seeds, shots, methods and pairs may be added, nothing changed; put the old values back, or choose another --out."
                            .formatted(folder, String.join("; ", differences)));
        }
    }

    private static String difference(String key, String before, Map<String, String> now) {
        return now.containsKey(key) ? "%s was %s, now %s".formatted(key, before, now.get(key)) : key + " was removed";
    }

    /** Everything that decides about a figure, piece by piece. */
    private Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("name", study.name());
        facts.put("preset", Configs.nameOf(study.preset()));
        facts.put("mode", Configs.nameOf(study.mode()));
        facts.put("settings", study.settings().toString());
        facts.put("data", data.toString());
        Map<String, String> machine = Flattened.of(compute);
        machine.remove("seed");
        machine.forEach((key, value) -> facts.put("compute." + key, value));
        study.seeds().forEach(seed -> facts.put("seed " + seed, "there"));
        study.shots().forEach(shots -> facts.put("shots " + shots, "there"));
        study.datasets().forEach((name, source) -> add(facts, "data set '" + name + "'", source));
        study.pairs().forEach(pair -> {
            facts.put("pair '%s' source".formatted(pair.name()), pair.source());
            facts.put("pair '%s' target".formatted(pair.name()), pair.target());
            facts.put("pair '%s' test".formatted(pair.name()), pair.test().orElse("none"));
            study.seeds().stream()
                    .filter(pair::counts)
                    .forEach(seed -> facts.put("pair '%s' seed %d".formatted(pair.name(), seed), "there"));
        });
        study.methods().forEach(method -> addMethod(facts, method));
        return facts;
    }

    private static void add(Map<String, String> facts, String what, StudyConfig.Source source) {
        Map<String, String> parts = Flattened.of(source);
        parts.remove("origin");
        parts.forEach((key, value) -> facts.put(what + " " + key, value));
    }

    private void addMethod(Map<String, String> facts, StudyConfig.Method method) {
        String what = "method '%s' ".formatted(method.name());
        facts.put(what + "encoder", method.encoder().toString());
        facts.put(what + "steps", method.steps().toString());
        facts.put(what + "settings", method.settings().toString());
        facts.put(what + "weights", method.weights().orElse("none"));
        study.shots().stream().filter(method::counts).forEach(shots -> facts.put(what + shots + " shots", "there"));
    }
}
