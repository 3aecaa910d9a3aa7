// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * The bytes of a gzip file once they are inflated: a stream that is read forward and begun anew to go back.
 *
 * <p>Memory does not grow with the file.
 */
final class InflatedBytes implements ByteInput {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final long UNKNOWN = Long.MAX_VALUE;

    private final Path path;
    private final long length;
    private InputStream stream;
    private long position;

    InflatedBytes(Path path) throws IOException {
        this.path = path;
        length = Files.size(path);
        stream = open(path);
    }

    @Override
    public double mostBytes() {
        return (double) length * ClaimedSize.MOST_EXPANSION;
    }

    @Override
    public int read(long offset, byte[] into, int count) throws IOException {
        if (offset < position) {
            stream.close();
            stream = open(path);
            position = 0;
        }
        long gap = offset - position;
        position = UNKNOWN;
        stream.skipNBytes(gap);
        int present = stream.readNBytes(into, 0, count);
        position = offset + present;
        return present;
    }

    @Override
    public void verify() throws IOException {
        position = UNKNOWN;
        stream.transferTo(OutputStream.nullOutputStream());
    }

    @Override
    public void close() {
        try {
            stream.close();
        } catch (IOException e) {
            throw FileProblem.reading(path, e);
        }
    }

    private static InputStream open(Path path) throws IOException {
        InputStream file = Files.newInputStream(path);
        try {
            return new GZIPInputStream(file, BUFFER_BYTES);
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }
}
