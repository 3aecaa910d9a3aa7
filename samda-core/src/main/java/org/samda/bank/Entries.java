// SPDX-License-Identifier: Apache-2.0
package org.samda.bank;

import java.nio.ByteBuffer;
import java.util.function.Supplier;
import org.samda.data.LatticePatch;

/** Gives the embeddings of tiles under symmetries, as bytes in a stored precision. */
@FunctionalInterface
public interface Entries {
    /** Nothing is kept. */
    Entries COMPUTED = (patch, compute) -> compute.get();

    /**
     * The embedding of a tile under a symmetry.
     *
     * @param patch   of which tile and symmetry count, not what is left to do
     * @param compute encodes the tile if need be
     * @return little-endian values [C, h, w]
     */
    ByteBuffer of(LatticePatch patch, Supplier<ByteBuffer> compute);
}
