// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.samda.Interruptions;
import org.samda.Progress;
import org.samda.SamdaException;
import org.samda.data.Classes;
import org.samda.data.Dataset;
import org.samda.data.DatasetImage;
import org.samda.data.Datasets;
import org.samda.data.FewShotSplit;
import org.samda.data.Plan;
import org.samda.data.Preparation;
import org.samda.data.PreparedImages;
import org.samda.data.TrainingImage;
import org.samda.image.GreyImage;
import org.samda.image.HistogramMatching;

/**
 * The data sets of a run, opened and found to fit together; images are read when a step needs them.
 *
 * @param source            annotated domain, empty where no step needs it
 * @param target            own domain, empty where there is none
 * @param split             the shots and the raw images of the target
 * @param tests             labelled images to score on, empty if there are none
 * @param histogramMatching whether source images get the target's grey values
 */
record TrainingData(
        Optional<Dataset> source,
        Optional<Dataset> target,
        FewShotSplit split,
        List<TestSet> tests,
        boolean histogramMatching) {

    /**
     * Labelled images never used in training.
     *
     * @param name    as shown in reports
     * @param dataset what they belong to
     * @param images  those with labels
     */
    record TestSet(String name, Dataset dataset, List<DatasetImage> images) {}

    static TrainingData open(RunConfig config) {
        RunConfig.Inputs inputs = config.inputs();
        Optional<Dataset> source = inputs.source().map(Datasets::open);
        Optional<Dataset> target = inputs.target().map(Datasets::open);
        List<Integer> steps = config.method().steps();
        require(
                source.isPresent() || !(steps.contains(1) || steps.contains(2)),
                "Steps 1 and 2 need an annotated source data set: add --source, or --steps 3 to train on shots alone.");
        require(
                target.isPresent() || steps.equals(List.of(1)),
                "Steps 2 and 3 need a target data set: add --target, or --steps 1 to train on the source alone.");
        requireStart(config);
        FewShotSplit split = target.map(t -> FewShotSplit.choose(
                        t,
                        inputs.shots().map(OptionalInt::of).orElse(OptionalInt.empty()),
                        inputs.shotIds(),
                        config.compute().seed()))
                .orElse(new FewShotSplit(List.of(), List.of()));
        requireLabels(source, steps);
        requireShots(split, steps);
        requireSameClasses(source, target);
        List<TestSet> tests = new ArrayList<>();
        target.ifPresent(t -> addTest(tests, t.name(), t, t.test()));
        inputs.test().map(Datasets::open).ifPresent(t -> addTest(tests, t.name(), t, t.images()));
        return new TrainingData(
                source, target, split, tests, config.settings().data().histogramMatching() && target.isPresent());
    }

    /**
     * Reads every file that the run will read, one after the other: a damaged image is told before hours of training.
     *
     * @throws SamdaException of the first that cannot be read
     */
    void check(Progress progress) {
        source.ifPresent(
                s -> check("source", s.training(), image -> TrainingImage.check(image, s.classes()), progress));
        target.ifPresent(t -> check("target", split.raw(), image -> TrainingImage.check(image, t.classes()), progress));
        tests.forEach(test -> check(
                "test images",
                test.images(),
                image -> image.readLabels(test.dataset().classes(), image.readImage()),
                progress));
    }

    private static void check(String what, List<DatasetImage> images, Consumer<DatasetImage> check, Progress progress) {
        progress.start("checking " + what, images.size());
        try {
            for (int i = 0; i < images.size(); i++) {
                Interruptions.check();
                check.accept(images.get(i));
                progress.at(i + 1, images.get(i).stem());
            }
        } finally {
            progress.end();
        }
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
    List<TrainingImage> readSource(Plan plan, PreparedImages images) {
        Dataset dataset = source.orElseThrow();
        Preparation preparation = plan.preparation(dataset.voxelSize(), matching(plan));
        return images.labelled(labelledTraining(dataset), dataset.classes(), preparation);
    }

    /** Source images without labels, for step 2. */
    List<TrainingImage> readRawSource(Plan plan, PreparedImages images) {
        Dataset dataset = source.orElseThrow();
        return images.raw(dataset.training(), plan.preparation(dataset.voxelSize(), matching(plan)));
    }

    /** The target's training images without labels, for step 2. */
    List<TrainingImage> readRawTarget(Plan plan, PreparedImages images) {
        return images.raw(split.raw(), plan.preparation(target.orElseThrow().voxelSize(), Optional.empty()));
    }

    /** The shots with their labels, for step 3. */
    List<TrainingImage> readShots(Plan plan, PreparedImages images) {
        Dataset dataset = target.orElseThrow();
        Preparation preparation = plan.preparation(dataset.voxelSize(), Optional.empty());
        return images.labelled(split.shots(), dataset.classes(), preparation);
    }

    /** A few lines for the log: what is trained on what. */
    String summary() {
        return "source: %s%ntarget: %s%nshots:  %s%ntest:   %s"
                .formatted(
                        source.map(s -> "%s, %d annotated images"
                                        .formatted(s.name(), labelledTraining(s).size()))
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

    private Optional<HistogramMatching> matching(Plan plan) {
        if (!histogramMatching) {
            return Optional.empty();
        }
        Preparation preparation = plan.preparation(target.orElseThrow().voxelSize(), Optional.empty());
        Iterable<GreyImage> references = () -> split.raw().stream()
                .map(image -> preparation.apply(image.readImage()))
                .iterator();
        return Optional.of(HistogramMatching.fit(references));
    }

    private static List<DatasetImage> labelledTraining(Dataset dataset) {
        return dataset.training().stream()
                .filter(image -> image.labels().isPresent())
                .toList();
    }

    private static void addTest(List<TestSet> tests, String name, Dataset dataset, List<DatasetImage> images) {
        List<DatasetImage> labelled =
                images.stream().filter(image -> image.labels().isPresent()).toList();
        boolean known = tests.stream().anyMatch(test -> test.name().equals(name));
        if (!labelled.isEmpty()) {
            tests.add(new TestSet(known ? name + " (--test)" : name, dataset, labelled));
        }
    }

    /** Step 2 changes what step 1 learnt; without a generic encoder there is nothing it could change. */
    private static void requireStart(RunConfig config) {
        List<Integer> steps = config.method().steps();
        require(
                !steps.contains(2)
                        || steps.contains(1)
                        || config.inputs().from().isPresent(),
                "Step 2 adapts what step 1 has learnt: add step 1 to --steps, or --from with a run that did it.");
        require(
                !steps.equals(List.of(2)) || config.method().encoder() != EncoderKind.NONE,
                "Step 2 alone has nothing to train with --encoder none: choose an encoder or other --steps.");
    }

    private static void requireLabels(Optional<Dataset> source, List<Integer> steps) {
        source.filter(s -> steps.contains(1) && labelledTraining(s).isEmpty()).ifPresent(s -> {
            throw new SamdaException(
                    "The source '%s' has no annotated training images: step 1 needs labels/ or masks/ beside images/."
                            .formatted(s.name()));
        });
    }

    private static void requireShots(FewShotSplit split, List<Integer> steps) {
        require(
                !steps.equals(List.of(3)) || !split.shots().isEmpty(),
                "Step 3 alone needs annotated target images, found none: annotate at least one, or ask for more than 0 shots.");
    }

    private static void requireSameClasses(Optional<Dataset> source, Optional<Dataset> target) {
        if (source.isEmpty() || target.isEmpty() || target.get().labelled().isEmpty()) {
            return;
        }
        int sourceClasses = source.get().classes().count() - 1;
        int targetClasses = target.get().classes().count() - 1;
        require(
                sourceClasses == targetClasses,
                "Source '%s' has %d classes but target '%s' has %d; expected the same. Name matching classes in a dataset.yaml."
                        .formatted(
                                source.get().name(), sourceClasses, target.get().name(), targetClasses));
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new SamdaException(message);
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
