// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import java.util.List;
import org.samda.data.DatasetImage;
import org.samda.data.Plan;
import org.samda.data.PreparedStore;
import org.samda.image.SliceAxis;
import org.samda.image.VolumeSize;

/** What a run leaves on the disk, worked out from the sizes of images and network. */
final class DiskNeed {
    private static final long FLOAT = 4;

    private DiskNeed() {}

    static RunForecast.Disk of(RunConfig config, TrainingData data, RunModel model) {
        List<Integer> steps = config.method().steps();
        boolean adapts = steps.contains(2) && model.generic().isPresent();
        long prepared = 0;
        if (steps.contains(1)) {
            prepared += prepared(TrainingData.labelled(data.sourceTraining()), model.plan(), true);
            prepared += prepared(data.heldOut().validation(), model.plan(), true);
        }
        if (adapts) {
            prepared += prepared(data.sourceTraining(), model.plan(), false);
            prepared += prepared(data.split().raw(), model.plan(), false);
        }
        if (steps.contains(3)) {
            prepared += prepared(data.shots(), model.plan(), true);
        }
        return new RunForecast.Disk(prepared, run(config, model));
    }

    private static long prepared(List<DatasetImage> images, Plan plan, boolean labelled) {
        return images.stream()
                .mapToLong(image -> prepared(image, plan, labelled))
                .sum();
    }

    private static long prepared(DatasetImage image, Plan plan, boolean labelled) {
        VolumeSize stored = image.size();
        SliceAxis axis = plan.preprocessing().sliceAxis();
        VolumeSize cut = axis.cut(stored);
        return PreparedStore.bytes(
                plan.workingWidth(Math.toIntExact(cut.x()), image.voxelSize()),
                plan.workingHeight(Math.toIntExact(cut.y()), image.voxelSize()),
                Math.toIntExact(cut.z()),
                labelled);
    }

    /**
     * The last checkpoint has weights, momentum and average; each step leaves its weights, step 1 its best, or the start
     * its own; states in between; and the model.
     */
    private static long run(RunConfig config, RunModel model) {
        Plan plan = model.plan();
        long weights = FLOAT
                * FusedGraph.of(
                                model.network(),
                                plan.patchHeight(),
                                plan.patchWidth(),
                                config.method().encoder().training(config))
                        .parameters();
        return weights
                * (3
                        + config.method().steps().size()
                        + 2L
                        + config.settings().scoring().oracle());
    }
}
