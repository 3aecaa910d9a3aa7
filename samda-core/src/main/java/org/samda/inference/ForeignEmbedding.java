// SPDX-License-Identifier: Apache-2.0
package org.samda.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.samda.data.Plan;
import org.samda.data.PreparedCase;
import org.samda.data.Preprocessing;
import org.samda.image.GreyImage;
import org.samda.image.LabelImage;
import org.samda.image.VoxelSize;
import org.samda.model.SamdaModel;
import org.samda.torch.Engine;

/**
 * Segments an image while the generic encoder sees another one: if the result is as good as with its own embedding, the
 * decoder does not use the generic branch.
 */
public final class ForeignEmbedding {
    private final NetworkInputs inputs;
    private final TiledPrediction prediction;

    /**
     * @param model  lent; with a generic encoder
     * @param averaging over which images of a tile predictions are averaged
     */
    public ForeignEmbedding(SamdaModel model, Plan plan, Engine engine, Averaging averaging) {
        inputs = NetworkInputs.of(model, plan);
        prediction = new TiledPrediction(
                TileNetwork.of(List.of(model), engine, averaging),
                plan.patchWidth(),
                plan.patchHeight(),
                model.config().expert().classes());
    }

    /**
     * The most probable class of each voxel.
     *
     * @param planes    z planes of the image, grey values as stored in the file; cases as for {@link Segmenter#segment}
     * @param seen      what the generic encoder sees in its place: another image of the same size
     * @param voxelSize of both, where known
     * @return class indices, z planes; empty where the two, prepared, differ in size
     */
    public Optional<List<LabelImage>> segment(
            List<GreyImage> planes, List<GreyImage> seen, Optional<VoxelSize> voxelSize) {
        Preprocessing.Unit unit = inputs.plan().preprocessing().unit();
        List<List<GreyImage>> cases = unit.cases(planes);
        List<List<GreyImage>> others = unit.cases(seen);
        List<LabelImage> labels = new ArrayList<>();
        for (int i = 0; i < cases.size(); i++) {
            Optional<List<LabelImage>> found = cases.size() == others.size()
                    ? segmented(cases.get(i), others.get(i), voxelSize)
                    : Optional.empty();
            if (found.isEmpty()) {
                return Optional.empty();
            }
            labels.addAll(found.get());
        }
        return Optional.of(labels);
    }

    private Optional<List<LabelImage>> segmented(
            List<GreyImage> planes, List<GreyImage> seen, Optional<VoxelSize> voxelSize) {
        PreparedCase own = inputs.prepare(planes, voxelSize);
        PreparedCase foreign = inputs.prepare(seen, voxelSize);
        if (!own.frame().inner().equals(foreign.frame().inner())) {
            return Optional.empty();
        }
        List<LabelImage> labels = new ArrayList<>();
        for (int section = 0; section < own.sections().size(); section++) {
            List<InputChannel> channels = List.of(
                    inputs.channels(own, section).get(0),
                    inputs.channels(foreign, section).get(1));
            labels.add(inputs.inFrame(prediction.logits(channels), own.frame().inner())
                    .labels());
        }
        return Optional.of(own.restored(labels));
    }
}
