// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/**
 * Writes whole files so that a reader sees the old content or the new one, never a part, also after a crash.
 *
 * <p>The content goes to a hidden file beside the target, is flushed to the disk and then moved to its name in one
 * step; folders that are missing are made. If anything fails, the hidden file is removed, the target is as it was, and
 * a {@link org.samda.SamdaException} names the path, the reason (the free space, if the disk is full) and what to do.
 */
public final class AtomicFiles {

    /** Something that can be written to a stream. */
    @FunctionalInterface
    public interface Content {

        /**
         * @param out buffered; may be closed or left open
         * @throws IOException if it cannot be written; nothing of it is kept
         */
        void writeTo(OutputStream out) throws IOException;
    }

    private AtomicFiles() {}

    public static void write(Path target, byte[] bytes) {
        write(target, out -> out.write(bytes));
    }

    public static void write(Path target, Content content) {
        try (PartialFile part = PartialFile.beside(target)) {
            fill(part, target, content);
            part.commit();
        }
    }

    private static void fill(PartialFile part, Path target, Content content) {
        // Not in try-with-resources: a stream that failed would try to write its buffer once more when closed.
        OutputStream out = new BufferedOutputStream(part.output(), 1 << 16);
        try {
            content.writeTo(out);
            out.flush();
        } catch (IOException e) {
            throw FileProblem.writing(target, e);
        }
    }
}
