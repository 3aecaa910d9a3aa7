// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import java.util.random.RandomGenerator;
import org.samda.data.PatchPlacement.Matrix;

/**
 * Draws where a patch lies in an image and how it is turned, scaled and mirrored (COMPONENTS section 12).
 *
 * <p>nnU-Net loads a larger patch, transforms it and crops; here only its place is drawn and pixels are then looked up
 * in the image itself, so corners that a larger patch would leave black show the image where there is one.
 */
final class SpatialAugmentation {
    /** nnU-Net's fixed allowance for scaling when it chooses how much to load. */
    private static final double SCALING_ALLOWANCE = 0.85;

    private static final double QUARTER_DEGREES = 90;

    private final AugmentationConfig.Spatial config;
    private final Axis horizontal;
    private final Axis vertical;
    private final boolean turns;

    SpatialAugmentation(AugmentationConfig.Spatial config, int patchWidth, int patchHeight) {
        this.config = config;
        horizontal = new Axis(patchWidth, loadedWidth(patchWidth, patchHeight, config));
        vertical = new Axis(patchHeight, loadedHeight(patchWidth, patchHeight, config));
        turns = config.quarterTurns() && patchWidth == patchHeight;
    }

    /** Height of the patch that nnU-Net loads before it transforms and crops. */
    static int loadedHeight(int width, int height, AugmentationConfig.Spatial config) {
        double angle = loadingAngle(config);
        return loaded(height, height * Math.cos(angle) + width * Math.sin(angle), config);
    }

    /** Its width; the minus is nnU-Net's, which turns one corner only. */
    static int loadedWidth(int width, int height, AugmentationConfig.Spatial config) {
        double angle = loadingAngle(config);
        return loaded(width, width * Math.cos(angle) - height * Math.sin(angle), config);
    }

    private static double loadingAngle(AugmentationConfig.Spatial config) {
        return Math.toRadians(Math.min(90, config.largestAngle()));
    }

    private static int loaded(int side, double turned, AugmentationConfig.Spatial config) {
        return config.resamples() ? (int) (Math.max(Math.abs(turned), side) / SCALING_ALLOWANCE) : side;
    }

    /** A patch anywhere in the image, evenly. */
    PatchPlacement anywhere(TrainingImage image, RandomGenerator random) {
        int startX = horizontal.anywhere(image.width(), random);
        int startY = vertical.anywhere(image.height(), random);
        return placed(startX, startY, random);
    }

    /** A patch around a pixel, as far as the image allows. */
    PatchPlacement around(TrainingImage image, int pixel, RandomGenerator random) {
        int startX = horizontal.around(pixel % image.width(), image.width());
        int startY = vertical.around(pixel / image.width(), image.height());
        return placed(startX, startY, random);
    }

    /**
     * A patch that lies on a tile of a lattice: it is turned and scaled about the tile's centre. As much of the turn as a
     * symmetry can be is one, so that no more than 45 degrees are left in a square patch and 90 in another.
     */
    LatticePatch onTile(TrainingImage image, Lattice lattice, int tile, RandomGenerator random) {
        Variation variation = draw(random);
        if (!variation.resamples()) {
            return new LatticePatch(image, lattice, tile, Symmetry.of(variation.symmetry()), Matrix.IDENTITY);
        }
        Matrix quarters = nearestQuarters(variation.free(), lattice.patchWidth() == lattice.patchHeight());
        Symmetry symmetry = Symmetry.of(quarters.times(variation.symmetry()));
        Matrix rest = variation.free().times(quarters.transposed());
        Matrix residual = symmetry.matrix().transposed().times(rest).times(symmetry.matrix());
        return new LatticePatch(image, lattice, tile, symmetry, residual);
    }

    private static Matrix nearestQuarters(Matrix rotation, boolean square) {
        double quarters = Math.toDegrees(Math.atan2(rotation.xy(), rotation.xx())) / QUARTER_DEGREES;
        return Matrix.quarterTurns((int) (square ? Math.rint(quarters) : 2 * Math.rint(quarters / 2)));
    }

    private PatchPlacement placed(int startX, int startY, RandomGenerator random) {
        Variation variation = draw(random);
        return new PatchPlacement(
                horizontal.centre(startX, variation.resamples()),
                vertical.centre(startY, variation.resamples()),
                variation.free().times(variation.symmetry()));
    }

    /** The free part acts after the symmetry. */
    private record Variation(boolean resamples, Matrix free, Matrix symmetry) {}

    private Variation draw(RandomGenerator random) {
        boolean rotates = config.rotation().happens(random);
        double degrees = config.rotation().draw(random);
        boolean scales = config.scaling().happens(random);
        double scale = config.scaling().draw(random);
        boolean resamples = rotates || scales;
        Matrix free = resamples ? Matrix.rotation(rotates ? degrees : 0, scales ? scale : 1) : Matrix.IDENTITY;
        return new Variation(resamples, free, symmetry(random));
    }

    private Matrix symmetry(RandomGenerator random) {
        boolean alongX = random.nextDouble() < config.mirrorProbability();
        boolean alongY = random.nextDouble() < config.mirrorProbability();
        int quarterTurns = turns ? random.nextInt(4) : 0;
        return Matrix.mirror(alongX, alongY).times(Matrix.quarterTurns(quarterTurns));
    }

    /**
     * The rule for one axis of the loaded box.
     *
     * @param patch  px of the final patch
     * @param loaded px of the box that is placed
     */
    record Axis(int patch, int loaded) {

        /** How far the box may reach beyond the image in all. */
        private int overhang(int length) {
            return Math.max(loaded - patch, loaded - length);
        }

        int lowest(int length) {
            return Math.floorDiv(-overhang(length), 2);
        }

        int highest(int length) {
            int overhang = overhang(length);
            return length + overhang / 2 + overhang % 2 - loaded;
        }

        int anywhere(int length, RandomGenerator random) {
            return random.nextInt(lowest(length), highest(length) + 1);
        }

        int around(int pixel, int length) {
            return Math.max(lowest(length), pixel - loaded / 2);
        }

        /** Centre of the patch; whole pixels stay whole pixels when nothing is resampled. */
        double centre(int start, boolean resamples) {
            return resamples ? start + (loaded - 1) / 2.0 : start + (loaded - patch) / 2 + (patch - 1) / 2.0;
        }
    }
}
