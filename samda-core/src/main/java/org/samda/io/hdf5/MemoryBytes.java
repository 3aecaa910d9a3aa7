// SPDX-License-Identifier: Apache-2.0
package org.samda.io.hdf5;

import org.samda.io.ByteInput;

/** Bytes that are in memory already. */
@SuppressWarnings("ArrayRecordComponent")
record MemoryBytes(byte[] bytes) implements ByteInput {

    @Override
    public double mostBytes() {
        return bytes.length;
    }

    @Override
    public int read(long offset, byte[] into, int count) {
        int present = (int) Math.max(0, Math.min(count, bytes.length - offset));
        System.arraycopy(bytes, (int) Math.min(offset, bytes.length), into, 0, present);
        return present;
    }

    @Override
    public void verify() {}

    @Override
    public void close() {}
}
