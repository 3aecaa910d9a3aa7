// SPDX-License-Identifier: Apache-2.0
package org.samda.inference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.samda.SamdaException;
import org.samda.data.Classes;
import org.samda.io.Volumes;

/** Refuses a job whose outputs would destroy something, before any work is done. */
final class JobCheck {

    private JobCheck() {}

    /** For an input that is a file. */
    static void requireFileOutputs(SegmentationJob job, Classes classes) {
        List<Path> outputs = SectionOutputs.files(job.output(), job.probabilities(), classes);
        for (int i = 0; i < outputs.size(); i++) {
            Path output = outputs.get(i);
            if (real(job.input()).startsWith(real(output))) {
                throw new SamdaException(
                        "Output '%s' is the input, or a folder that holds it. Choose another path; the input is never replaced."
                                .formatted(output));
            }
            if (real(output).equals(real(job.output())) && i > 0) {
                throw new SamdaException(
                        "Segmentation and probabilities would go to the same file '%s'. Choose another."
                                .formatted(output));
            }
            requireFreeFile(output, job.overwrite());
        }
        job.probabilities().ifPresent(JobCheck::requireFloats);
    }

    /** For an input that is a folder. */
    static void requireFolderOutputs(SegmentationJob job) {
        List<Path> folders = new ArrayList<>(List.of(job.input(), job.output()));
        job.probabilities().ifPresent(folders::add);
        for (int i = 1; i < folders.size(); i++) {
            for (int other = 0; other < i; other++) {
                requireApart(folders.get(i), folders.get(other));
            }
            requireFreeFolder(folders.get(i), job.overwrite());
        }
    }

    private static void requireFreeFile(Path output, boolean overwrite) {
        if (Files.isDirectory(output) && !Volumes.isVolumeFile(output)) {
            throw new SamdaException(
                    "Output '%s' is a folder, expected a file because the input is one. Add a file name."
                            .formatted(output));
        }
        if (Files.exists(output) && !overwrite) {
            throw exists(output);
        }
    }

    private static void requireFreeFolder(Path output, boolean overwrite) {
        if (Volumes.isVolumeFile(output) || Files.isRegularFile(output)) {
            throw new SamdaException("Output '%s' is a file, expected a folder because the input is one. Name a folder."
                    .formatted(output));
        }
        if (Files.exists(output) && !overwrite) {
            throw exists(output);
        }
    }

    private static SamdaException exists(Path output) {
        return new SamdaException("Output '%s' exists. Choose another path or add --overwrite.".formatted(output));
    }

    private static void requireFloats(Path file) {
        if (!Volumes.holdsFloats(file)) {
            throw new SamdaException(
                    "Cannot write probabilities to '%s': expected a name ending in .tif, .nii, .nii.gz, .zarr or .n5. Choose one."
                            .formatted(file));
        }
    }

    private static void requireApart(Path output, Path other) {
        if (real(output).startsWith(real(other)) || real(other).startsWith(real(output))) {
            throw new SamdaException(
                    "Folders '%s' and '%s' are the same or one lies in the other. Choose another folder."
                            .formatted(output, other));
        }
    }

    /** The path without links and detours, whether it exists or not. */
    static Path real(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        try {
            return absolute.toRealPath();
        } catch (IOException e) {
            Path parent = absolute.getParent();
            return parent == null ? absolute : real(parent).resolve(absolute.getFileName());
        }
    }
}
