// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import java.nio.ByteBuffer;

/** The numbers of a NIfTI file, scaled as its header says. */
record NiftiNumbers(NiftiType type, NiftiScaling scaling) implements VoxelNumbers {

    @Override
    public int bytes() {
        return type.bytes();
    }

    @Override
    public void take(ByteBuffer in, float[] into, int at, int count) {
        for (int i = at; i < at + count; i++) {
            into[i] = (float) scaling.of(type.number(in));
        }
    }
}
