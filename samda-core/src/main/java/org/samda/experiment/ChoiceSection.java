// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The part of a run's report that says which weights were chosen, by what rule, and what the oracle would have had. */
final class ChoiceSection {
    private static final String WARNING = "It cannot be had honestly: choosing it takes the labels of the test set."
            + " What is in model.samda does not depend on it.";

    private ChoiceSection() {}

    /** As HTML; empty for a run without {@code oracle.json}. */
    static String of(Path run) {
        return Oracle.read(run).map(ChoiceSection::html).orElse("");
    }

    private static String html(Oracle oracle) {
        return "<h2>Chosen weights</h2><p>model.samda holds <b>" + HtmlText.escaped(oracle.chosen()) + "</b>. "
                + HtmlText.escaped(oracle.rule()) + "</p>"
                + oracle.testSets().stream().map(ChoiceSection::html).collect(Collectors.joining());
    }

    private static String html(Oracle.TestSet test) {
        Optional<Oracle.Candidate> best = test.best();
        return "<p>" + HtmlText.escaped(test.name()) + ": Dice of the checkpoints that the run has had</p>"
                + "<table><tr><th>checkpoint<th>Dice<th></tr>"
                + test.candidates().stream()
                        .map(candidate ->
                                row(candidate, best.filter(candidate::equals).isPresent()))
                        .collect(Collectors.joining())
                + "</table>"
                + best.map(oracle -> inWords(oracle, test.chosen())).orElse("");
    }

    private static String row(Oracle.Candidate candidate, boolean best) {
        String note = (candidate.chosen() ? "chosen" : "")
                + (candidate.chosen() && best ? "; " : "")
                + (best ? "oracle: best on the test labels" : "");
        return String.format(
                Locale.ROOT,
                "<tr><td>%s<td>%.3f<td>%s</tr>",
                HtmlText.escaped(candidate.name()),
                candidate.dice(),
                note);
    }

    private static String inWords(Oracle.Candidate best, Oracle.Candidate chosen) {
        return "<p>"
                + (best.chosen()
                        ? "The oracle is the chosen checkpoint."
                        : String.format(
                                Locale.ROOT,
                                "Oracle: %.3f, %.3f more than the chosen one. %s",
                                best.dice(),
                                best.dice() - chosen.dice(),
                                WARNING))
                + "</p>";
    }
}
