// SPDX-License-Identifier: Apache-2.0
package org.samda.benchmark;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicLong;
import org.samda.data.Batch;
import org.samda.data.Plan;
import org.samda.data.Preprocessing;
import org.samda.image.GreyImage;
import org.samda.image.TileGrid;
import org.samda.inference.Averaging;
import org.samda.inference.Segmenter;
import org.samda.model.ExpertUNetConfig;
import org.samda.model.SamdaModel;
import org.samda.model.SamdaModelConfig;
import org.samda.torch.Engine;
import org.samda.torch.Parameters;
import org.samda.training.EncoderTraining;
import org.samda.training.SgdConfig;
import org.samda.training.SourceTraining;
import org.samda.training.SupervisedConfig;
import org.samda.training.TrainingSetup;
import org.samda.training.TrainingStep;

/** Training nnU-Net's 2-D U-Net, and segmenting with it; its weights, patches and images are random. */
final class UNetTasks {
    private static final int CLASSES = 2;
    private static final int BATCH = 2;
    private static final int TILE = 512;
    private static final int IMAGE = 2048;
    private static final double MEGA = 1e6;

    /** nnU-Net's own. */
    private static final SgdConfig SGD = new SgdConfig(0.99, 3e-5, 12, 0.9, 0);

    /** So low that random patches do no harm to numbers, whose size the time could depend on. */
    private static final double LEARNING_RATE = 1e-4;

    private final BenchmarkSizes sizes;
    private final Engine engine;
    private final ExpertUNetConfig expert;

    UNetTasks(BenchmarkSizes sizes, Engine engine) {
        this.sizes = sizes;
        this.engine = engine;
        expert = ExpertUNetConfig.halving(CLASSES, sizes.unetStages(), sizes.unetFeatures(), sizes.unetMaximum());
    }

    /**
     * An iteration of step 1 on the same batch again and again, which is in Java's memory.
     *
     * @param fullSide side of a patch before it is made smaller, px
     */
    Task training(int fullSide) {
        int side = fullSide / sizes.shrinking();
        return Task.seconds(
                "training step, %d x %d x %d px".formatted(BATCH, side, side),
                engine.precision(),
                OptionalDouble.of(UNetWork.training(expert, (double) BATCH * side * side)),
                () -> training(batch(side)));
    }

    private Workload training(Batch batch) {
        SamdaModel model = model();
        TrainingSetup setup = new TrainingSetup(model, engine, SGD, EncoderTraining.FROZEN, 1);
        SupervisedConfig endless = new SupervisedConfig(1, Integer.MAX_VALUE, LEARNING_RATE);
        TrainingStep step = SourceTraining.of(endless, setup, iteration -> batch, Optional.empty())
                .open(0);
        AtomicLong iteration = new AtomicLong();
        return Workload.of(() -> step.iterate(iteration.getAndIncrement()), () -> {
            step.close();
            Parameters.free(model);
        });
    }

    /** One image in half-overlapping tiles. */
    Task segmentation() {
        int side = IMAGE / sizes.shrinking();
        int tile = TILE / sizes.shrinking();
        int tiles = TileGrid.of(side, side, tile, tile, TileGrid.DEFAULT_STEP).size();
        return new Task(
                "segmentation, %d x %d px in %d tiles of %d x %d px".formatted(side, side, tiles, tile, tile),
                engine.precision(),
                BenchmarkUnit.MEGAPIXELS_PER_SECOND,
                side * side / MEGA,
                OptionalDouble.of(UNetWork.forward(expert, (double) tiles * tile * tile, 1)),
                1,
                () -> segmentation(new GreyImage(side, side, RandomNumbers.grey(side * side, 1)), tile));
    }

    private Workload segmentation(GreyImage image, int tile) {
        SamdaModel model = model();
        Plan plan = new Plan(tile, tile, BATCH, Optional.empty(), 1, Preprocessing.SECTIONS);
        Segmenter segmenter = Segmenter.of(model, plan, engine, Averaging.NONE);
        return Workload.of(() -> segmenter.segment(List.of(image), Optional.empty()), () -> Parameters.free(model));
    }

    private SamdaModel model() {
        Engine.seed(1);
        SamdaModel model = new SamdaModel(SamdaModelConfig.plain(expert));
        Parameters.move(model, engine);
        return model;
    }

    private static Batch batch(int side) {
        float[] patches = RandomNumbers.scored(BATCH * side * side, 1);
        return new Batch(side, side, patches, patches, RandomNumbers.labels(patches.length, 2));
    }
}
