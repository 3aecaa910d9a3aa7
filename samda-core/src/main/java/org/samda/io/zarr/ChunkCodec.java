// SPDX-License-Identifier: Apache-2.0
package org.samda.io.zarr;

import java.io.IOException;

/** One step between the numbers of a chunk and the bytes of its file. */
interface ChunkCodec {

    /**
     * @param data  as it is stored; stays as it is
     * @param limit most bytes that may come out; more are never allocated
     * @throws IOException if the data are damaged or would give more, with what is wrong as its message
     */
    byte[] decode(byte[] data, int limit) throws IOException;

    /** The opposite of {@link #decode}. */
    byte[] encode(byte[] data) throws IOException;
}
