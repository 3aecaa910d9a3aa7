// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

    /** What a file, or every file below a folder, holds, as hexadecimal digits of its checksum. */
    static Map<Path, String> contents(Path fileOrFolder) throws IOException {
        Map<Path, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(fileOrFolder)) {
            files.filter(Files::isRegularFile)
                    .forEach(file -> contents.put(
                            fileOrFolder.relativize(file), Sha256.of(file).hex()));
        }
        return contents;
    }
}
