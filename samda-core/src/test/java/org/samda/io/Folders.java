// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Looks into folders for tests that assert what is there and what is not. */
final class Folders {

    private Folders() {}

    /** Names of everything in a folder, hidden files too, sorted. */
    static List<String> names(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }
}
