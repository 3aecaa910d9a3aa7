// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import java.io.IOException;

/** The bytes of a file, as they lie on the disk or as they are once they are inflated. */
public interface ByteInput extends AutoCloseable {

    /** The most bytes the file can have or expand to. */
    double mostBytes();

    /**
     * Reads bytes from a position on; fastest where every position is the end of the reading before.
     *
     * @param offset of the first byte, at least 0
     * @param into   gets them from its beginning on
     * @param count  how many
     * @return how many there were: fewer than asked for only where the file ends
     */
    int read(long offset, byte[] into, int count) throws IOException;

    /** Compares what has been read with the file's checksum, where it has one; reads on to its end for that. */
    void verify() throws IOException;

    @Override
    void close();
}
