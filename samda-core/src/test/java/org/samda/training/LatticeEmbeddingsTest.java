// SPDX-License-Identifier: Apache-2.0
package org.samda.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.samda.bank.EmbeddingBank;
import org.samda.bank.StoredPrecision;
import org.samda.data.AugmentationConfig;
import org.samda.data.Batch;
import org.samda.data.Lattice;
import org.samda.data.LatticePatch;
import org.samda.data.PatchSampler;
import org.samda.data.PreparedStore;
import org.samda.data.SamplerConfig;
import org.samda.model.SamdaModel;
import org.samda.torch.Parameters;
import org.samda.torch.Tensors;

class LatticeEmbeddingsTest {
    private static final int SIDE = TinyTraining.SIDE;
    private static final int ITERATIONS = 12;

    @TempDir
    private Path folder;

    private final List<String> log = new ArrayList<>();

    @ParameterizedTest
    @EnumSource(StoredPrecision.class)
    void aTileUnderASymmetryHasTheEmbeddingOfTheFlippedPatch(StoredPrecision precision) {
        TrainingSetup setup = frozen(TinyTraining.model(1));
        AugmentationConfig.Spatial flips = new AugmentationConfig.Spatial(
                AugmentationConfig.Chance.NEVER, AugmentationConfig.Chance.NEVER, 0.5, true);
        PatchSampler sampler = sampler(true, new AugmentationConfig(flips, AugmentationConfig.Intensity.NONE));
        TrainingSetup banked = source(precision).kept(setup, bank(setup, precision));
        // Relative rounding of 8 and of 11 bits.
        float tolerance = precision == StoredPrecision.BF16 ? 1f / 256 : 1f / 2048;
        Set<Integer> symmetries = new HashSet<>();
        for (int i = 0; i < 30; i++) {
            Batch batch = sampler.batch(i);
            batch.onLattice().forEach(patch -> symmetries.add(patch.symmetry().number()));
            float[] expected = embeddings(setup, batch);
            float[] found = embeddings(banked, batch);
            for (int k = 0; k < expected.length; k++) {
                assertEquals(expected[k], found[k], tolerance * Math.abs(expected[k]) + 1e-5f);
            }
        }
        assertEquals(8, symmetries.size());
    }

    @Test
    void aScaledPatchHasItsTilesEmbeddingScaled() {
        TrainingSetup setup = frozen(TinyTraining.model(1));
        AugmentationConfig.Spatial half = new AugmentationConfig.Spatial(
                AugmentationConfig.Chance.NEVER, new AugmentationConfig.Chance(1, 0.5, 0.5), 0, false);
        Batch batch = sampler(false, new AugmentationConfig(half, AugmentationConfig.Intensity.NONE))
                .batch(0);
        assertFalse(batch.onLattice().get(0).isExact());
        TrainingSetup computed = source(StoredPrecision.FP16).computed(setup);
        float[] scaled = embeddings(computed, batch.only(0));
        float[] tile = embeddings(computed, asItLies(batch.only(0)));
        // 2 x 2 cells; by one half each lies a quarter of a cell from the middle between two, on its own side.
        for (int k = 0; k < tile.length; k += 4) {
            float expected = (9 * tile[k] + 3 * tile[k + 1] + 3 * tile[k + 2] + tile[k + 3]) / 16;
            assertEquals(expected, scaled[k], 1e-5f);
        }
    }

    @Test
    void step1EndsWithTheSameWeightsWithAndWithoutTheBank() {
        Trained without = supervised(TinyTraining.model(1), Optional.empty());
        SamdaModel model = TinyTraining.model(1);
        EmbeddingBank cold = bank(frozen(model), StoredPrecision.BF16);
        Trained first = supervised(model, Optional.of(cold));
        SamdaModel again = TinyTraining.model(1);
        EmbeddingBank warm = bank(frozen(again), StoredPrecision.BF16);
        Trained second = supervised(again, Optional.of(warm));
        assertEquals(without, first);
        assertEquals(without, second);
        // 12 batches of 2 patches; 3 images of 24 px have 4 tiles of 16 px under 8 symmetries.
        assertEquals(24, cold.computed() + cold.reused());
        assertTrue(cold.reused() > 0 && cold.computed() < 24, cold.summary());
        assertEquals(0, warm.computed());
        assertEquals(List.of(), log);
    }

    @Test
    void step2EndsWithTheSameWeightsWithAndWithoutTheBank() {
        Trained without = adapted(TinyTraining.model(1), Optional.empty());
        SamdaModel model = TinyTraining.model(1);
        EmbeddingBank cold = bank(frozen(model), StoredPrecision.FP16);
        Trained first = adapted(model, Optional.of(cold));
        SamdaModel again = TinyTraining.model(1);
        EmbeddingBank warm = bank(frozen(again), StoredPrecision.FP16);
        Trained second = adapted(again, Optional.of(warm));
        Trained other = adapted(TinyTraining.model(2), Optional.empty());
        assertEquals(without, first);
        assertEquals(without, second);
        assertFalse(without.equals(other));
        // At most one pass for each tile of 3 source and 3 target images.
        assertTrue(cold.computed() <= 24 && cold.reused() > cold.computed(), cold.summary());
        assertEquals(0, warm.computed());
    }

    @Test
    void anEncoderWithOtherWeightsFindsNothing() {
        SamdaModel model = TinyTraining.model(1);
        adapted(model, Optional.of(bank(frozen(model), StoredPrecision.BF16)));
        SamdaModel other = TinyTraining.model(2);
        EmbeddingBank bank = bank(frozen(other), StoredPrecision.BF16);
        Batch batch = sampler(false, AugmentationConfig.NONE).batch(0);
        embeddings(source(StoredPrecision.BF16).kept(frozen(other), bank), batch);
        assertEquals(batch.n(), bank.computed() + bank.reused());
        assertTrue(bank.computed() > 0);
    }

    @Test
    void patchesThatLieAnywhereHaveNoEmbeddingsToKeep() {
        TrainingSetup banked = source(StoredPrecision.BF16).computed(frozen(TinyTraining.model(1)));
        Batch anywhere = TinyTraining.annotated(1).batch(0);
        assertThrows(IllegalStateException.class, () -> embeddings(banked, anywhere));
    }

    @Test
    void leavesNoNativeObjectsBehind() {
        TrainingSetup setup = frozen(TinyTraining.model(1));
        PatchSampler sampler = sampler(true, AugmentationConfig.nnUNet(SIDE, SIDE));
        TrainingSetup computed = source(StoredPrecision.BF16).computed(setup);
        TrainingSetup kept = source(StoredPrecision.BF16).kept(setup, bank(setup, StoredPrecision.BF16));
        embeddings(kept, sampler.batch(0));
        embeddings(computed, sampler.batch(0));
        long before = Pointer.totalCount();
        for (int i = 0; i < 20; i++) {
            embeddings(kept, sampler.batch(i));
            embeddings(computed, sampler.batch(i));
        }
        long leaked = Pointer.totalCount() - before;
        assertTrue(leaked <= 0, "leaked " + leaked + " objects");
    }

    /** Losses of all iterations and the hash of the weights. */
    private record Trained(List<Double> losses, String weights) {}

    private Trained supervised(SamdaModel model, Optional<EmbeddingBank> bank) {
        TrainingSetup setup = setup(model, StoredPrecision.BF16, bank);
        PatchSampler sampler = sampler(true, AugmentationConfig.nnUNet(SIDE, SIDE));
        return run(
                SourceTraining.of(new SupervisedConfig(1, ITERATIONS, 0.01), setup, sampler, Optional.empty()), model);
    }

    private Trained adapted(SamdaModel model, Optional<EmbeddingBank> bank) {
        TrainingSetup setup = setup(model, StoredPrecision.FP16, bank);
        PatchSampler source = sampler(false, AugmentationConfig.NONE);
        PatchSampler target =
                PatchSampler.ofImages(TinyTraining.images(9, false), config(), AugmentationConfig.NONE, 9);
        return run(DomainAdaptation.of(TinyTraining.ADAPTATION, setup, source, target), model);
    }

    private static Trained run(TrainingStep.Factory factory, SamdaModel model) {
        List<Double> losses = new ArrayList<>();
        try (TrainingStep step = factory.open(0)) {
            for (int i = 0; i < step.epochs() * step.iterationsPerEpoch(); i++) {
                losses.add(step.iterate(i).get("loss"));
            }
        }
        return new Trained(losses, Parameters.hash(model));
    }

    private static TrainingSetup setup(SamdaModel model, StoredPrecision precision, Optional<EmbeddingBank> bank) {
        TrainingSetup setup = frozen(model);
        return bank.map(each -> source(precision).kept(setup, each))
                .orElseGet(() -> source(precision).computed(setup));
    }

    private static TrainingSetup frozen(SamdaModel model) {
        TrainingSetup setup = TinyTraining.setup(model);
        return new TrainingSetup(model, setup.engine(), setup.sgd(), EncoderTraining.FROZEN, 1);
    }

    private EmbeddingBank bank(TrainingSetup setup, StoredPrecision precision) {
        return source(precision).bank(setup, new PreparedStore.Location(folder, 1 << 24), log::add);
    }

    private static EmbeddingSource source(StoredPrecision precision) {
        return new EmbeddingSource(new Lattice(SIDE, SIDE), precision);
    }

    private static SamplerConfig config() {
        return new SamplerConfig(SIDE, SIDE, 2, 0.5, false).onLattice();
    }

    private static PatchSampler sampler(boolean labelled, AugmentationConfig augmentation) {
        return PatchSampler.ofImages(TinyTraining.images(3, labelled), config(), augmentation, 3);
    }

    private static Batch asItLies(Batch batch) {
        List<LatticePatch> places = batch.onLattice().stream()
                .map(patch -> new LatticePatch(
                        patch.image(),
                        patch.lattice(),
                        patch.tile(),
                        patch.symmetry(),
                        org.samda.data.PatchPlacement.Matrix.IDENTITY))
                .toList();
        return new Batch(batch.height(), batch.width(), batch.images(), batch.cleanImages(), batch.labels(), places);
    }

    private static float[] embeddings(TrainingSetup setup, Batch batch) {
        try (PointerScope scope = new PointerScope()) {
            Tensor embeddings = setup.embeddings().of(batch);
            assertArrayEquals(new long[] {batch.n(), 6, 2, 2}, embeddings.shape());
            return Tensors.floats(embeddings);
        }
    }
}
