// SPDX-License-Identifier: Apache-2.0
package org.samda.domainshift;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.samda.domainshift.Verdict.Outcome;

/**
 * Turns evidence into a verdict, by thresholds that stand here and nowhere else.
 *
 * <p>Unfit: the features collapsed, nothing is found, or the objects differ from the source's by more than a factor of 3 in
 * number, median area or share of pixels. Doubtful: by more than a factor of 2, or distributions of elongation or solidity
 * that hardly overlap, the domains drifted apart, or 30 % of the pixels are uncertain. What went wrong with the features in
 * step 2 counts less once step 3 has trained the decoder on the target: a collapse is doubtful then, a drift is only told.
 * Without anything to compare with there is no verdict.
 */
public final class VerdictRules {
    /** A distance that falls to this part, or rises to its inverse, has changed. */
    private static final double CHANGED_DISTANCE = 0.8;
    /** And by at least this much. */
    private static final double LEAST_CHANGE = 0.02;
    /** Variance left over of before, as the guard of step 2 has it by default. */
    private static final double COLLAPSED_VARIANCE = 0.1;
    /** Effective rank left over of before. */
    private static final double COLLAPSED_RANK = 0.5;
    /** Entropy of predictions that falls to this part, or rises to its inverse, has changed. */
    private static final double CHANGED_ENTROPY = 0.9;

    private static final double MANY_UNCERTAIN = 0.3;
    private static final double ODD = 2;
    private static final double FOREIGN = 3;
    private static final double ODD_DISTRIBUTION = 0.5;

    private final List<String> reasons = new ArrayList<>();
    private Outcome outcome = Outcome.FIT;

    private VerdictRules() {}

    /** The verdict on this evidence. */
    public static Verdict judge(Evidence evidence) {
        VerdictRules rules = new VerdictRules();
        evidence.adaptation().ifPresent(adaptation -> rules.judgeAdaptation(adaptation, evidence.hadShots()));
        evidence.certainty().ifPresent(rules::judgeCertainty);
        evidence.objects().ifPresent(rules::judgeObjects);
        if (rules.outcome == Outcome.FIT && evidence.objects().isEmpty()) {
            rules.outcome = Outcome.UNKNOWN;
            rules.say("There are no annotated source objects to compare the predicted ones with.");
        }
        return new Verdict(rules.outcome, conclusion(rules.outcome, evidence.hadShots()), rules.reasons);
    }

    private static String conclusion(Outcome outcome, boolean hadShots) {
        return switch (outcome) {
            case FIT -> "Fit to use: check a few sections.";
            case DOUBTFUL -> "Look at many sections before use.";
            case UNFIT ->
                hadShots
                        ? "Do not use: look at the segmentation of the shots, and annotate more."
                        : "Do not use without shots: annotate a few images of the target.";
            case UNKNOWN -> "No verdict: check sections by eye.";
        };
    }

    /** @param trainedSince whether step 3 has trained the decoder on the target since, so that a mishap may be over */
    private void judgeAdaptation(Evidence.Adaptation adaptation, boolean trainedSince) {
        FeatureSpread before = adaptation.spreadBefore();
        FeatureSpread after = adaptation.spreadAfter();
        double kept = after.kept(before);
        if (!(kept >= COLLAPSED_VARIANCE) || after.effectiveRank() < COLLAPSED_RANK * before.effectiveRank()) {
            worsen(trainedSince ? Outcome.DOUBTFUL : Outcome.UNFIT);
            say(String.format(
                    Locale.ROOT,
                    "The features collapsed in step 2: %.0f %% of their variance is left, the effective rank went from %.1f to %.1f.",
                    100 * kept,
                    before.effectiveRank(),
                    after.effectiveRank()));
        } else {
            judgeDistance(adaptation.before(), adaptation.after().mmd(), trainedSince);
        }
    }

    private void judgeDistance(FeatureDistance before, double to, boolean trainedSince) {
        double from = before.mmd();
        if (from - to >= LEAST_CHANGE && to <= CHANGED_DISTANCE * from) {
            say(String.format(
                    Locale.ROOT, "Step 2 brought the domains closer (MMD %.2f -> %.2f) without collapse.", from, to));
        } else if (to - from >= LEAST_CHANGE && from <= CHANGED_DISTANCE * to) {
            worsen(trainedSince ? Outcome.FIT : Outcome.DOUBTFUL);
            say(String.format(
                    Locale.ROOT,
                    "Step 2 drove the domains apart (MMD %.2f -> %.2f)%s.",
                    from,
                    to,
                    trainedSince ? "; step 3 has trained the decoder on the target since" : ""));
        } else {
            say(String.format(Locale.ROOT, "Step 2 changed nothing that matters (MMD %.2f -> %.2f).", from, to));
        }
        if (from <= before.chance()) {
            say("The domains could not be told apart before it.");
        }
    }

    private void judgeCertainty(Evidence.Certainty certainty) {
        PredictionCertainty after = certainty.after();
        String share = percent(after.uncertainShare()) + " of the pixels are uncertain";
        Optional<Double> before = certainty.before().map(PredictionCertainty::entropyBits);
        if (before.isEmpty()) {
            say(String.format(Locale.ROOT, "%s (%.3f bit per pixel).", share, after.entropyBits()));
        } else if (after.entropyBits() <= CHANGED_ENTROPY * before.get()) {
            say(String.format(
                    Locale.ROOT,
                    "Predictions became more certain (%.3f -> %.3f bit per pixel); %s.",
                    before.get(),
                    after.entropyBits(),
                    share));
        } else if (before.get() <= CHANGED_ENTROPY * after.entropyBits()) {
            say(String.format(
                    Locale.ROOT,
                    "Predictions became less certain (%.3f -> %.3f bit per pixel); %s.",
                    before.get(),
                    after.entropyBits(),
                    share));
        } else {
            say(String.format(
                    Locale.ROOT,
                    "Predictions are as certain as before (%.3f bit per pixel); %s.",
                    after.entropyBits(),
                    share));
        }
        if (after.uncertainShare() > MANY_UNCERTAIN) {
            worsen(Outcome.DOUBTFUL);
        }
    }

    private void judgeObjects(ObjectComparison objects) {
        if (!(objects.foregroundShare() > 0)) {
            worsen(Outcome.UNFIT);
            say("Nothing was found in the target's images.");
            return;
        }
        double worst = Math.max(
                Math.max(factor(objects.perMegapixel()), factor(objects.medianArea())),
                factor(objects.foregroundShare()));
        boolean oddShapes = Math.max(objects.elongationDistance(), objects.solidityDistance()) > ODD_DISTRIBUTION;
        String figures = String.format(
                Locale.ROOT,
                "%.2g times as many, of %.2g times the median area, on %.2g times the share of pixels",
                objects.perMegapixel(),
                objects.medianArea(),
                objects.foregroundShare());
        if (worst > FOREIGN) {
            worsen(Outcome.UNFIT);
            say(String.format(
                    Locale.ROOT, "Objects are unlike the source's (%s), unless the target really is so.", figures));
        } else if (worst > ODD || oddShapes) {
            worsen(Outcome.DOUBTFUL);
            say(String.format(
                    Locale.ROOT,
                    "Objects differ from the source's (%s%s).",
                    figures,
                    oddShapes ? ", of other shapes" : ""));
        } else {
            say(String.format(Locale.ROOT, "Objects look like the source's (%s).", figures));
        }
    }

    /** How many times larger or smaller; infinite where there is no ratio. */
    private static double factor(double ratio) {
        return ratio > 0 ? Math.max(ratio, 1 / ratio) : Double.POSITIVE_INFINITY;
    }

    private void worsen(Outcome atLeast) {
        outcome = outcome.compareTo(atLeast) > 0 ? outcome : atLeast;
    }

    private void say(String sentence) {
        reasons.add(sentence);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }
}
