// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import java.util.ArrayList;
import java.util.List;
import org.samda.model.EncoderInput;
import org.samda.model.EncoderShape;
import org.samda.model.ExpertUNetConfig;
import org.samda.model.GenericEncoder;
import org.samda.model.ProjectorConfig;
import org.samda.model.SamEncoderConfig;
import org.samda.model.SamdaModelConfig;
import org.samda.model.SamdaModelConfig.GenericConfig;
import org.samda.model.TinyVitConfig;
import org.samda.planning.NetworkPlan;
import org.samda.training.EncoderTraining;

/**
 * The paper's figure in numbers: what each part of the network gives and how many parameters it has, worked out without
 * building it; a generic encoder is shown without low-rank additions.
 *
 * @param patchHeight height of the U-Net's patch in px
 * @param patchWidth  its width
 * @param parts       in the order in which a patch passes through them
 * @param modules     what they add up to
 * @param steps       those of the paper's three steps that such a network goes through
 */
public record FusedGraph(
        int patchHeight, int patchWidth, List<Part> parts, List<ModuleTotal> modules, List<Integer> steps) {
    static final String EXPERT = "expert";
    static final String SAM = "sam";
    static final String PROJECTOR = "projector";

    /** The commonest data set: background and one class. */
    private static final int CLASSES = 2;

    /**
     * A part of the network.
     *
     * @param module     {@code expert} (U-Net), {@code sam} (generic encoder) or {@code projector}
     * @param name       as in the paper's figure
     * @param shape      of its output for one patch, [C, H, W]
     * @param parameters numbers that training could change
     */
    public record Part(String module, String name, List<Integer> shape, long parameters) {}

    /**
     * One of the three modules.
     *
     * @param name       as {@link Part#module}
     * @param parameters of all its parts
     * @param trainedIn  the steps that change them; in all others it is frozen
     */
    public record ModuleTotal(String name, long parameters, List<Integer> trainedIn) {}

    public FusedGraph {
        parts = List.copyOf(parts);
        modules = List.copyOf(modules);
        steps = List.copyOf(steps);
    }

    /** The network that is planned for two classes and images not smaller than a patch. */
    public static FusedGraph planned(EncoderKind encoder, Settings settings) {
        NetworkPlan planned = Planner.ofLargeImages(settings, CLASSES);
        return of(
                RunModel.network(planned, encoder, settings),
                planned.patch().height(),
                planned.patch().width(),
                encoder.training(settings.encoder()));
    }

    /**
     * That of a network.
     *
     * @param training what of the generic encoder is trained
     */
    static FusedGraph of(SamdaModelConfig network, int patchHeight, int patchWidth, EncoderTraining training) {
        ExpertUNetConfig.Stride total = network.expert().totalStride();
        if (patchHeight % total.y() != 0 || patchWidth % total.x() != 0) {
            throw new IllegalArgumentException("the patch's sides must be multiples of %d and %d, got %d and %d"
                    .formatted(total.y(), total.x(), patchHeight, patchWidth));
        }
        UNetGraph expert = new UNetGraph(network.expert(), new Grid(patchHeight, patchWidth));
        List<Part> parts = new ArrayList<>();
        network.generic().ifPresent(generic -> parts.addAll(generic(generic, patchHeight, patchWidth)));
        parts.addAll(expert.encoder());
        parts.addAll(expert.decoder());
        List<Integer> steps = network.generic().isPresent() ? List.of(1, 2, 3) : List.of(1, 3);
        return new FusedGraph(patchHeight, patchWidth, parts, totals(parts, steps, training), steps);
    }

    private static List<Part> generic(GenericConfig config, int patchHeight, int patchWidth) {
        EncoderInput input = config.input(patchHeight, patchWidth);
        Grid tokens = new Grid(input.gridHeight(), input.gridWidth());
        Grid image = new Grid(tokens.height() * GenericEncoder.STRIDE, tokens.width() * GenericEncoder.STRIDE);
        List<Part> parts = new ArrayList<>();
        parts.add(new Part(SAM, "input, " + input, image.of(3), 0));
        parts.addAll(encoder(config.encoder(), tokens, image));
        Grid shown = new Grid(input.shown().height(), input.shown().width());
        parts.addAll(projector(config.projector(), shown));
        return parts;
    }

    private static List<Part> encoder(EncoderShape shape, Grid tokens, Grid image) {
        return shape instanceof TinyVitConfig tiny
                ? new TinyVitGraph(tiny, image).parts()
                : new SamGraph((SamEncoderConfig) shape, tokens).parts();
    }

    private static List<Part> projector(ProjectorConfig config, Grid tokens) {
        List<Part> parts = new ArrayList<>();
        Grid grid = tokens;
        int below = config.samChannels();
        for (int i = 0; i < config.channels().size(); i++) {
            int stride = config.strides().get(i);
            int channels = config.channels().get(i);
            grid = grid.shrunk(stride, stride);
            parts.add(new Part(
                    PROJECTOR,
                    "convolution %d, stride %d".formatted(i + 1, stride),
                    grid.of(channels),
                    LayerSizes.convBlock(below, channels)));
            below = channels;
        }
        return parts;
    }

    private static List<ModuleTotal> totals(List<Part> parts, List<Integer> steps, EncoderTraining training) {
        return parts.stream()
                .map(Part::module)
                .distinct()
                .map(module -> new ModuleTotal(
                        module,
                        parts.stream()
                                .filter(part -> part.module().equals(module))
                                .mapToLong(Part::parameters)
                                .sum(),
                        steps.stream()
                                .filter(step -> training.trains(module, step))
                                .toList()))
                .toList();
    }

    /** Parameters of the generic encoder, 0 without one. */
    public long encoderParameters() {
        return modules.stream()
                .filter(module -> module.name().equals(SAM))
                .mapToLong(ModuleTotal::parameters)
                .sum();
    }

    /** Parameters of the whole network. */
    public long parameters() {
        return modules.stream().mapToLong(ModuleTotal::parameters).sum();
    }
}
