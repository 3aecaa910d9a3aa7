// SPDX-License-Identifier: Apache-2.0
package org.samda.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.samda.SamdaException;
import org.samda.data.Plan;
import org.samda.data.Preparation;
import org.samda.data.PreparedCase;
import org.samda.data.Preprocessing;
import org.samda.image.GreyImage;
import org.samda.image.HistogramMatching;
import org.samda.image.LabelImage;
import org.samda.image.LargestComponent;
import org.samda.image.Orientation;
import org.samda.image.PartResampling;
import org.samda.image.Tile;
import org.samda.image.VoxelSize;
import org.samda.model.SamdaModel;
import org.samda.torch.Engine;
import org.samda.torch.Parameters;

/**
 * Segments cases with a trained model: single sections, or whole volumes section by section, as the model's plan says.
 *
 * <p>A case is prepared as in training, predicted in overlapping tiles, and the result is brought back to its own
 * size. Several models of one plan (the folds of a cross-validation) are averaged. Several threads may use one segmenter
 * at once; each takes memory for its own case. The same case gives the same result, bit for bit, on one machine with one
 * number of threads.
 */
public final class Segmenter {
    private final NetworkInputs inputs;
    private final TiledPrediction prediction;
    private final LargestComponent postProcessing;
    private final Supplier<String> identity;

    Segmenter(
            TiledPrediction prediction,
            NetworkInputs inputs,
            LargestComponent postProcessing,
            Supplier<String> identity) {
        this.inputs = inputs;
        this.prediction = prediction;
        this.postProcessing = postProcessing;
        this.identity = identity;
    }

    /**
     * Segments with models from files.
     *
     * @param loaded   lent: stay open while the segmenter is used; moved to the engine's device
     * @param engine   where and how the network is computed
     * @param tiling   how tiles are predicted
     * @param maxBytes of memory that the program may take in all; fewer tiles are computed at once for that
     * @throws SamdaException if not even one tile fits into memory
     */
    public static Segmenter of(LoadedModels loaded, Engine engine, Tiling tiling, long maxBytes) {
        Segmenter any = of(
                loaded.models().stream().map(LoadedModel::model).toList(),
                new Settings(loaded.description().plan(), tiling, loaded.postProcessing()),
                engine);
        TileMemory memory = TileMemory.of(loaded.description().model(), engine);
        TiledPrediction within = any.prediction.within(memory, maxBytes);
        return new Segmenter(within, any.inputs, any.postProcessing, any.identity);
    }

    /** The same with half-overlapping tiles. */
    public static Segmenter of(LoadedModels loaded, Engine engine, Averaging averaging, long maxBytes) {
        return of(loaded, engine, Tiling.halfOverlapping(averaging), maxBytes);
    }

    /** Segments with the weights that a model in memory has at the time; nothing is done to the segmentation afterwards. */
    public static Segmenter of(SamdaModel model, Plan plan, Engine engine, Averaging averaging) {
        return of(List.of(model), new Settings(plan, Tiling.halfOverlapping(averaging), LargestComponent.NONE), engine);
    }

    private record Settings(Plan plan, Tiling tiling, LargestComponent postProcessing) {}

    private static Segmenter of(List<SamdaModel> models, Settings settings, Engine engine) {
        Plan plan = settings.plan();
        TiledPrediction prediction = new TiledPrediction(
                TileNetwork.of(models, engine, settings.tiling().averaging()),
                new Tile(0, 0, plan.patchWidth(), plan.patchHeight()),
                models.get(0).config().expert().classes(),
                settings.tiling().step());
        return new Segmenter(
                prediction,
                NetworkInputs.of(models.get(0), plan),
                settings.postProcessing(),
                () -> models.stream().map(Parameters::hash).collect(Collectors.joining(" ")) + " " + engine + " "
                        + settings);
    }

    /** The same with something done to every segmentation. */
    public Segmenter with(LargestComponent other) {
        return new Segmenter(prediction, inputs, other, () -> identity.get() + " " + other);
    }

    /** The same for images of another domain, whose grey values are matched as those of the source were in training. */
    public Segmenter matching(Optional<HistogramMatching> matching) {
        return new Segmenter(
                prediction, inputs.matching(matching), postProcessing, () -> identity.get() + " matched " + matching);
    }

    /** Equal for segmenters that give equal results; differs where weights or settings differ. */
    String identity() {
        return identity.get();
    }

    /** What is prepared, and post-processed, as one: a section or a volume. */
    public Preprocessing.Unit unit() {
        return inputs.plan().preprocessing().unit();
    }

    /** The orientation in which it takes scans. */
    public Orientation orientation() {
        return inputs.plan().preprocessing().orientation();
    }

    /**
     * How sections are segmented that are too large to be segmented at once; empty where they are not.
     *
     * @param width     of a section, px
     * @param height    of a section, px
     * @param voxelSize where known
     * @throws SamdaException if the model has to see all of a section
     */
    Optional<WindowedSections> windowed(long width, long height, Optional<VoxelSize> voxelSize) {
        Preparation preparation = inputs.preparation(voxelSize);
        if (unit() == Preprocessing.Unit.VOLUME || !SectionWindows.areNeeded(preparation, width, height)) {
            return Optional.empty();
        }
        if (!postProcessing.equals(LargestComponent.NONE)) {
            throw new SamdaException(
                    "A section of %d x %d px is too large to be segmented at once, and this model keeps the largest object of each section only. Cut it with --region."
                            .formatted(width, height));
        }
        PartResampling parts = preparation.inParts(Math.toIntExact(width), Math.toIntExact(height));
        return Optional.of(new WindowedSections(inputs, prediction, preparation, SectionWindows.cores(parts)));
    }

    /** What is done to every segmentation of a case, done to one that was made otherwise. */
    List<LabelImage> postProcessed(List<LabelImage> labels) {
        return postProcessing.apply(labels);
    }

    /**
     * The most probable class of each voxel, post-processed.
     *
     * @param planes    z planes of an image in the orientation that {@link #orientation} says, grey values as stored in the
     *                  file; each is a case, or all are one, as {@link #unit} says
     * @param voxelSize where known; else the image is taken to have the target's
     * @return class indices 0..classes-1, z planes of the image's size
     */
    public List<LabelImage> segment(List<GreyImage> planes, Optional<VoxelSize> voxelSize) {
        return unit().cases(planes).stream()
                .flatMap(each -> segmented(each, voxelSize).stream())
                .toList();
    }

    private List<LabelImage> segmented(List<GreyImage> planes, Optional<VoxelSize> voxelSize) {
        PreparedCase prepared = inputs.prepare(planes, voxelSize);
        List<LabelImage> labels = new ArrayList<>();
        for (int section = 0; section < prepared.sections().size(); section++) {
            labels.add(predicted(prepared, section).labels());
        }
        return postProcessing.apply(prepared.restored(labels));
    }

    /**
     * The segmentation with the probability of each class; see {@link #segment}. Holds the probabilities of the whole image.
     *
     * @throws SamdaException if the case is too large at the model's pixel size, or the model's output is not finite
     */
    public CaseSegmentation probabilities(List<GreyImage> planes, Optional<VoxelSize> voxelSize) {
        return CaseSegmentation.joined(unit().cases(planes).stream()
                .map(each -> withProbabilities(each, voxelSize))
                .toList());
    }

    private CaseSegmentation withProbabilities(List<GreyImage> planes, Optional<VoxelSize> voxelSize) {
        PreparedCase prepared = inputs.prepare(planes, voxelSize);
        List<ClassProbabilities> sections = new ArrayList<>();
        for (int section = 0; section < prepared.sections().size(); section++) {
            sections.add(predicted(prepared, section));
        }
        List<LabelImage> labels = prepared.restored(
                sections.stream().map(ClassProbabilities::labels).toList());
        return new CaseSegmentation(postProcessing.apply(labels), ClassProbabilities.restored(sections, prepared));
    }

    /** At the size of the case's frame. */
    private ClassProbabilities predicted(PreparedCase prepared, int section) {
        List<GreyImage> logits = prediction.logits(inputs.channels(prepared, section));
        return inputs.inFrame(logits, prepared.frame().inner());
    }
}
