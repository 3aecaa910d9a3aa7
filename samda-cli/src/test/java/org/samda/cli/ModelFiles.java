// SPDX-License-Identifier: Apache-2.0
package org.samda.cli;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** Changes inside a model file. */
final class ModelFiles {

    private ModelFiles() {}

    /** Replaces the text of an entry. */
    static void edit(Path model, String entry, UnaryOperator<String> change) throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(model)) {
            Path file = zip.getPath(entry);
            String before = Files.readString(file);
            String after = change.apply(before);
            if (after.equals(before)) {
                throw new IllegalStateException("nothing to change in " + before);
            }
            Files.writeString(file, after);
        }
    }
}
