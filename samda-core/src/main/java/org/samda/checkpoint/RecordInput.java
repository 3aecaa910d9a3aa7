// SPDX-License-Identifier: Apache-2.0
package org.samda.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;

/** The bytes of one entry of an archive, whose length and checksum are compared at the end. */
final class RecordInput implements AutoCloseable {
    private final CheckedInputStream in;
    private final ZipEntry entry;
    private final Path file;

    RecordInput(InputStream in, ZipEntry entry, Path file) {
        this.in = new CheckedInputStream(in, new CRC32());
        this.entry = entry;
        this.file = file;
    }

    InputStream stream() {
        return in;
    }

    /**
     * Reads what is left. Java does not compare a stored entry's checksum itself.
     *
     * @throws org.samda.SamdaException if the entry is longer than it says or its checksum is wrong; none is noted as 0
     */
    void finish() throws IOException {
        if (in.read() >= 0) {
            throw Refusal.damaged(file, "'%s' is longer than it says".formatted(entry.getName()));
        }
        if (entry.getCrc() != 0 && entry.getCrc() != in.getChecksum().getValue()) {
            throw Refusal.damaged(file, "the checksum of '%s' is wrong".formatted(entry.getName()));
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
