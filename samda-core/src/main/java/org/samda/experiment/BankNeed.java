// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import java.util.List;
import java.util.stream.Stream;
import org.samda.bank.BankForecast;
import org.samda.bank.EntryShape;
import org.samda.data.AugmentationConfig;
import org.samda.data.DatasetImage;
import org.samda.data.Lattice;
import org.samda.data.Plan;
import org.samda.data.TrainingCase;
import org.samda.data.TrainingImage;
import org.samda.training.AdaptationConfig;
import org.samda.training.EmbeddingConfig;
import org.samda.training.EmbeddingSource;
import org.samda.training.TrainingConfig;

/**
 * What the steps of a run ask of the embedding bank, worked out from the sizes of their images.
 *
 * @param config of the run
 * @param plan   size of patch and batch
 * @param shape  of an embedding
 */
record BankNeed(RunConfig config, Plan plan, EntryShape shape) {
    static BankNeed of(RunConfig config, RunModel model) {
        EmbeddingConfig embeddings = config.settings().training().embeddings();
        EmbeddingSource source = new EmbeddingSource(
                new Lattice(model.plan().patchWidth(), model.plan().patchHeight()), embeddings.precision());
        return new BankNeed(config, model.plan(), source.shape(model.generic().orElseThrow()));
    }

    /** Of a step whose data are still files. */
    static BankForecast of(int step, RunConfig config, TrainingData data, RunModel model) {
        boolean runs = config.method().steps().contains(step)
                && (step == 1 || data.target().isPresent());
        if (!runs || RunEmbeddings.source(config, step) != EmbeddingConfig.Source.BANK) {
            return BankForecast.NOTHING;
        }
        BankNeed need = of(config, model);
        return switch (step) {
            case 1 ->
                need.supervised(1, need.sizes(TrainingData.labelled(data.sourceTraining())))
                        .plus(need.validation(need.sizes(data.heldOut().validation())));
            case 2 ->
                need.adaptation(
                        need.sizes(data.sourceTraining()),
                        need.sizes(data.split().raw()));
            default -> need.supervised(3, need.sizes(data.shots()));
        };
    }

    /** Of training on annotated images of these sizes. */
    BankForecast supervised(int step, Stream<TrainingImage.Size> sizes) {
        TrainingConfig training = config.settings().training();
        int iterations = (step == 1 ? training.source() : training.fewShot()).iterations();
        AugmentationConfig.Spatial spatial = config.settings().augmentation().spatial();
        int symmetries = spatial.symmetries(plan.patchWidth(), plan.patchHeight());
        return forecast(sizes, symmetries, (long) iterations * plan.batchSize());
    }

    /** Of the validation of step 1 on images of these sizes. */
    BankForecast validation(Stream<TrainingImage.Size> sizes) {
        TrainingConfig training = config.settings().training();
        long patches = (long) training.source().epochs() * training.validation().iterations() * plan.batchSize();
        return forecast(sizes, 1, patches);
    }

    /** Of step 2 on raw images of these sizes. */
    BankForecast adaptation(Stream<TrainingImage.Size> source, Stream<TrainingImage.Size> target) {
        AdaptationConfig adaptation = config.settings().training().adaptation();
        boolean chosen = adaptation.pairing() != AdaptationConfig.Pairing.RANDOM;
        long pairs = (long) adaptation.pairs() * (chosen ? adaptation.epochs() : 1);
        return forecast(source, 1, pairs * (chosen ? AdaptationConfig.CANDIDATES : 1))
                .plus(forecast(target, 1, pairs));
    }

    static Stream<TrainingImage.Size> sizesOf(List<TrainingCase> cases) {
        return cases.stream().flatMap(each -> each.sections().stream()).map(TrainingImage::size);
    }

    private Stream<TrainingImage.Size> sizes(List<DatasetImage> images) {
        return images.stream().flatMap(image -> DiskNeed.prepared(image, plan));
    }

    private BankForecast forecast(Stream<TrainingImage.Size> sizes, int symmetries, long draws) {
        Lattice lattice = new Lattice(plan.patchWidth(), plan.patchHeight());
        long tiles = sizes.mapToLong(lattice::tiles).sum();
        return BankForecast.of(tiles * symmetries, tiles == 0 ? 0 : draws, shape);
    }
}
