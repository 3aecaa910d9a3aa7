// SPDX-License-Identifier: Apache-2.0
package org.samda.inference;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What is segmented and where the result goes.
 *
 * @param input         an image or volume file (Zarr and N5, which are folders, count as one), or a folder of them
 * @param output        a file for a file, a folder for a folder; a file's extension says its format (.png, .tif, .tiff, .nii,
 *                      .nii.gz, .zarr, .n5)
 * @param probabilities where the foreground classes' probabilities go, as float32: a file (.tif, .tiff, .nii, .nii.gz, .zarr,
 *                      .n5) for a file, a folder for a folder; empty for none
 * @param overwrite     whether what exists at output and probabilities is replaced
 * @param cut           which part of a volume, and along which axes; as stored for a folder
 */
public record SegmentationJob(Path input, Path output, Optional<Path> probabilities, boolean overwrite, Cut cut) {

    /** Of all that there is, as it is stored. */
    public SegmentationJob(Path input, Path output, Optional<Path> probabilities, boolean overwrite) {
        this(input, output, probabilities, overwrite, Cut.AS_STORED);
    }
}
