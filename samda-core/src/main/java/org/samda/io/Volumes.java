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
import org.samda.io.hdf5.Hdf5Writer;
import org.samda.io.zarr.ZarrArray;
import org.samda.io.zarr.ZarrFolders;
import org.samda.io.zarr.ZarrWriter;

/** Opens images and volumes (PNG, TIFF, NIfTI-1, MRC, HDF5, Zarr, N5) for reading and writing, whatever their format. */
public final class Volumes {

    private static final String READABLE = "PNG, TIFF, NIfTI, MRC or HDF5";
    private static final String WRITABLE = ".png, .tif, .tiff, .nii, .nii.gz, .mrc, .h5, .zarr or .n5";

    private Volumes() {}

    /**
     * Opens a PNG, TIFF, NIfTI-1 (with or without gzip), MRC or HDF5 file; its first bytes decide which it is, not its
     * name. A path may go on inside an HDF5 file ({@code volume.h5/raw}) to choose one of its datasets. Of folders, those of
     * Zarr v2 and v3, OME-Zarr and N5 are volumes, as are the arrays and groups inside.
     *
     * @return a reader that holds the file open; the caller closes it
     * @throws SamdaException if the file is missing, empty, another folder, damaged or not a grey image
     */
    public static VolumeReader open(Path path) {
        if (ZarrFolders.isVolume(path)) {
            return ZarrArray.open(path).reader();
        }
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

    /** The file or folder on disk that a path names a volume in: the HDF5 file of a path that goes on inside it. */
    public static Path onDisk(Path path) {
        return Hdf5Path.of(path).file();
    }

    /**
     * Begins a file in the format of its extension ({@code .png}, {@code .tif}, {@code .tiff}, {@code .nii},
     * {@code .nii.gz}, {@code .mrc}, {@code .h5} and their like), or a folder of chunks ({@code .zarr}, {@code .n5}); a name
     * without a dot becomes a folder of numbered sections.
     *
     * @param info size and type of the volume; its voxel size is kept in all but PNG files, and the header of a
     *             NIfTI file, if it comes from one, in NIfTI files
     * @return a writer that takes {@code info.size().z()} sections; the caller commits and closes it
     * @throws SamdaException if the format cannot hold the volume or the file cannot be written
     */
    public static VolumeWriter create(Path file, VolumeInfo info) {
        Hdf5Path.requireWholeFile(file);
        if (isStackName(file)) {
            return new StackWriter(file, info);
        }
        ImageFormat format = ImageFormat.ofName(file)
                .orElseThrow(() -> new SamdaException(
                        "Cannot write '%s': expected a name ending in %s, or one without a dot for a folder of sections. Choose one of these."
                                .formatted(file, WRITABLE)));
        return switch (format) {
            case PNG -> new PngWriter(file, info);
            case NIFTI -> new NiftiWriter(file, info);
            case MRC -> new MrcWriter(file, info);
            case HDF5 -> new Hdf5Writer(file, info);
            case CHUNKS -> new ZarrWriter(file, info);
            default -> new TiffWriter(file, info);
        };
    }

    /**
     * Opens the images of a folder, all of one size and type, as the sections of one volume, in the order of {@link #list}.
     *
     * @return a reader that opens one file at a time
     * @throws SamdaException if there are none, or one that differs from the first
     */
    public static VolumeReader openStack(Path folder) {
        return new StackReader(folder);
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

    /** Whether a path is a folder that may hold images, not one that is a volume itself (Zarr, N5). */
    public static boolean isFolderOfImages(Path path) {
        return Files.isDirectory(path) && !ZarrFolders.isVolume(path);
    }

    /**
     * The image files, and folders named as Zarr or N5, directly in a folder in the order people number them
     * ({@code slice_2} before {@code slice_10}); other files, other folders and what is hidden are left out.
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
                    .filter(file -> Files.isRegularFile(file) || isFolderVolume(file))
                    .sorted(byName)
                    .toList();
        } catch (IOException e) {
            throw FileProblem.reading(folder, e);
        }
    }

    private static boolean isFolderVolume(Path file) {
        return Files.isDirectory(file) && ZarrFolders.isContainerName(file);
    }

    private static boolean isStackName(Path file) {
        Path name = file.getFileName();
        return name != null && !name.toString().contains(".");
    }

    private static SamdaException unreadable(Path file, String found) {
        return new SamdaException(
                "'%s' is %s, expected a %s image. Convert it, for example with Fiji.".formatted(file, found, READABLE));
    }

    private static void requireFile(Path file) {
        if (Files.isDirectory(file)) {
            throw new SamdaException(
                    "Cannot read '%s': it is a folder, expected a %s file. Name one of the files in it."
                            .formatted(file, READABLE));
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
