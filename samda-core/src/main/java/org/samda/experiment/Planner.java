// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import java.util.Optional;
import org.samda.data.Dataset;
import org.samda.data.Plan;
import org.samda.image.GreyImage;
import org.samda.image.VoxelSize;
import org.samda.model.ExpertUNetConfig;

/** Makes the plan that source and target share, from the target's images (PAPER row 3). */
final class Planner {
    /** Smallest side of the last stage's grid in px; instance normalisation needs more than one. */
    private static final int SMALLEST_GRID = 4;

    private Planner() {}

    /**
     * A plan and the U-Net that goes with it.
     *
     * @param plan   sizes of patch and batch, working pixel size
     * @param expert the U-Net's shape, without fused channels
     */
    record Planned(Plan plan, ExpertUNetConfig expert) {}

    /**
     * Plans on a data set's first image.
     *
     * @param classes classes including background
     */
    static Planned plan(Dataset dataset, int classes, Settings settings) {
        PlanConfig config = settings.plan();
        Optional<Double> pixelSizeNm = settings.data().commonPixelSize()
                ? dataset.voxelSize().map(VoxelSize::xNm).map(nm -> nm * config.downsampling())
                : Optional.empty();
        Plan sizes = new Plan(1, 1, config.batchSize(), pixelSizeNm, config.downsampling());
        GreyImage first = dataset.images().get(0).readImage();
        Grid image = new Grid(
                sizes.workingHeight(first.height(), dataset.voxelSize()),
                sizes.workingWidth(first.width(), dataset.voxelSize()));
        return plan(config, image, pixelSizeNm, classes);
    }

    /** Plans for images that are not smaller than a patch, of unknown pixel size. */
    static Planned plan(PlanConfig config, int classes) {
        return plan(config, new Grid(config.patchSize(), config.patchSize()), Optional.empty(), classes);
    }

    private static Planned plan(PlanConfig config, Grid image, Optional<Double> pixelSizeNm, int classes) {
        int stages = stages(config, Math.min(Math.min(image.width(), image.height()), config.patchSize()));
        int stride = 1 << (stages - 1);
        Plan plan = new Plan(
                patch(image.width(), config.patchSize(), stride),
                patch(image.height(), config.patchSize(), stride),
                config.batchSize(),
                pixelSizeNm,
                config.downsampling());
        return new Planned(
                plan, ExpertUNetConfig.halving(classes, stages, config.baseFeatures(), config.maxFeatures()));
    }

    private static int stages(PlanConfig config, int side) {
        int stages = config.stages();
        while (stages > 2 && (side >> (stages - 1)) < SMALLEST_GRID) {
            stages--;
        }
        return stages;
    }

    /**
     * The wanted side, or the image's where that is smaller, up to the next multiple of the total stride; never so small
     * that the last stage has a single pixel.
     */
    private static int patch(int imageSide, int wanted, int stride) {
        int side = Math.max(Math.min(imageSide, wanted), 2 * stride);
        return (side + stride - 1) / stride * stride;
    }
}
