// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.samda.SamdaException;
import org.samda.image.VolumeInfo;
import org.samda.io.hdf5.Hdf5Path;
import org.samda.io.hdf5.Hdf5Reader;

/** Opens images and volumes (PNG, TIFF, NIfTI-1) for reading and writing, whatever their format. */
public final class Volumes {

    private Volumes() {}

    /**
     * Opens a PNG, TIFF or NIfTI-1 file, the latter with or without gzip; its first bytes decide which it is, not its name.
     *
     * @return a reader that holds the file open; the caller closes it
     * @throws SamdaException if the file is missing, empty, a folder, damaged or not a grey image
     */
    public static VolumeReader open(Path path) {
        Path file = Hdf5Path.of(path).file();
        requireFile(file);
        try {
            Optional<ImageFormat> format = ImageFormat.ofContent(file);
            return switch (format.orElseThrow(() -> unreadable(file, "no image"))) {
                case PNG -> new PngReader(file);
                case TIFF -> new TiffReader(file);
                case NIFTI -> new NiftiReader(file, new StoredBytes(file));
                case MRC -> new MrcReader(file, new StoredBytes(file));
                case HDF5 -> new Hdf5Reader(path);
                case GZIP -> new NiftiReader(file, new InflatedBytes(file));
                default -> throw unreadable(file, "a " + format.get() + " file");
            };
        } catch (IOException e) {
            throw FileProblem.reading(file, e);
        }
    }

    /**
     * Begins a file in the format of its extension ({@code .png}, {@code .tif}, {@code .tiff}, {@code .nii},
     * {@code .nii.gz}).
     *
     * @param info size and type of the volume; its voxel size is kept in TIFF and NIfTI files, and the header of a
     *             NIfTI file, if it comes from one, in NIfTI files
     * @return a writer that takes {@code info.size().z()} sections; the caller commits and closes it
     * @throws SamdaException if the format cannot hold the volume or the file cannot be written
     */
    public static VolumeWriter create(Path file, VolumeInfo info) {
        ImageFormat format = ImageFormat.ofName(file)
                .orElseThrow(() -> new SamdaException(
                        "Cannot write '%s': expected a name ending in .png, .tif, .tiff, .nii or .nii.gz. Choose one of these."
                                .formatted(file)));
        return switch (format) {
            case PNG -> new PngWriter(file, info);
            case NIFTI -> new NiftiWriter(file, info);
            case MRC -> new MrcWriter(file, info);
            default -> new TiffWriter(file, info);
        };
    }

    /** Whether files of the format that a name asks for hold float32 values. */
    public static boolean holdsFloats(Path file) {
        return ImageFormat.ofName(file)
                .filter(format -> format != ImageFormat.PNG)
                .isPresent();
    }

    /** Whether a file is by its name an image that can be opened: a known extension, in any case, and not hidden. */
    public static boolean isVolumeFile(Path file) {
        Path name = file.getFileName();
        return name != null
                && !name.toString().startsWith(".")
                && ImageFormat.ofName(file).isPresent();
    }

    /**
     * The image files directly in a folder in the order people number them ({@code slice_2} before {@code slice_10});
     * other files, folders and hidden files are left out.
     *
     * @throws SamdaException if the folder is missing, is a file or cannot be read
     */
    public static List<Path> list(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new SamdaException("Cannot list images in '%s': %s, expected a folder. Check the path."
                    .formatted(folder, Files.exists(folder) ? "it is a file" : "it does not exist"));
        }
        try (Stream<Path> entries = Files.list(folder)) {
            Comparator<Path> byName =
                    Comparator.comparing(file -> file.getFileName().toString(), new NaturalOrder());
            return entries.filter(Volumes::isVolumeFile)
                    .filter(Files::isRegularFile)
                    .sorted(byName)
                    .toList();
        } catch (IOException e) {
            throw FileProblem.reading(folder, e);
        }
    }

    private static SamdaException unreadable(Path file, String found) {
        return new SamdaException("'%s' is %s, expected a PNG, TIFF or NIfTI image. Convert it, for example with Fiji."
                .formatted(file, found));
    }

    private static void requireFile(Path file) {
        if (Files.isDirectory(file)) {
            throw new SamdaException(
                    "Cannot read '%s': it is a folder, expected a PNG, TIFF or NIfTI file. Name one of the files in it."
                            .formatted(file));
        }
        try {
            if (Files.size(file) == 0) {
                throw FileProblem.damaged(file, "it is empty (0 bytes)");
            }
        } catch (IOException e) {
            throw FileProblem.reading(file, e);
        }
    }
}
