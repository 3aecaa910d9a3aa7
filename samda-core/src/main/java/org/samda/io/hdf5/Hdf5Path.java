// SPDX-License-Identifier: Apache-2.0
package org.samda.io.hdf5;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.samda.SamdaException;

/**
 * A path that goes on inside an HDF5 file: {@code volume.h5/raw} is the dataset {@code raw} of {@code volume.h5}.
 *
 * @param file    the file, which need not be there or be an HDF5 file if the path names no dataset
 * @param dataset names of groups and of the dataset, with slashes between them; empty if the path names none
 */
public record Hdf5Path(Path file, String dataset) {
    private static final String NAMES = ".+\\.(h5|hdf5|hdf)";

    /** Splits a path at the first file in it whose name ends in {@code .h5}, {@code .hdf5} or {@code .hdf}. */
    public static Hdf5Path of(Path path) {
        for (int names = 1; names < path.getNameCount(); names++) {
            Path file = beginning(path, names);
            if (isHdf5Name(file) && Files.isRegularFile(file)) {
                return new Hdf5Path(file, joined(path.subpath(names, path.getNameCount())));
            }
        }
        return new Hdf5Path(path, "");
    }

    /**
     * Refuses to write to a path that goes on inside an HDF5 file, since files are only written as a whole.
     *
     * @throws SamdaException if it does
     */
    public static void requireWholeFile(Path target) {
        Hdf5Path path = of(target);
        if (path.namesDataset()) {
            throw new SamdaException(
                    "Cannot write '%s': datasets are not added to a file that is there ('%s'). Name a new file."
                            .formatted(target, path.file()));
        }
    }

    private static Path beginning(Path path, int names) {
        Path part = path.subpath(0, names);
        return path.getRoot() == null ? part : path.getRoot().resolve(part);
    }

    private static boolean isHdf5Name(Path file) {
        return file.getFileName().toString().toLowerCase(Locale.ROOT).matches(NAMES);
    }

    private static String joined(Path names) {
        return StreamSupport.stream(names.spliterator(), false)
                .map(Path::toString)
                .collect(Collectors.joining("/"));
    }

    /** Whether it names a dataset. */
    public boolean namesDataset() {
        return !dataset.isEmpty();
    }

    @Override
    public String toString() {
        return namesDataset() ? file + "/" + dataset : file.toString();
    }
}
