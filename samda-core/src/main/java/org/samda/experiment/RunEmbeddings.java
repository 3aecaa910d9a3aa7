// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.samda.bank.BankForecast;
import org.samda.bank.EmbeddingBank;
import org.samda.data.Lattice;
import org.samda.data.PreparedStore;
import org.samda.training.EmbeddingConfig;
import org.samda.training.EmbeddingConfig.Source;
import org.samda.training.EmbeddingSource;
import org.samda.training.EncoderTraining;
import org.samda.training.TrainingSetup;

/** Where each step of a run gets the generic encoder's embeddings from. */
final class RunEmbeddings {
    private final RunConfig config;
    private final RunModel model;
    private final TrainingSetup setup;
    private final PreparedStore.Location location;
    private final Consumer<String> log;
    private final List<EmbeddingBank> banks = new ArrayList<>();

    /**
     * @param setup    embeddings as they are computed without a bank
     * @param location of the bank, kept from run to run
     * @param log      hears what a bank will take and what it saved
     */
    RunEmbeddings(
            RunConfig config,
            RunModel model,
            TrainingSetup setup,
            PreparedStore.Location location,
            Consumer<String> log) {
        this.config = config;
        this.model = model;
        this.setup = setup;
        this.location = location;
        this.log = log;
    }

    /** What a step's settings come to: never {@link Source#AUTO}. */
    static Source source(RunConfig config, int step) {
        EncoderKind encoder = config.method().encoder();
        EncoderTraining training = encoder.training(config);
        if (encoder == EncoderKind.NONE || training.trains("sam", step) || training.trains("lora", step)) {
            return Source.ENCODE;
        }
        Source source = config.settings().training().embeddings().source();
        if (source != Source.AUTO) {
            return source;
        }
        return encoder.published().isPresent() ? Source.BANK : Source.ENCODE;
    }

    /** Model and engine as all steps see them. */
    TrainingSetup setup() {
        return setup;
    }

    /** Whether a step's patches must lie on the lattice. */
    boolean needsLattice(int step) {
        return source(config, step) != Source.ENCODE;
    }

    /** How to estimate what a step will take. */
    BankNeed need() {
        return BankNeed.of(config, model);
    }

    /** The setup of a step that begins now, and whose bank will take so much. */
    TrainingSetup setup(int step, BankForecast forecast) {
        EmbeddingConfig embeddings = config.settings().training().embeddings();
        EmbeddingSource source = new EmbeddingSource(
                new Lattice(model.plan().patchWidth(), model.plan().patchHeight()), embeddings.precision());
        return switch (source(config, step)) {
            case BANK -> {
                log.accept("embedding bank, step %d: %s".formatted(step, forecast));
                EmbeddingBank bank = source.bank(setup, location, log);
                banks.add(bank);
                yield source.kept(setup, bank);
            }
            case LATTICE -> source.computed(setup);
            default -> setup;
        };
    }

    /** Says what the bank saved since it was last told. */
    void tellSavings() {
        banks.forEach(bank -> log.accept(bank.summary()));
        banks.clear();
    }
}
