// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What killed processes have left of a file or folder they were writing: hidden, beside its place ({@link PartialFile}). */
public final class Leftovers {

    private Leftovers() {}

    /**
     * Removes them; not for a target that another process writes at this time.
     *
     * @throws org.samda.SamdaException if they cannot be removed
     */
    public static void remove(Path target) {
        Path place = target.toAbsolutePath().normalize();
        // An older version is moved away before the new one is there: the only copy for that moment.
        String endings = Files.exists(place) ? "(part|old)" : "part";
        Pattern name = Pattern.compile(
                "\\." + Pattern.quote(String.valueOf(place.getFileName())) + "\\.[0-9a-f]{8}\\." + endings);
        if (place.getParent() == null || !Files.isDirectory(place.getParent())) {
            return;
        }
        try {
            for (Path each : named(name, place.getParent())) {
                FolderTree.remove(each);
            }
        } catch (IOException e) {
            throw FileProblem.writing(target, e);
        }
    }

    private static List<Path> named(Pattern name, Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry ->
                            name.matcher(entry.getFileName().toString()).matches())
                    .toList();
        }
    }
}
