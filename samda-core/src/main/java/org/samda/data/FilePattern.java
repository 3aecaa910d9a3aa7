// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.samda.SamdaException;

/**
 * Files named by a glob from a data set's YAML, which may come from anybody: nothing outside the YAML's folder is found.
 *
 * <p>{@code *} stands for any characters and {@code ?} for one, both within one file or folder name.
 *
 * @param yaml    the YAML file, for its folder and for messages
 * @param key     the key in it, for messages
 * @param pattern a relative path with forward slashes
 */
record FilePattern(Path yaml, String key, String pattern) {
    private static final int LONGEST = 500;

    FilePattern {
        boolean absolute = pattern.startsWith("/") || pattern.startsWith("~") || pattern.matches("(?s)[A-Za-z]:.*");
        boolean climbs = List.of(pattern.split("/", -1)).contains("..");
        if (absolute || climbs || pattern.contains("\\") || pattern.indexOf('\0') >= 0) {
            throw refusal(
                    yaml,
                    key,
                    pattern,
                    "expected a path inside the YAML's folder, with forward slashes and without '..'");
        }
        if (pattern.length() > LONGEST || pattern.contains("**")) {
            throw refusal(
                    yaml,
                    key,
                    pattern,
                    "expected at most %d characters, and '*' within one name only".formatted(LONGEST));
        }
    }

    /** Whether several files may match. */
    boolean hasWildcard() {
        return pattern.indexOf('*') >= 0 || pattern.indexOf('?') >= 0;
    }

    /**
     * The files that match, in no particular order.
     *
     * @throws SamdaException if a match lies, through a symbolic link, outside the YAML's folder
     */
    List<Path> find() {
        Path folder = yaml.toAbsolutePath().normalize().getParent();
        List<Path> found = List.of(folder);
        try {
            Path real = folder.toRealPath();
            for (String name : pattern.split("/", -1)) {
                found = name.isEmpty() || name.equals(".") ? found : expand(found, name);
                requireInside(real, found);
            }
        } catch (IOException | DirectoryIteratorException e) {
            throw new SamdaException(
                    "Data set '%s', key '%s': '%s' cannot be listed: %s".formatted(yaml, key, pattern, e), e);
        }
        return found;
    }

    private void requireInside(Path realFolder, List<Path> found) throws IOException {
        for (Path each : found) {
            if (!each.toRealPath().startsWith(realFolder)) {
                throw refusal(yaml, key, pattern, "'" + each + "' is a link that leaves the YAML's folder");
            }
        }
    }

    private static List<Path> expand(List<Path> folders, String name) throws IOException {
        boolean wild = name.indexOf('*') >= 0 || name.indexOf('?') >= 0;
        List<Path> found = new ArrayList<>();
        for (Path folder : folders) {
            if (!wild && Files.exists(folder.resolve(name))) {
                found.add(folder.resolve(name));
            } else if (wild && Files.isDirectory(folder)) {
                addMatches(folder, name, found);
            }
        }
        return found;
    }

    private static void addMatches(Path folder, String pattern, List<Path> into) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (!name.startsWith(".") && matches(pattern, name)) {
                    into.add(entry);
                }
            }
        }
    }

    /** Whether a name fits a pattern; in time of at most the product of their lengths. */
    static boolean matches(String pattern, String name) {
        int p = 0;
        int star = -1;
        int retry = 0;
        for (int n = 0; n < name.length(); n++) {
            boolean fits = p < pattern.length() && (pattern.charAt(p) == '?' || pattern.charAt(p) == name.charAt(n));
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                retry = n--;
            } else if (fits) {
                p++;
            } else if (star >= 0) {
                p = star + 1;
                n = retry++;
            } else {
                return false;
            }
        }
        return pattern.substring(p).chars().allMatch(c -> c == '*');
    }

    private static SamdaException refusal(Path yaml, String key, String pattern, String reason) {
        return new SamdaException(
                "Data set '%s', key '%s': '%s' is refused: %s.".formatted(yaml, key, pattern, reason));
    }
}
