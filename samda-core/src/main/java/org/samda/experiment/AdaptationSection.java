// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.samda.domainshift.FeatureDistance;
import org.samda.domainshift.ObjectStatistics;
import org.samda.domainshift.Verdict;
import org.samda.image.PixelSize;

/** The part of a run's report that shows the adaptation without labels of the target, with the verdict in front. */
final class AdaptationSection {
    private static final double NM_PER_UM = 1000;
    private static final String NOTES = """
            <p>Features are taken at a few positions of each patch. MMD: unbiased, five Gaussian kernels; about 0 where the domains are alike, and by chance up to the figure in brackets.
            Fr&eacute;chet: squared, over the domains' variance; full covariances of low rank, too large for so few patches, the same
            before as after. To learnt: the target now against the source as the decoder learnt it. Kept: part of the variance that is
            left. Uncertain: more than half of the possible entropy. KS: distance of the distributions of elongation and solidity from
            the source's, 0 to 1. Objects are connected foreground in a patch, cut off at its border in both domains;
            those below a tenth of the annotated ones' median area are specks and not counted among them.</p>
            """;

    private final AdaptationView view;

    private AdaptationSection(AdaptationView view) {
        this.view = view;
    }

    /** As HTML; empty for a run without {@code adaptation.json}. */
    static String of(Path run) {
        return AdaptationView.read(run)
                .map(view -> new AdaptationSection(view).html())
                .orElse("");
    }

    private String html() {
        return "<h2>The adaptation, without labels</h2>" + verdict(view.verdict())
                + view.undone()
                        .map(reason -> "<p><b>" + HtmlText.escaped(reason) + "</b></p>")
                        .orElse("")
                + String.format(
                        Locale.ROOT,
                        "<p>Seen on %d patches of target and %d of source training images. No label of the target is used; this can warn, it cannot prove.</p>",
                        view.targetPatches(),
                        view.sourcePatches())
                + view.missing().stream()
                        .map(line -> "<p>Missing: " + HtmlText.escaped(line) + "</p>")
                        .collect(Collectors.joining())
                + features() + predictions() + NOTES;
    }

    private static String verdict(Verdict verdict) {
        String colour = switch (verdict.outcome()) {
            case FIT -> "#dfd";
            case DOUBTFUL -> "#ffd";
            case UNFIT -> "#fdd";
            case UNKNOWN -> "#eee";
        };
        return "<p style=\"background:" + colour + ";padding:1rem\"><b>" + HtmlText.escaped(verdict.conclusion())
                + "</b> " + HtmlText.escaped(String.join(" ", verdict.reasons())) + "</p>";
    }

    private String features() {
        return "<table><tr><th>features<th>weights<th>MMD<th>to learnt<th>Fr&eacute;chet<th>to learnt<th>kept<th>effective rank</tr>"
                + view.states().get(0).branches().stream()
                        .map(branch -> rows(branch.name()))
                        .collect(Collectors.joining())
                + "</table>";
    }

    private String rows(String name) {
        return view.states().stream()
                .flatMap(state -> state.branches().stream()
                        .filter(branch -> branch.name().equals(name))
                        .map(branch -> row(state, branch)))
                .collect(Collectors.joining());
    }

    private static String row(AdaptationView.State state, AdaptationView.Branch branch) {
        return "<tr><td>" + branch.name() + "<td>" + after(state) + "<td>" + mmd(branch.distance()) + "<td>"
                + mmd(branch.toLearnt()) + "<td>" + figure(branch.distance(), FeatureDistance::relativeFrechet) + "<td>"
                + figure(branch.toLearnt(), FeatureDistance::relativeFrechet) + "<td>"
                + figure(branch.kept(), kept -> kept) + "<td>"
                + number(branch.spread().effectiveRank()) + "</tr>";
    }

    private String predictions() {
        return "<table><tr><th>predictions on the target<th>entropy, bit<th>uncertain<th>foreground<th>objects per "
                + (view.pixelSize().isPresent() ? "&micro;m&sup2;" : "Mpx") + "<th>median area, "
                + (view.pixelSize().isPresent() ? "&micro;m&sup2;" : "px")
                + "<th>elongation<th>solidity<th>KS<th>specks</tr>"
                + view.states().stream().map(this::row).collect(Collectors.joining())
                + view.annotated()
                        .map(source -> "<tr><td><i>source, annotated</i><td><td>" + objects(source) + "<td><td>"
                                + source.specks() + "</tr>")
                        .orElse("")
                + "</table>";
    }

    private String row(AdaptationView.State state) {
        return "<tr><td>" + after(state) + "<td>"
                + String.format(
                        Locale.ROOT,
                        "%.3f<td>%.1f %%",
                        state.certainty().entropyBits(),
                        100 * state.certainty().uncertainShare())
                + objects(state.objects()) + "<td>"
                + state.comparison()
                        .map(c -> number(c.elongationDistance()) + ", " + number(c.solidityDistance()))
                        .orElse("")
                + "<td>" + state.objects().specks() + "</tr>";
    }

    private String objects(ObjectStatistics objects) {
        double pixel =
                view.pixelSize().map(AdaptationSection::squareMicrometres).orElse(1.0);
        double unit =
                view.pixelSize().map(size -> 1e6 * squareMicrometres(size)).orElse(1.0);
        return String.format(Locale.ROOT, "<td>%.1f %%<td>", 100 * objects.foregroundShare())
                + number(objects.perMegapixel() / unit) + "<td>" + number(objects.medianAreaPx() * pixel) + "<td>"
                + number(objects.medianElongation()) + "<td>" + number(objects.medianSolidity());
    }

    private static double squareMicrometres(PixelSize size) {
        return size.xNm() / NM_PER_UM * (size.yNm() / NM_PER_UM);
    }

    private static String after(AdaptationView.State state) {
        return state.step() == 0 ? "at the start" : "after step " + state.step();
    }

    private static String mmd(Optional<FeatureDistance> distance) {
        return distance.map(d -> String.format(Locale.ROOT, "%.3f (%.3f)", d.mmd(), d.chance()))
                .orElse("");
    }

    private static <T> String figure(Optional<T> of, Function<T, Double> figure) {
        return of.map(value -> number(figure.apply(value))).orElse("");
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "none" : String.format(Locale.ROOT, "%.3g", value);
    }
}
