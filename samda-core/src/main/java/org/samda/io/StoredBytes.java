// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/** The bytes of a file as they lie on the disk, at any position. */
public final class StoredBytes implements ByteInput {
    private final Path path;
    private final RandomAccessFile file;
    private final long length;

    /** Opens the file. */
    public StoredBytes(Path path) throws IOException {
        this.path = path;
        file = new RandomAccessFile(path.toFile(), "r");
        length = file.length();
    }

    @Override
    public double mostBytes() {
        return length;
    }

    @Override
    public int read(long offset, byte[] into, int count) throws IOException {
        int present = (int) Math.max(0, Math.min(count, length - offset));
        file.seek(offset);
        file.readFully(into, 0, present);
        return present;
    }

    @Override
    public void verify() {}

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw FileProblem.reading(path, e);
        }
    }
}
