// SPDX-License-Identifier: Apache-2.0
package org.samda.inference;

import java.nio.file.Path;
import org.samda.data.Datasets;
import org.samda.io.Volumes;

/** Names of files made from other names. */
final class FileNames {

    private FileNames() {}

    /** The name without its extension, {@code a} for {@code a.nii.gz}. */
    static String stem(Path file) {
        return Datasets.stemOf(file);
    }

    /** What an image's probabilities are called in a folder: like the image if its format holds floats, else TIFF. */
    static String ofProbabilities(Path image) {
        return Volumes.holdsFloats(image) ? image.getFileName().toString() : stem(image) + ".tif";
    }

    /** The same file with something between stem and extension: {@code a/b.tif} and {@code _1} give {@code a/b_1.tif}. */
    static Path withSuffix(Path file, String suffix) {
        String name = file.getFileName().toString();
        String stem = stem(file);
        return file.resolveSibling(stem + suffix + name.substring(stem.length()));
    }

    /** The text with every character replaced that is not welcome in all file systems. */
    static String safe(String text) {
        return text.replaceAll("[^A-Za-z0-9.-]", "_");
    }
}
