// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import java.nio.ByteBuffer;

/** How the numbers that voxels are stored as become grey values. */
public interface VoxelNumbers {

    /** Bytes of one number. */
    int bytes();

    /**
     * Takes numbers from a buffer, in its byte order.
     *
     * @param into  gets the values; one that is too large for a float counts as infinite
     * @param at    index of the first
     * @param count how many
     */
    void take(ByteBuffer in, float[] into, int at, int count);
}
