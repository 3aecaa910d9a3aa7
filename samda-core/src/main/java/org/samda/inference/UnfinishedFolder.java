// SPDX-License-Identifier: Apache-2.0
package org.samda.inference;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.samda.SamdaException;
import org.samda.io.FolderTree;

/**
 * An output folder while it is being filled: {@code <output>.unfinished-<key>} beside its place.
 *
 * <p>The key stands for everything the results depend on but the images themselves, so that a run finds what an
 * interrupted one with the same settings has left, and never what another has.
 */
final class UnfinishedFolder {
    private static final String KEY = "%s.unfinished-%08x";

    private final Path target;
    private final Path folder;

    private UnfinishedFolder(Path target, String name) {
        this.target = target;
        this.folder = target.resolveSibling(name);
    }

    /**
     * @param target   the output folder's place
     * @param settings what the results depend on, in any form
     */
    static UnfinishedFolder of(Path target, String settings) {
        Path real = JobCheck.real(target);
        return new UnfinishedFolder(real, KEY.formatted(real.getFileName(), key(settings)));
    }

    /**
     * As {@link #of}, for results that depend on how the input is now. What was made from an earlier state of it is of no
     * use to anybody and is removed.
     *
     * @param input the input's state, in any form
     */
    static UnfinishedFolder of(Path target, String settings, String input) {
        UnfinishedFolder anyState = of(target, settings);
        String begin = anyState.folder.getFileName() + "-";
        UnfinishedFolder unfinished = new UnfinishedFolder(anyState.target, begin + "%08x".formatted(key(input)));
        unfinished.removeOthers(begin);
        return unfinished;
    }

    private static long key(String text) {
        CRC32 key = new CRC32();
        key.update(text.getBytes(StandardCharsets.UTF_8));
        return key.getValue();
    }

    private void removeOthers(String begin) {
        Pattern name = Pattern.compile(Pattern.quote(begin) + "[0-9a-f]{8}");
        for (Path each : entries(target.getParent())) {
            String found = each.getFileName().toString();
            if (name.matcher(found).matches() && !each.equals(folder)) {
                new UnfinishedFolder(target, found).remove();
            }
        }
    }

    /** Whether all these files exist and none is older than the image they were made from. */
    static boolean areNewerThan(Path image, List<Path> files) {
        try {
            FileTime imageTime = Files.getLastModifiedTime(image);
            for (Path file : files) {
                if (!Files.exists(file) || Files.getLastModifiedTime(file).compareTo(imageTime) < 0) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    Path folder() {
        return folder;
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    /** Removes the folder if no image in it has been finished; says whether it did. */
    boolean removeIfEmpty() {
        if (Files.isDirectory(folder)
                && files().stream()
                        .anyMatch(file -> !file.getFileName().toString().startsWith("."))) {
            return false;
        }
        remove();
        return true;
    }

    /**
     * Brings the files to their place: in one move where nothing is there, else file by file, replacing those of the same
     * name and leaving all others.
     *
     * @param expected the files that belong into the folder; others, which an interrupted run can have left, are removed
     */
    void publish(Set<Path> expected) {
        try {
            for (Path file : files()) {
                if (!expected.contains(file)) {
                    FolderTree.remove(file);
                }
            }
            if (Files.exists(target)) {
                for (Path file : files()) {
                    move(file, target.resolve(file.getFileName()));
                }
                Files.delete(folder);
            } else {
                Files.move(folder, target);
            }
        } catch (IOException e) {
            throw new SamdaException(
                    "The finished segmentation in '%s' cannot be moved to '%s': %s. Move it yourself."
                            .formatted(folder, target, e),
                    e);
        }
    }

    /** Removes the folder with all that is in it. */
    void remove() {
        try {
            if (Files.isDirectory(folder)) {
                FolderTree.remove(folder);
            }
        } catch (IOException e) {
            throw new SamdaException("Folder '%s' cannot be removed: %s. Remove it yourself.".formatted(folder, e), e);
        }
    }

    /** A volume can be a folder (Zarr, N5): one that is there is no file to be replaced by a move. */
    private static void move(Path file, Path place) throws IOException {
        if (Files.isDirectory(place)) {
            FolderTree.remove(place);
        }
        Files.move(file, place, StandardCopyOption.REPLACE_EXISTING);
    }

    private List<Path> files() {
        return entries(folder);
    }

    private static List<Path> entries(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList();
        } catch (IOException e) {
            throw new SamdaException("Folder '%s' cannot be read: %s. Check it.".formatted(folder, e), e);
        }
    }
}
