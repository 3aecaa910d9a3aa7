// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.samda.data.Plan;
import org.samda.model.EncoderInput;
import org.samda.model.EncoderShape;
import org.samda.model.ExpertUNetConfig;
import org.samda.model.SamEncoderConfig;
import org.samda.model.SamdaModelConfig;
import org.samda.model.TinyVitConfig;
import org.samda.torch.Engine;
import org.samda.torch.Precision;
import org.samda.training.EncoderTraining;

/**
 * About how much memory a run will take, told before it starts; an estimate from the network's shape.
 *
 * @param weights     bytes of all parameters
 * @param training    bytes of gradients, momentum and averages of what is trained at once
 * @param activations bytes of what the network keeps of one batch for its gradients
 */
record MemoryNeed(double weights, double training, double activations) {
    /** Java, libtorch and the code of its kernels; measured. */
    private static final double PROGRAM = 0.5e9;

    /** Allocators keep more than is in use, and estimates are no measurements. */
    private static final double MARGIN = 1.4;

    private static final double FLOAT = 4;

    private static final String LORA = "lora";

    /** Gradient, momentum and average of one weight, and the temporary values of an update. */
    private static final double KEPT_FOR_A_WEIGHT = 4 * FLOAT;

    /** Tensors of a convolution block's size that its gradient needs: of convolution, normalisation and LeakyReLU. */
    private static final double KEPT_FOR_A_CONVOLUTION = 3;

    /** Channels that a transformer block keeps for one channel of its input: around attention and the perceptron. */
    private static final double KEPT_FOR_A_TOKEN = 18;

    static MemoryNeed of(RunModel model, RunConfig config) {
        return of(
                model,
                config.method().encoder().training(config),
                config.method().steps(),
                Engine.precisionOf(config.compute().precision()) == Precision.BF16);
    }

    /**
     * @param encoder what of the generic encoder is trained
     * @param steps   those that will run
     * @param bf16    whether activations have two bytes
     */
    static MemoryNeed of(RunModel model, EncoderTraining encoder, List<Integer> steps, boolean bf16) {
        Plan plan = model.plan();
        FusedGraph graph = FusedGraph.of(model.network(), plan.patchHeight(), plan.patchWidth(), encoder);
        double bytes = bf16 ? FLOAT / 2 : FLOAT;
        double trained = steps.stream()
                .mapToDouble(step -> KEPT_FOR_A_WEIGHT * trained(graph, step))
                .max()
                .orElse(0);
        double pixels = (double) plan.batchSize() * plan.patchHeight() * plan.patchWidth();
        boolean trainsEncoder =
                steps.stream().anyMatch(step -> encoder.trains(FusedGraph.SAM, step) || encoder.trains(LORA, step));
        double generic = model.generic()
                .map(shape -> ofEncoder(shape, plan, trainsEncoder))
                .orElse(0.0);
        return new MemoryNeed(
                FLOAT * graph.parameters(),
                trained,
                bytes * (ofExpert(model.network().expert(), pixels) + generic));
    }

    /** What the run may be expected to take at most. */
    double total() {
        return MARGIN * (PROGRAM + weights + training + activations);
    }

    /** One line for the log. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "memory: about %.1f GB (weights %.1f, gradients and optimiser %.1f, activations %.1f, program %.1f) and the images",
                total() / 1e9,
                weights / 1e9,
                training / 1e9,
                activations / 1e9,
                PROGRAM / 1e9);
    }

    private static long trained(FusedGraph graph, int step) {
        return graph.modules().stream()
                .filter(module -> module.trainedIn().contains(step))
                .mapToLong(FusedGraph.ModuleTotal::parameters)
                .sum();
    }

    /** Numbers that the U-Net keeps: two convolution blocks in every stage, of the encoder and of the decoder. */
    private static double ofExpert(ExpertUNetConfig expert, double pixels) {
        double sum = 0;
        double area = pixels;
        for (int stage = 0; stage < expert.stages(); stage++) {
            ExpertUNetConfig.Stride stride = expert.strides().get(stage);
            area /= stride.y() * stride.x();
            double blocks = stage == expert.stages() - 1 ? 2 : 5;
            sum += blocks * KEPT_FOR_A_CONVOLUTION * expert.features().get(stage) * area;
        }
        return sum;
    }

    /** Numbers that the generic encoder keeps: of all blocks where it is trained, else of the largest at a time. */
    private static double ofEncoder(SamdaModelConfig.GenericConfig generic, Plan plan, boolean isTrained) {
        EncoderInput input = generic.input(plan.patchHeight(), plan.patchWidth());
        double tokens = (double) plan.batchSize() * input.gridHeight() * input.gridWidth();
        double grid = (double) input.gridHeight() * input.gridWidth();
        double[] blocks = ofBlocks(generic.encoder(), tokens, grid);
        return isTrained
                ? Arrays.stream(blocks).sum()
                : Arrays.stream(blocks).max().orElse(0);
    }

    private static double[] ofBlocks(EncoderShape shape, double tokens, double grid) {
        if (shape instanceof TinyVitConfig tiny) {
            // Its first stages have 16 times the tokens of the last, and a quarter of the channels.
            return IntStream.range(0, tiny.depths().size())
                    .mapToDouble(i -> tiny.depths().get(i)
                            * KEPT_FOR_A_TOKEN
                            * tiny.embedDims().get(i)
                            * tokens
                            * Math.pow(4, Math.max(0, 2 - i)))
                    .toArray();
        }
        SamEncoderConfig sam = (SamEncoderConfig) shape;
        return IntStream.range(0, sam.depth())
                .mapToDouble(i -> {
                    double seen = sam.globalBlocks().contains(i) ? grid : sam.windowSize() * (double) sam.windowSize();
                    return tokens * (KEPT_FOR_A_TOKEN * sam.embedDim() + 3 * sam.heads() * seen);
                })
                .toArray();
    }
}
