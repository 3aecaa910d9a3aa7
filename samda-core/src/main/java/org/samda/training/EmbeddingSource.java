// SPDX-License-Identifier: Apache-2.0
package org.samda.training;

import java.util.function.Consumer;
import org.samda.bank.EmbeddingBank;
import org.samda.bank.Entries;
import org.samda.bank.EntryShape;
import org.samda.bank.StoredPrecision;
import org.samda.data.Lattice;
import org.samda.data.PreparedStore;
import org.samda.model.EncoderInput;
import org.samda.model.SamdaModelConfig.GenericConfig;
import org.samda.torch.Parameters;

/**
 * Makes what gives a step its embeddings, from the encoder as it is when the step begins.
 *
 * @param lattice   sizes of a patch
 * @param precision in which embeddings are kept
 */
public record EmbeddingSource(Lattice lattice, StoredPrecision precision) {

    /** Training whose embeddings of tiles are computed each time they are used. */
    public TrainingSetup computed(TrainingSetup setup) {
        return with(setup, Entries.COMPUTED);
    }

    /** Training whose embeddings of tiles are kept in a bank. */
    public TrainingSetup kept(TrainingSetup setup, EmbeddingBank bank) {
        return with(setup, bank);
    }

    /**
     * The bank of this encoder; takes a second to read its weights.
     *
     * @param location where it is kept from run to run
     * @param log      see {@link EmbeddingBank}
     */
    public EmbeddingBank bank(TrainingSetup setup, PreparedStore.Location location, Consumer<String> log) {
        GenericConfig generic = setup.model().config().generic().orElseThrow();
        String encoder = "weights %s, shape %s, %s, %s, sides from %d px, %s"
                .formatted(
                        Parameters.hash(setup.model().sam()),
                        generic.encoder(),
                        generic.normalization(),
                        generic.preprocessing().map(Enum::name).orElse("own pixel size"),
                        generic.minSide(),
                        setup.engine().precision());
        return new EmbeddingBank(
                location,
                new EmbeddingBank.Recipe(encoder, setup.model().config().takesOriginalGrey(), shape(generic)),
                log);
    }

    /** What an embedding consists of. */
    public EntryShape shape(GenericConfig generic) {
        EncoderInput input = input(generic);
        return new EntryShape(
                generic.encoder().outChannels(), input.embeddingHeight(), input.embeddingWidth(), precision);
    }

    private EncoderInput input(GenericConfig generic) {
        return generic.input(lattice.patchHeight(), lattice.patchWidth());
    }

    private TrainingSetup with(TrainingSetup setup, Entries entries) {
        GenericConfig generic = setup.model().config().generic().orElseThrow();
        return setup.with(new LatticeEmbeddings(setup, shape(generic), input(generic), entries));
    }
}
