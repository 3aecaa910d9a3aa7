// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.samda.SamdaException;
import org.samda.image.GreyImage;
import org.samda.image.PixelType;
import org.samda.image.VolumeInfo;
import org.samda.image.VolumeSize;

class VolumesTest {

    @TempDir
    private Path folder;

    @Test
    void saysThatAFileIsMissing() {
        Path file = folder.resolve("no.tif");
        assertEquals("Cannot read '" + file + "': there is no such file or folder. Check the path.", refusal(file));
    }

    @Test
    void saysThatAFolderIsNoImage() {
        assertEquals(
                "Cannot read '" + folder
                        + "': it is a folder, expected a PNG, TIFF, NIfTI, MRC or HDF5 file. Name one of the files in it.",
                refusal(folder));
    }

    @Test
    void aFolderOfChunksIsAVolumeAmongTheImagesOfAFolder() throws IOException {
        Path volume = folder.resolve("b_2.zarr");
        VolumeInfo info = new VolumeInfo(new VolumeSize(3, 2, 1), PixelType.UINT8, Optional.empty());
        try (VolumeWriter writer = Volumes.create(volume, info)) {
            writer.write(new GreyImage(3, 2, new float[6]));
            writer.commit();
        }
        Files.write(folder.resolve("b_10.tif"), new byte[1]);
        Files.createDirectory(folder.resolve("b_1.tif"));
        Files.createDirectory(folder.resolve(".hidden.zarr"));
        assertEquals(List.of(volume, folder.resolve("b_10.tif")), Volumes.list(folder));
        assertTrue(Volumes.isFolderOfImages(folder));
        assertFalse(Volumes.isFolderOfImages(volume));
        assertFalse(Volumes.isFolderOfImages(volume.resolve("0")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.png", "a.tif", "a.nii", "a.nii.gz"})
    void saysThatAFileIsEmpty(String name) throws IOException {
        Path file = Files.createFile(folder.resolve(name));
        assertEquals(
                "'" + file
                        + "' is damaged: it is empty (0 bytes). Copy it again from where it came from, or export it again.",
                refusal(file));
    }

    @Test
    void looksIntoTheFileAndNotAtItsName() throws IOException {
        Path jpeg = Files.write(folder.resolve("a.png"), TestPng.hex("ffd8ffe000104a464946"));
        assertEquals(
                "'" + jpeg
                        + "' is a JPEG file, expected a PNG, TIFF, NIfTI, MRC or HDF5 image. Convert it, for example with Fiji.",
                refusal(jpeg));
        Path text = Files.write(folder.resolve("b.tif"), "II is how this text begins".getBytes(UTF_8));
        assertEquals(
                "'" + text
                        + "' is no image, expected a PNG, TIFF, NIfTI, MRC or HDF5 image. Convert it, for example with Fiji.",
                refusal(text));
        Path png = Files.write(folder.resolve("c.tif"), TestPng.row(1, 8, TestPng.GREY, "07"));
        try (VolumeReader reader = Volumes.open(png)) {
            assertEquals(7, reader.read(0).at(0, 0));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "a.png, UINT8, 2, 'a PNG holds one section, found 2. Use the extension .tif.'",
        "a.PNG, FLOAT32, 1, 'a PNG holds 8 or 16 bits, found 32-bit float. Use the extension .tif.'",
        "a.nii.zip, UINT8, 1, 'expected a name ending in .png, .tif, .tiff, .nii, .nii.gz, .mrc, .h5, .zarr or .n5, or one without a dot for a folder of sections. Choose one of these.'",
        "a.nii, UINT8, 32768, 'NIfTI-1 holds at most 32767 voxels along an axis, found 4 x 3 x 32768. Use the extension .tif.'",
        "a.jpg, UINT8, 1, 'expected a name ending in .png, .tif, .tiff, .nii, .nii.gz, .mrc, .h5, .zarr or .n5, or one without a dot for a folder of sections. Choose one of these.'",
        "a.h5.zip, UINT8, 1, 'expected a name ending in .png, .tif, .tiff, .nii, .nii.gz, .mrc, .h5, .zarr or .n5, or one without a dot for a folder of sections. Choose one of these.'"
    })
    void refusesToCreateWhatTheFormatCannotHold(String name, PixelType type, long sections, String reason)
            throws IOException {
        Path file = folder.resolve(name);
        VolumeInfo info = new VolumeInfo(new VolumeSize(4, 3, sections), type, Optional.empty());
        SamdaException problem = assertThrows(SamdaException.class, () -> Volumes.create(file, info));
        assertEquals("Cannot write '" + file + "': " + reason, problem.getMessage());
        assertEquals(List.of(), Folders.names(folder));
    }

    @Test
    void listsImagesInTheOrderOfTheirNumbers() throws IOException {
        for (String name : List.of(
                "s10.tif",
                "s2.TIF",
                "s1.png",
                "s02.tiff",
                "a.txt",
                ".s3.tif",
                "._s4.png",
                "t",
                "s11.nii",
                "s9.nii.gz",
                "s8.gz")) {
            Files.createFile(folder.resolve(name));
        }
        Files.createDirectory(folder.resolve("s5.tif"));
        List<String> names = Volumes.list(folder).stream()
                .map(file -> file.getFileName().toString())
                .toList();
        assertEquals(List.of("s1.png", "s2.TIF", "s02.tiff", "s9.nii.gz", "s10.tif", "s11.nii"), names);
    }

    @Test
    void saysThatThereIsNoFolderToList() throws IOException {
        Path missing = folder.resolve("no");
        SamdaException problem = assertThrows(SamdaException.class, () -> Volumes.list(missing));
        assertEquals(
                "Cannot list images in '" + missing + "': it does not exist, expected a folder. Check the path.",
                problem.getMessage());
        Path file = Files.createFile(folder.resolve("a.png"));
        assertTrue(assertThrows(SamdaException.class, () -> Volumes.list(file))
                .getMessage()
                .contains("it is a file"));
    }

    @Test
    void knowsImagesByTheirNames() {
        assertTrue(Volumes.isVolumeFile(Path.of("x/A.Tiff")));
        assertTrue(Volumes.isVolumeFile(Path.of("x/A.nii")));
        assertTrue(Volumes.isVolumeFile(Path.of("x/A.Nii.GZ")));
        assertFalse(Volumes.isVolumeFile(Path.of("a.gz")));
        assertFalse(Volumes.isVolumeFile(Path.of(".nii.gz")));
        assertFalse(Volumes.isVolumeFile(Path.of("x/.a.tif")));
        assertFalse(Volumes.isVolumeFile(Path.of("a.tif.part")));
        assertFalse(Volumes.isVolumeFile(Path.of("/")));
    }

    @ParameterizedTest
    @CsvSource({"a2, a10", "a2b, a2c", "a01, a1", "a1, a1b", "a001, a1b", "9, a", "x9y10, x10y2", "a, b"})
    void ordersNamesAsPeopleNumberThem(String first, String second) {
        assertTrue(new NaturalOrder().compare(first, second) < 0);
        assertTrue(new NaturalOrder().compare(second, first) > 0);
    }

    @ParameterizedTest
    @CsvSource({"a.png, false", "a.tif, true", "a.TIFF, true", "a.nii, true", "a.nii.gz, true", "a.txt, false"})
    void knowsWhichFormatsHoldFloats(Path file, boolean holds) {
        assertEquals(holds, Volumes.holdsFloats(file));
    }

    private static String refusal(Path file) {
        return assertThrows(SamdaException.class, () -> Volumes.open(file)).getMessage();
    }
}
