// SPDX-License-Identifier: Apache-2.0
package org.samda.io.zarr;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.samda.io.FileProblem;

/** Looks for arrays and images in a group, not in each other; gives up where a container has more than any should. */
final class ArraySearch {
    private static final int DEEPEST = 6;
    private static final int MOST_FOLDERS = 20_000;

    private final List<Path> found = new ArrayList<>();
    private int visited;

    /** The folders that are one, in the order of their names. */
    List<Path> in(Path group) {
        visit(group, 0);
        return List.copyOf(found);
    }

    private void visit(Path folder, int depth) {
        for (Path each : folders(folder)) {
            if (++visited > MOST_FOLDERS) {
                return;
            }
            Optional<ZarrNode> node = ZarrNode.of(each);
            if (node.filter(it -> it.isArray() || OmeImage.of(it).isPresent()).isPresent()) {
                found.add(each);
            } else if (depth < DEEPEST) {
                visit(each, depth + 1);
            }
        }
    }

    private static List<Path> folders(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isDirectory)
                    .filter(entry -> !entry.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw FileProblem.reading(folder, e);
        }
    }
}
