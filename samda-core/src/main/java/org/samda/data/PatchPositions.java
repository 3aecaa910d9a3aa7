// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import java.util.random.RandomGenerator;

/** Draws where a patch lies in an image, and how it is varied in place. */
interface PatchPositions {

    /** A patch in any place, evenly. */
    DrawnPatch anywhere(TrainingImage image, RandomGenerator random);

    /** A patch that shows a pixel (y * W + x), as far as possible. */
    DrawnPatch around(TrainingImage image, int pixel, RandomGenerator random);

    static PatchPositions of(SamplerConfig config, AugmentationConfig.Spatial augmentation) {
        SpatialAugmentation spatial = new SpatialAugmentation(augmentation, config.patchWidth(), config.patchHeight());
        return switch (config.positions()) {
            case ANYWHERE -> new Anywhere(spatial);
            case LATTICE -> new OnLattice(spatial, new Lattice(config.patchWidth(), config.patchHeight()));
        };
    }

    /** Wherever nnU-Net would place it. */
    record Anywhere(SpatialAugmentation spatial) implements PatchPositions {

        @Override
        public DrawnPatch anywhere(TrainingImage image, RandomGenerator random) {
            return DrawnPatch.anywhere(image, spatial.anywhere(image, random));
        }

        @Override
        public DrawnPatch around(TrainingImage image, int pixel, RandomGenerator random) {
            return DrawnPatch.anywhere(image, spatial.around(image, pixel, random));
        }
    }

    /** On one of the tiles of a lattice, each as often as another; of those that show a pixel, likewise. */
    record OnLattice(SpatialAugmentation spatial, Lattice lattice) implements PatchPositions {

        @Override
        public DrawnPatch anywhere(TrainingImage image, RandomGenerator random) {
            return on(random.nextInt(lattice.tiles(image.size())), image, random);
        }

        @Override
        public DrawnPatch around(TrainingImage image, int pixel, RandomGenerator random) {
            int x = pixel % image.width();
            int y = pixel / image.width();
            int[] tiles = lattice.tilesAt(image.size(), x, y);
            return on(tiles[random.nextInt(tiles.length)], image, random);
        }

        private DrawnPatch on(int tile, TrainingImage image, RandomGenerator random) {
            return DrawnPatch.of(spatial.onTile(image, lattice, tile, random));
        }
    }
}
