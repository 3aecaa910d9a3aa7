// SPDX-License-Identifier: Apache-2.0
package org.samda.io.hdf5;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Link;
import io.jhdf.api.Node;
import io.jhdf.exceptions.HdfException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.samda.SamdaException;

/**
 * Looks through an HDF5 file for the dataset that is meant. Links, which may lead to other files, are not followed.
 */
final class Hdf5Search {
    private static final int MOST_GROUPS = 10_000;
    private static final int MOST_NAMED = 12;

    private final Hdf5Path path;
    private final List<Dataset> candidates = new ArrayList<>();
    private final List<String> unreadable = new ArrayList<>();
    private final Set<Long> groups = new HashSet<>();

    private Hdf5Search(Hdf5Path path) {
        this.path = path;
    }

    /**
     * The dataset that the path names or, if it names none, the only one of numbers along 2 to 5 axes.
     *
     * @throws SamdaException if there is none or several; it lists those there are
     */
    static Dataset find(HdfFile file, Hdf5Path path) {
        Hdf5Search search = new Hdf5Search(path);
        return path.namesDataset() ? search.named(file) : search.only(file);
    }

    private Dataset named(HdfFile file) {
        Node node = file;
        for (String name : path.dataset().split("/", -1)) {
            if (!(node instanceof Group group) || group.getChild(name) == null) {
                throw missing(file, "there is no '" + name + "' in it");
            }
            node = group.getChild(name);
            if (node instanceof Link link) {
                throw missing(file, "'%s' is a link to '%s'".formatted(name, link.getTargetPath()));
            }
        }
        if (node instanceof Dataset dataset) {
            return dataset;
        }
        throw missing(file, "it is a group");
    }

    private Dataset only(HdfFile file) {
        collect(file);
        if (candidates.size() != 1 || !unreadable.isEmpty()) {
            throw new SamdaException("'%s' holds %s, expected one. %s"
                    .formatted(path.file(), count(), candidates.isEmpty() ? "Check the file." : choice()));
        }
        return candidates.get(0);
    }

    private SamdaException missing(HdfFile file, String what) {
        collect(file);
        return new SamdaException("Cannot read '%s': %s, expected a dataset. '%s' holds %s. %s"
                .formatted(path, what, path.file(), count(), candidates.isEmpty() ? "Check the path." : choice()));
    }

    private String count() {
        String kind = "of numbers along 2 to 5 axes";
        String count = candidates.size() == 1 ? "one dataset " + kind : candidates.size() + " datasets " + kind;
        return unreadable.isEmpty() ? count : count + " and what cannot be read in " + String.join(", ", unreadable);
    }

    /** A group that has been seen is not entered again: hard links can make a circle. */
    private void collect(Group group) {
        if (groups.size() >= MOST_GROUPS || !groups.add(group.getAddress())) {
            return;
        }
        try {
            for (Node node : group.getChildren().values()) {
                if (node instanceof Dataset dataset && isCandidate(dataset)) {
                    candidates.add(dataset);
                } else if (node instanceof Group inner) {
                    collect(inner);
                }
            }
        } catch (HdfException e) {
            unreadable.add("'%s' (%s)".formatted(group.getPath(), e.getMessage()));
        }
    }

    private static boolean isCandidate(Dataset dataset) {
        int rank = dataset.getDimensionsAsLong().length;
        return rank >= 2 && rank <= 5 && Hdf5Type.of(dataset.getDataType()).isPresent();
    }

    private String choice() {
        String list = candidates.stream()
                .limit(MOST_NAMED)
                .map(dataset -> "%s%s (%s)"
                        .formatted(path.file(), dataset.getPath(), Hdf5Shape.text(dataset.getDimensionsAsLong())))
                .collect(Collectors.joining(", "));
        return "Name one of them: " + list + (candidates.size() > MOST_NAMED ? " and more." : ".");
    }
}
