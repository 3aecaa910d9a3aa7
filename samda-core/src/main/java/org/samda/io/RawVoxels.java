// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.samda.SamdaException;
import org.samda.image.VoxelBox;

/** Reads boxes of a volume whose voxels lie in one run; reads no bytes but those of the box. */
public final class RawVoxels {
    private static final int BUFFER_VALUES = 1 << 14;

    private final Path file;
    private final ByteInput input;
    private final RawLayout layout;

    /** @param input the file's bytes; stays open */
    public RawVoxels(Path file, ByteInput input, RawLayout layout) {
        this.file = file;
        this.input = input;
        this.layout = layout;
    }

    /**
     * Reads a box that lies inside the volume.
     *
     * @param values gets its grey values, x fastest
     * @throws SamdaException if the file ends before it, cannot be read, or holds NaN or infinite values there
     */
    public void read(VoxelBox box, float[] values) {
        try {
            fill(box, values);
        } catch (IOException e) {
            throw FileProblem.reading(file, box.toString(), e);
        }
        FiniteValues.require(values, box, file);
    }

    /** Rows that follow each other in the file, too, are read as one. */
    private void fill(VoxelBox box, float[] values) throws IOException {
        boolean wholeRows = box.width() == layout.size().x();
        boolean wholeSections = wholeRows && box.height() == layout.size().y();
        int run = wholeSections ? values.length : wholeRows ? box.width() * box.height() : box.width();
        byte[] buffer = new byte[Math.min(run, BUFFER_VALUES) * layout.type().bytes()];
        for (int at = 0; at < values.length; at += run) {
            int row = at / box.width();
            long position = layout.position(box.x(), box.y() + row % box.height(), box.z() + row / box.height());
            readRun(position, buffer, values, at, run);
        }
    }

    private void readRun(long position, byte[] buffer, float[] values, int at, int run) throws IOException {
        int bytes = layout.type().bytes();
        for (int done = 0; done < run; done += BUFFER_VALUES) {
            int count = Math.min(BUFFER_VALUES, run - done);
            if (input.read(position + (long) done * bytes, buffer, count * bytes) < count * bytes) {
                throw new EOFException();
            }
            layout.type().take(ByteBuffer.wrap(buffer).order(layout.order()), values, at + done, count);
        }
    }
}
