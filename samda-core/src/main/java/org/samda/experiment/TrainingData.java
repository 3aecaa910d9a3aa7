// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.samda.Progress;
import org.samda.data.Classes;
import org.samda.data.Dataset;
import org.samda.data.DatasetImage;
import org.samda.data.Datasets;
import org.samda.data.FewShotSplit;
import org.samda.data.Plan;
import org.samda.data.PreparedImages;
import org.samda.data.Preprocessing;
import org.samda.data.TrainingCase;
import org.samda.image.GreyImage;
import org.samda.image.HistogramMatching;
import org.samda.image.Orientation;

/**
 * The data sets of a run, opened and found to fit together; images are read when a step needs them.
 *
 * @param source            annotated domain, empty where no step needs it
 * @param target            own domain, empty where there is none
 * @param heldOut           annotated source images that step 1 is validated on and nothing is trained on
 * @param split             the shots and the raw images of the target
 * @param tests             labelled images to score on, empty if there are none
 * @param histogramMatching whether source images get the target's grey values
 */
record TrainingData(
        Optional<Dataset> source,
        Optional<Dataset> target,
        HeldOut heldOut,
        FewShotSplit split,
        List<TestSet> tests,
        boolean histogramMatching) {

    /**
     * Labelled images never used in training.
     *
     * @param name    as shown in reports
     * @param dataset what they belong to
     * @param images  those with labels
     * @param matched whether their grey values are matched to the target's, as those of the source are in training
     */
    record TestSet(String name, Dataset dataset, List<DatasetImage> images, boolean matched) {

        TestSet oriented(Orientation orientation) {
            return new TestSet(name, dataset.oriented(orientation), Dataset.oriented(images, orientation), matched);
        }
    }

    static TrainingData open(RunConfig config) {
        RunConfig.Inputs inputs = config.inputs();
        Optional<Dataset> source = inputs.source().map(Datasets::open);
        Optional<Dataset> target = inputs.target().map(Datasets::open);
        List<Integer> steps = config.method().steps();
        DataRequirements.check(config, source, target);
        FewShotSplit split = target.map(t -> FewShotSplit.choose(
                        t,
                        inputs.shots().map(OptionalInt::of).orElse(OptionalInt.empty()),
                        inputs.shotIds(),
                        config.compute().seed()))
                .orElse(new FewShotSplit(List.of(), List.of()));
        DataRequirements.checkShots(split, config);
        HeldOut heldOut = source.filter(s -> steps.contains(1))
                .map(s -> HeldOut.of(
                        labelled(s.training()), config.settings().training().validation()))
                .orElse(HeldOut.NOTHING);
        return new TrainingData(
                source,
                target,
                heldOut,
                split,
                tests(inputs, source, target, heldOut),
                config.settings().data().histogramMatching() && target.isPresent());
    }

    /** The same with scans in this orientation, which is that of the plan. */
    TrainingData oriented(Orientation orientation) {
        return new TrainingData(
                source.map(s -> s.oriented(orientation)),
                target.map(t -> t.oriented(orientation)),
                new HeldOut(
                        Dataset.oriented(heldOut.validation(), orientation),
                        Dataset.oriented(heldOut.gap(), orientation)),
                new FewShotSplit(
                        Dataset.oriented(split.shots(), orientation), Dataset.oriented(split.raw(), orientation)),
                tests.stream().map(test -> test.oriented(orientation)).toList(),
                histogramMatching);
    }

    private static List<TestSet> tests(
            RunConfig.Inputs inputs, Optional<Dataset> source, Optional<Dataset> target, HeldOut heldOut) {
        List<TestSet> tests = new ArrayList<>();
        target.ifPresent(t -> addTest(tests, t.name(), t, t.test(), false));
        source.filter(s -> target.isEmpty()).ifPresent(s -> addTest(tests, s.name(), s, s.test(), false));
        inputs.test().map(Datasets::open).ifPresent(t -> {
            addTest(tests, t.name(), t, t.test().isEmpty() ? t.images() : t.test(), false);
        });
        source.ifPresent(s -> addTest(tests, s.name() + HeldOut.SUFFIX, s, heldOut.validation(), true));
        return tests;
    }

    /** The source images that are trained on: all of its training images but those held out and the gap around them. */
    List<DatasetImage> sourceTraining() {
        return source.orElseThrow().training().stream()
                .filter(image -> !heldOut.contains(image))
                .toList();
    }

    /**
     * Reads every file that the run will read, one after the other: a damaged image is told before hours of training.
     *
     * @return warnings of images that are trained on and, nearly, scored on
     * @throws org.samda.SamdaException of the first that cannot be read
     */
    List<String> check(Progress progress) {
        return new DataCheck(this, progress).run();
    }

    List<DatasetImage> shots() {
        return split.shots();
    }

    /** What the model segments: the target's classes where it has labels, else the source's. */
    Classes classes() {
        return target.filter(t -> !t.labelled().isEmpty())
                .or(() -> source)
                .or(() -> target)
                .orElseThrow()
                .classes();
    }

    /** Annotated source images, ready for step 1. */
    List<TrainingCase> readSource(Plan plan, PreparedImages images) {
        return prepared(labelled(sourceTraining()), plan, images);
    }

    /** Annotated source images that are held out, ready for validation. */
    List<TrainingCase> readHeldOut(Plan plan, PreparedImages images) {
        return prepared(heldOut.validation(), plan, images);
    }

    private List<TrainingCase> prepared(List<DatasetImage> of, Plan plan, PreparedImages images) {
        Classes classes = source.orElseThrow().classes();
        Optional<HistogramMatching> matching = of.isEmpty() ? Optional.empty() : matching(plan);
        return of.stream()
                .map(image -> images.labelled(image, classes, plan.preparation(image.voxelSize(), matching)))
                .toList();
    }

    /** Source images without labels, for step 2. */
    List<TrainingCase> readRawSource(Plan plan, PreparedImages images) {
        Optional<HistogramMatching> matching = matching(plan);
        return sourceTraining().stream()
                .map(image -> images.raw(image, plan.preparation(image.voxelSize(), matching)))
                .toList();
    }

    /** The target's training images without labels, for step 2. */
    List<TrainingCase> readRawTarget(Plan plan, PreparedImages images) {
        return split.raw().stream()
                .map(image -> images.raw(image, plan.preparation(image.voxelSize(), Optional.empty())))
                .toList();
    }

    /** The shots with their labels, for step 3. */
    List<TrainingCase> readShots(Plan plan, PreparedImages images) {
        Classes classes = target.orElseThrow().classes();
        return split.shots().stream()
                .map(image -> images.labelled(image, classes, plan.preparation(image.voxelSize(), Optional.empty())))
                .toList();
    }

    /** A few lines for the log: what is trained on what. */
    String summary() {
        return "source: %s%ntarget: %s%nshots:  %s%ntest:   %s"
                .formatted(
                        source.map(s -> "%s, %d annotated images%s"
                                        .formatted(
                                                s.name(),
                                                labelled(sourceTraining()).size(),
                                                heldOut.note()))
                                .orElse("none"),
                        target.map(t -> "%s, %d training images"
                                        .formatted(t.name(), split.raw().size()))
                                .orElse("none"),
                        split.shots().isEmpty()
                                ? "none"
                                : String.join(
                                        ", ",
                                        split.shots().stream()
                                                .map(DatasetImage::stem)
                                                .toList()),
                        tests.isEmpty()
                                ? "none"
                                : String.join(
                                        ", ",
                                        tests.stream()
                                                .map(t -> "%s, %d labelled images"
                                                        .formatted(
                                                                t.name(),
                                                                t.images().size()))
                                                .toList()));
    }

    /** What the source's grey values go through before training; empty if nothing. */
    Optional<HistogramMatching> matching(Plan plan) {
        if (!histogramMatching) {
            return Optional.empty();
        }
        Preprocessing.Unit unit = plan.preprocessing().unit();
        Iterable<List<GreyImage>> references = () -> split.raw().stream()
                .flatMap(image ->
                        unit
                                .cases(plan.preparation(image.voxelSize(), Optional.empty())
                                        .greys(image.readImage()))
                                .stream())
                .iterator();
        return Optional.of(HistogramMatching.fit(references));
    }

    static List<DatasetImage> labelled(List<DatasetImage> images) {
        return images.stream().filter(image -> image.labels().isPresent()).toList();
    }

    private static void addTest(
            List<TestSet> tests, String name, Dataset dataset, List<DatasetImage> images, boolean matched) {
        List<DatasetImage> labelled = labelled(images);
        boolean known = tests.stream().anyMatch(test -> test.name().equals(name));
        if (!labelled.isEmpty()) {
            tests.add(new TestSet(known ? name + " (--test)" : name, dataset, labelled, matched));
        }
    }

    /** Files whose content decides about the result, for the record of the run. */
    List<Path> inputFiles() {
        List<DatasetImage> images = new ArrayList<>();
        source.ifPresent(s -> images.addAll(s.training()));
        images.addAll(split.raw());
        return images.stream()
                .flatMap(image -> java.util.stream.Stream.concat(
                        java.util.stream.Stream.of(image.image().file()),
                        image.labels().map(DatasetImage.Source::file).stream()))
                .distinct()
                .sorted()
                .toList();
    }
}
