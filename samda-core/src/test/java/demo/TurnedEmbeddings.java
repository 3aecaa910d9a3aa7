// SPDX-License-Identifier: Apache-2.0
package demo;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.samda.bank.StoredPrecision;
import org.samda.data.AugmentationConfig;
import org.samda.data.AugmentationConfig.Chance;
import org.samda.data.Batch;
import org.samda.data.Classes;
import org.samda.data.Lattice;
import org.samda.data.LatticePatch;
import org.samda.data.PatchPlacement.Matrix;
import org.samda.data.PatchSampler;
import org.samda.data.SamplerConfig;
import org.samda.data.TrainingImage;
import org.samda.experiment.Presets;
import org.samda.experiment.RunConfig;
import org.samda.image.VolumeSize;
import org.samda.model.EncoderNormalization;
import org.samda.model.EncoderShape;
import org.samda.model.ExpertUNetConfig;
import org.samda.model.ProjectorConfig;
import org.samda.model.PublishedShapes;
import org.samda.model.SamdaModel;
import org.samda.model.SamdaModelConfig;
import org.samda.phantom.Phantom;
import org.samda.phantom.PhantomDomain;
import org.samda.torch.Engine;
import org.samda.training.EmbeddingSource;
import org.samda.training.EncoderTraining;
import org.samda.training.TrainingSetup;

/**
 * How far the embedding of a patch, turned, is from the embedding of the turned patch: the norm of the difference over the norm
 * of what varies from place to place in the latter. See bench/bank.
 */
final class TurnedEmbeddings {
    private static final int PATCHES = 6;

    private final int side;
    private final TrainingImage image;
    private final TrainingSetup setup;

    private TurnedEmbeddings(int side, EncoderShape encoder) {
        this.side = side;
        Phantom phantom = new Phantom(PhantomDomain.FIB_SEM, new VolumeSize(3L * side, 3L * side, 1), 1);
        image = TrainingImage.of("phantom", phantom.image(0), Optional.empty(), Classes.foreground());
        Engine engine = Engine.start(OptionalInt.empty(), "cpu", "fp32");
        Engine.seed(1);
        ExpertUNetConfig expert = ExpertUNetConfig.halving(2, 5, 4, 8);
        ProjectorConfig projector =
                ProjectorConfig.between(encoder.outChannels(), expert.bottleneckChannels(), 1, expert.totalStride());
        SamdaModel model = new SamdaModel(SamdaModelConfig.fused(
                expert,
                new SamdaModelConfig.GenericConfig(
                        encoder, side, EncoderNormalization.IMAGE_NET, projector, Optional.empty())));
        setup = new TrainingSetup(
                model,
                engine,
                Presets.settings(RunConfig.Preset.QUICK, RunConfig.Mode.ROBUST, List.of())
                        .training()
                        .sgd(),
                EncoderTraining.FROZEN,
                1);
    }

    static void print(int side) {
        for (EncoderShape encoder : List.of(PublishedShapes.SAM_B, PublishedShapes.MOBILE_SAM)) {
            TurnedEmbeddings of = new TurnedEmbeddings(side, encoder);
            System.out.println(encoder.getClass().getSimpleName() + ", random weights, " + side + " px");
            of.print("turned by 10 degrees", new Chance(1, 10, 10), Chance.NEVER);
            of.print("turned by 45 degrees", new Chance(1, 45, 45), Chance.NEVER);
            of.print("turned by 135 degrees", new Chance(1, 135, 135), Chance.NEVER);
            of.print("scaled by 0.7", Chance.NEVER, new Chance(1, 0.7, 0.7));
            of.print("scaled by 1.4", Chance.NEVER, new Chance(1, 1.4, 1.4));
        }
    }

    private void print(String what, Chance rotation, Chance scaling) {
        AugmentationConfig augmentation = new AugmentationConfig(
                new AugmentationConfig.Spatial(rotation, scaling, 0, false), AugmentationConfig.Intensity.NONE);
        SamplerConfig config = new SamplerConfig(side, side, PATCHES, 0, true).onLattice();
        Batch batch =
                PatchSampler.ofImages(List.of(image), config, augmentation, 1).batch(0);
        TrainingSetup kept = new EmbeddingSource(new Lattice(side, side), StoredPrecision.BF16).computed(setup);
        try (PointerScope scope = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard()) {
            Tensor encoded = setup.embeddings().of(batch);
            Tensor tiles = kept.embeddings().of(asTheyLie(batch));
            System.out.printf(
                    Locale.ROOT,
                    "%s: %.2f; without turning it %.2f; that of another patch %.2f%n",
                    what,
                    error(kept.embeddings().of(batch), encoded),
                    error(tiles, encoded),
                    error(tiles.roll(new long[] {1}, 0L), encoded));
        }
    }

    private static double error(Tensor found, Tensor expected) {
        Tensor varying =
                expected.sub(expected.mean(new long[] {0, 2, 3}, true, new org.bytedeco.pytorch.ScalarTypeOptional()));
        return found.sub(expected).norm().item_float() / varying.norm().item_float();
    }

    private static Batch asTheyLie(Batch batch) {
        List<LatticePatch> places = batch.onLattice().stream()
                .map(patch -> new LatticePatch(
                        patch.image(), patch.lattice(), patch.tile(), patch.symmetry(), Matrix.IDENTITY))
                .toList();
        return new Batch(batch.height(), batch.width(), batch.images(), batch.cleanImages(), batch.labels(), places);
    }
}
