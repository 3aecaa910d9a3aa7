// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.samda.data.PatchPlacement.Matrix;
import org.samda.image.GreyImage;
import org.samda.image.TileGrid;

class LatticeTest {
    private static final AugmentationConfig.Spatial SYMMETRIES =
            new AugmentationConfig.Spatial(AugmentationConfig.Chance.NEVER, AugmentationConfig.Chance.NEVER, 0.5, true);

    @Test
    void tilesBeginWhereThoseOfInferenceBegin() {
        assertArrayEquals(TileGrid.starts(1463, 512, TileGrid.DEFAULT_STEP), Lattice.starts(1463, 512));
    }

    @Test
    void aSmallerImageHasOnePlaceWithTheImageInItsMiddle() {
        // 3 px are missing: 1 before, 2 after, as inference pads.
        assertArrayEquals(new int[] {-1}, Lattice.starts(5, 8));
    }

    @Test
    void tilesAreCountedRowByRow() {
        Lattice lattice = new Lattice(4, 2);
        TrainingImage.Size size = new TrainingImage.Size(8, 3);
        // Along x at 0, 2, 4, along y at 0, 1.
        assertEquals(6, lattice.tiles(size));
        PatchPlacement fifth = lattice.placement(size, 4, Matrix.IDENTITY);
        assertEquals(new PatchPlacement(2 + 1.5, 1 + 0.5, Matrix.IDENTITY), fifth);
        assertArrayEquals(new int[] {1, 2, 4, 5}, lattice.tilesAt(size, 5, 1));
        assertArrayEquals(new int[] {0}, lattice.tilesAt(size, 0, 0));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    void aSymmetryIsKnownByItsMatrix(int number) {
        assertEquals(number, Symmetry.of(new Symmetry(number).matrix()).number());
    }

    @Test
    void aSymmetryThatSquaresAloneHaveIsRefusedForRectangles() {
        TrainingImage image = TestImages.raw(TestImages.ramp(8, 8));
        assertThrows(
                IllegalArgumentException.class,
                () -> new LatticePatch(image, new Lattice(8, 4), 0, new Symmetry(4), Matrix.IDENTITY));
    }

    @Test
    void aTileUnderASymmetryShowsTheImageSo() {
        TrainingImage image = TestImages.raw(new GreyImage(2, 2, new float[] {1, 2, 3, 4}));
        // Mirrored along x, of the transposed tile 1 3 / 2 4 read through the matrix: x and y change places, then x
        // turns.
        LatticePatch patch = new LatticePatch(image, new Lattice(2, 2), 0, new Symmetry(5), Matrix.IDENTITY);
        assertArrayEquals(new float[] {2, 4, 1, 3}, patch.tilePixels(false));
        LatticePatch mirrored = new LatticePatch(image, new Lattice(2, 2), 0, new Symmetry(2), Matrix.IDENTITY);
        assertArrayEquals(new float[] {3, 4, 1, 2}, mirrored.tilePixels(false));
    }

    @Test
    void withoutFreeRotationAPatchIsItsTilePixelByPixel() {
        PatchSampler sampler = sampler(new AugmentationConfig(SYMMETRIES, AugmentationConfig.Intensity.NONE), 0.5);
        Set<Integer> symmetries = new HashSet<>();
        for (int i = 0; i < 40; i++) {
            Batch batch = sampler.batch(i);
            assertEquals(batch.n(), batch.onLattice().size());
            for (int j = 0; j < batch.n(); j++) {
                LatticePatch patch = batch.onLattice().get(j);
                assertTrue(patch.isExact());
                assertArrayEquals(batch.only(j).cleanImages(), patch.tilePixels(false));
                symmetries.add(patch.symmetry().number());
            }
        }
        assertEquals(8, symmetries.size());
    }

    @Test
    void aTurnedPatchIsWhatItsPlaceAndItsRemainderSay() {
        AugmentationConfig.Spatial turned = new AugmentationConfig.Spatial(
                new AugmentationConfig.Chance(1, 30, 30), new AugmentationConfig.Chance(1, 1.2, 1.2), 0.5, true);
        PatchSampler sampler = sampler(new AugmentationConfig(turned, AugmentationConfig.Intensity.NONE), 0);
        Matrix free = Matrix.rotation(30, 1.2);
        for (int i = 0; i < 20; i++) {
            LatticePatch patch = sampler.batch(i).onLattice().get(0);
            assertFalse(patch.isExact());
            assertClose(free.times(patch.symmetry().matrix()), patch.placement().matrix());
            // A mirror image turns the other way.
            double sense = patch.symmetry().matrix().xx()
                            * patch.symmetry().matrix().yy()
                    - patch.symmetry().matrix().xy() * patch.symmetry().matrix().yx();
            assertEquals(sense * free.xy(), patch.residual().xy(), 1e-12);
        }
    }

    @ParameterizedTest
    @CsvSource({"8, 8, 100, 10", "8, 8, -50, 40", "8, 8, 170, -10", "8, 4, 100, -80", "8, 4, -80, -80"})
    void ofATurnNoMoreIsLeftThanSymmetriesCannotDo(int width, int height, double turned, double left) {
        AugmentationConfig.Spatial spatial = new AugmentationConfig.Spatial(
                new AugmentationConfig.Chance(1, turned, turned), AugmentationConfig.Chance.NEVER, 0, false);
        TrainingImage image = TestImages.raw(TestImages.ramp(13, 21));
        SamplerConfig config = new SamplerConfig(width, height, 1, 0, false).onLattice();
        LatticePatch patch = PatchSampler.ofImages(
                        List.of(image), config, new AugmentationConfig(spatial, AugmentationConfig.Intensity.NONE), 1)
                .batch(0)
                .onLattice()
                .get(0);
        assertClose(Matrix.rotation(left, 1), patch.residual());
        assertClose(Matrix.rotation(turned, 1), patch.placement().matrix());
    }

    @Test
    void theSymmetriesThatMayBeShownAreCounted() {
        AugmentationConfig.Chance never = AugmentationConfig.Chance.NEVER;
        AugmentationConfig.Chance any = new AugmentationConfig.Chance(0.2, -180, 180);
        assertEquals(8, new AugmentationConfig.Spatial(never, never, 0.5, true).symmetries(8, 8));
        assertEquals(4, new AugmentationConfig.Spatial(never, never, 0.5, true).symmetries(8, 4));
        assertEquals(4, new AugmentationConfig.Spatial(never, never, 0.5, false).symmetries(8, 8));
        assertEquals(4, new AugmentationConfig.Spatial(never, never, 0, true).symmetries(8, 8));
        assertEquals(8, new AugmentationConfig.Spatial(any, never, 0.5, false).symmetries(8, 8));
        assertEquals(1, AugmentationConfig.Spatial.NONE.symmetries(8, 8));
    }

    @Test
    void forcedForegroundLiesOnATileThatShowsIt() {
        int[] labels = new int[24 * 24];
        labels[5 * 24 + 20] = 1;
        TrainingImage image = TestImages.raw(TestImages.ramp(24, 24), labels);
        SamplerConfig config = new SamplerConfig(16, 16, 3, 1, false).onLattice();
        PatchSampler sampler = PatchSampler.ofImages(List.of(image), config, AugmentationConfig.NONE, 0);
        for (int i = 0; i < 20; i++) {
            for (LatticePatch patch : sampler.batch(i).onLattice()) {
                // Tiles begin at 0 and 8 along both axes; the pixel (20, 5) is on the one at (8, 0) alone.
                assertEquals(1, patch.tile());
            }
        }
    }

    @Test
    void aBatchOnTheLatticeDependsOnSeedAndIterationAlone() {
        AugmentationConfig full = AugmentationConfig.nnUNet(8, 8);
        Batch first = sampler(full, 0.5).batch(3);
        Batch again = sampler(full, 0.5).batch(3);
        assertEquals(first.onLattice(), again.onLattice());
        assertArrayEquals(first.images(), again.images());
        assertFalse(Arrays.equals(first.images(), sampler(full, 0.5).batch(4).images()));
    }

    private static PatchSampler sampler(AugmentationConfig augmentation, double foreground) {
        int[] labels = new int[13 * 21];
        Arrays.fill(labels, 40, 80, 1);
        TrainingImage image = TestImages.raw(TestImages.ramp(13, 21), labels);
        SamplerConfig config = new SamplerConfig(8, 8, 2, foreground, false).onLattice();
        return PatchSampler.ofImages(List.of(image), config, augmentation, 5);
    }

    private static void assertClose(Matrix expected, Matrix found) {
        assertArrayEquals(
                new double[] {expected.xx(), expected.xy(), expected.yx(), expected.yy()},
                new double[] {found.xx(), found.xy(), found.yx(), found.yy()},
                1e-12);
    }
}
