// SPDX-License-Identifier: Apache-2.0
package org.samda.training;

import org.samda.bank.StoredPrecision;

/**
 * Where the embeddings of a generic encoder come from that a step does not train (PAPER section 3, embedding bank).
 *
 * @param source    of all steps that do not train the encoder; a step that does computes them as it goes
 * @param precision in which embeddings are kept, and to which they are rounded before they are used
 */
public record EmbeddingConfig(Source source, StoredPrecision precision) {

    /** Where embeddings come from. */
    public enum Source {
        /** The bank for an encoder with published weights, else computed as the step goes. */
        AUTO,
        /** Each patch is encoded when it is used; patches lie anywhere. */
        ENCODE,
        /** As with the bank, but nothing is kept: what the bank is compared with. */
        LATTICE,
        /** Patches lie on a lattice; the embedding of each tile and symmetry is computed once and kept. */
        BANK
    }
}
