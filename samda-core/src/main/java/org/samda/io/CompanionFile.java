// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of what belongs to a volume and lies beside it: {@code v.nii.gz} has {@code v-labels.nii.gz}. */
public final class CompanionFile {
    /** What follows the name proper: an extension, or two that belong together. */
    private static final Pattern EXTENSION =
            Pattern.compile("(\\.ome\\.[^.]+|\\.nii\\.gz|\\.v3\\.zarr|\\.[^.]+)$", Pattern.CASE_INSENSITIVE);

    private CompanionFile() {}

    /** A volume of the same format. */
    public static Path of(Path volume, String suffix) {
        return of(volume, suffix, extension(volume));
    }

    /** A file of another format. */
    public static Path of(Path volume, String suffix, String extension) {
        String name = volume.getFileName().toString();
        int proper = name.length() - extension(volume).length();
        return volume.resolveSibling(name.substring(0, proper) + suffix + extension);
    }

    private static String extension(Path volume) {
        Matcher matcher = EXTENSION.matcher(volume.getFileName().toString());
        return matcher.find() ? matcher.group() : "";
    }
}
