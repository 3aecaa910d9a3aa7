// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.samda.image.GreyBlock;
import org.samda.image.GreyImage;
import org.samda.image.PixelType;
import org.samda.image.VolumeInfo;
import org.samda.image.VolumeSize;
import org.samda.image.VoxelBox;

/** What every format promises, whatever it is. */
class VolumeContractTest {
    private static final int WIDTH = 7;
    private static final int HEIGHT = 5;
    private static final int LARGE = 300;

    @TempDir
    private Path folder;

    static Stream<Arguments> formats() {
        return Stream.of(
                arguments("a.png", PixelType.UINT8),
                arguments("a.png", PixelType.UINT16),
                arguments("a.tif", PixelType.UINT8),
                arguments("a.tiff", PixelType.UINT16),
                arguments("A.TIF", PixelType.FLOAT32),
                arguments("a.nii", PixelType.UINT8),
                arguments("A.NII", PixelType.FLOAT32),
                arguments("a.nii.gz", PixelType.UINT16),
                arguments("A.Nii.gz", PixelType.FLOAT32),
                arguments("a.zarr", PixelType.UINT8),
                arguments("A.Zarr", PixelType.FLOAT32),
                arguments("a.v3.zarr", PixelType.UINT16),
                arguments("a.n5", PixelType.UINT8),
                arguments("a.N5", PixelType.FLOAT32),
                arguments("a.mrc", PixelType.UINT16),
                arguments("A.REC", PixelType.FLOAT32),
                arguments("a.h5", PixelType.UINT8),
                arguments("a.hdf5", PixelType.UINT16),
                arguments("A.HDF", PixelType.FLOAT32));
    }

    /** The formats, and folders of images. */
    static Stream<Arguments> formatsAndStacks() {
        Stream<Arguments> stacks = Stream.of(
                arguments("a", PixelType.UINT8), arguments("b", PixelType.UINT16), arguments("c", PixelType.FLOAT32));
        return Stream.concat(formats(), stacks);
    }

    @ParameterizedTest
    @MethodSource("formats")
    void returnsWhatWasWritten(String name, PixelType type) {
        Path file = folder.resolve(name);
        GreyImage section = ramp(type);
        write(file, type, section);
        try (VolumeReader reader = Volumes.open(file)) {
            assertEquals(new VolumeSize(WIDTH, HEIGHT, 1), reader.info().size());
            assertEquals(type, reader.info().type());
            GreyImage read = reader.read(0);
            assertEquals(WIDTH, read.width());
            assertArrayEquals(section.pixels(), read.pixels());
            assertArrayEquals(section.pixels(), reader.read(0).pixels(), "read twice");
        }
    }

    @ParameterizedTest
    @MethodSource("formats")
    void showsNothingBeforeItIsCommitted(String name, PixelType type) throws IOException {
        Path file = folder.resolve(name);
        try (VolumeWriter writer = Volumes.create(file, info(type, 1))) {
            writer.write(ramp(type));
            assertFalse(Files.exists(file));
        }
        assertEquals(List.of(), Folders.names(folder));
    }

    @ParameterizedTest
    @MethodSource("formats")
    void keepsTheOldFileIfTheNewOneIsNotFinished(String name, PixelType type) throws IOException {
        Path file = folder.resolve(name);
        write(file, type, ramp(type));
        Map<Path, String> old = Folders.contents(file);
        try (VolumeWriter writer = Volumes.create(file, info(type, 1))) {
            writer.write(new GreyImage(WIDTH, HEIGHT, new float[WIDTH * HEIGHT]));
        }
        assertEquals(old, Folders.contents(file));
        assertEquals(List.of(name), Folders.names(folder));
    }

    @ParameterizedTest
    @MethodSource("formats")
    void replacesAnOlderLongerFile(String name, PixelType type) throws IOException {
        Path file = folder.resolve(name);
        write(file, type, ramp(type));
        Map<Path, String> first = Folders.contents(file);
        Files.write(Files.isDirectory(file) ? file.resolve("old") : file, new byte[100_000]);
        write(file, type, ramp(type));
        assertEquals(first, Folders.contents(file));
        assertEquals(List.of(name), Folders.names(folder));
    }

    @ParameterizedTest
    @MethodSource("formats")
    void makesMissingFolders(String name, PixelType type) {
        Path file = folder.resolve("one/two").resolve(name);
        write(file, type, ramp(type));
        assertTrue(Files.exists(file));
    }

    @ParameterizedTest
    @MethodSource("formats")
    void refusesToCommitAnUnfinishedVolume(String name, PixelType type) throws IOException {
        try (VolumeWriter writer = Volumes.create(folder.resolve(name), info(type, 1))) {
            assertThrows(IllegalStateException.class, writer::commit);
        }
        assertEquals(List.of(), Folders.names(folder));
    }

    @ParameterizedTest
    @MethodSource("formats")
    void refusesOneSectionTooMany(String name, PixelType type) {
        try (VolumeWriter writer = Volumes.create(folder.resolve(name), info(type, 1))) {
            writer.write(ramp(type));
            assertThrows(IllegalStateException.class, () -> writer.write(ramp(type)));
        }
    }

    @ParameterizedTest
    @MethodSource("formats")
    void refusesASectionOfAnotherSizeOrWithoutANumber(String name, PixelType type) {
        float[] pixels = new float[WIDTH * HEIGHT];
        pixels[9] = Float.NaN;
        try (VolumeWriter writer = Volumes.create(folder.resolve(name), info(type, 1))) {
            GreyImage turned = new GreyImage(HEIGHT, WIDTH, ramp(type).pixels());
            assertThrows(IllegalArgumentException.class, () -> writer.write(turned));
            GreyImage broken = new GreyImage(WIDTH, HEIGHT, pixels);
            assertThrows(IllegalArgumentException.class, () -> writer.write(broken));
        }
    }

    /** Bands of 1 row, of 7 rows and of changing numbers of rows; 300 px are more than one strip or chunk of any format. */
    @ParameterizedTest
    @MethodSource("formatsAndStacks")
    void howASectionWasDividedIntoBandsChangesNoByte(String name, PixelType type) throws IOException {
        int sections = name.endsWith(".png") ? 1 : 3;
        List<GreyImage> volume =
                IntStream.range(0, sections).mapToObj(z -> large(type, z)).toList();
        Map<Path, String> whole = write("whole", name, type, volume);
        assertEquals(whole, write("rows", name, type, bands(volume, 1)));
        assertEquals(whole, write("sevens", name, type, bands(volume, 7)));
        assertEquals(whole, write("mixed", name, type, bands(volume, 1, 299, 128, 2, 256)));
    }

    @ParameterizedTest
    @MethodSource("formatsAndStacks")
    void boxesArePartsOfSections(String name, PixelType type) throws IOException {
        int sections = name.endsWith(".png") ? 1 : 3;
        write(
                "boxes",
                name,
                type,
                IntStream.range(0, sections).mapToObj(z -> large(type, z)).toList());
        Path file = folder.resolve("boxes").resolve(name);
        boolean stack = Volumes.isFolderOfImages(file);
        try (VolumeReader reader = stack ? Volumes.openStack(file) : Volumes.open(file)) {
            assertArrayEquals(
                    large(type, sections - 1).pixels(),
                    reader.read(sections - 1).pixels());
            Boxes.assertArePartsOfSections(reader);
        }
    }

    @ParameterizedTest
    @MethodSource("formatsAndStacks")
    void refusesABandThatReachesIntoTheNextSection(String name, PixelType type) {
        try (VolumeWriter writer = Volumes.create(folder.resolve(name), info(type, 1))) {
            writer.write(bands(List.of(ramp(type)), HEIGHT - 1).get(0));
            assertThrows(IllegalArgumentException.class, () -> writer.write(ramp(type)));
            assertThrows(IllegalStateException.class, writer::commit);
        }
    }

    @ParameterizedTest
    @MethodSource("formats")
    void refusesToReadASectionThatIsNotThere(String name, PixelType type) {
        Path file = folder.resolve(name);
        write(file, type, ramp(type));
        try (VolumeReader reader = Volumes.open(file)) {
            assertThrows(IndexOutOfBoundsException.class, () -> reader.read(1));
            assertThrows(IndexOutOfBoundsException.class, () -> reader.read(-1));
        }
    }

    @ParameterizedTest
    @MethodSource("formats")
    void aBoxIsAPartOfItsSections(String name, PixelType type) {
        Path file = folder.resolve(name);
        GreyImage section = ramp(type);
        write(file, type, section);
        try (VolumeReader reader = Volumes.open(file)) {
            GreyBlock box = reader.read(new VoxelBox(2, 1, 0, 3, 2, 1));
            float[] expected = {
                section.at(2, 1),
                section.at(3, 1),
                section.at(4, 1),
                section.at(2, 2),
                section.at(3, 2),
                section.at(4, 2)
            };
            assertArrayEquals(expected, box.values());
            VoxelBox beyond = new VoxelBox(WIDTH - 2, 0, 0, 3, 1, 1);
            assertThrows(IndexOutOfBoundsException.class, () -> reader.read(beyond));
            assertThrows(IndexOutOfBoundsException.class, () -> reader.read(new VoxelBox(0, 0, 1, 1, 1, 1)));
        }
    }

    @ParameterizedTest
    @MethodSource("formats")
    void wholeNumbersRoundToNearestAndClamp(String name, PixelType type) {
        Path file = folder.resolve(name);
        float[] pixels = new float[WIDTH * HEIGHT];
        pixels[0] = -3;
        pixels[1] = 1.4f;
        pixels[2] = 1.6f;
        pixels[3] = 1e6f;
        write(file, type, new GreyImage(WIDTH, HEIGHT, pixels));
        float[] expected =
                type == PixelType.FLOAT32 ? new float[] {-3, 1.4f, 1.6f, 1e6f} : new float[] {0, 1, 2, type.maximum()};
        try (VolumeReader reader = Volumes.open(file)) {
            GreyImage read = reader.read(0);
            for (int x = 0; x < expected.length; x++) {
                assertEquals(expected[x], read.at(x, 0));
            }
        }
    }

    private Map<Path, String> write(String place, String name, PixelType type, List<GreyImage> bands)
            throws IOException {
        Path file = folder.resolve(place).resolve(name);
        long rows = bands.stream().mapToLong(GreyImage::height).sum();
        VolumeSize size = new VolumeSize(bands.get(0).width(), LARGE, rows / LARGE);
        try (VolumeWriter writer = Volumes.create(file, new VolumeInfo(size, type, Optional.empty()))) {
            bands.forEach(writer::write);
            writer.commit();
        }
        return Folders.contents(file);
    }

    /** Sections cut into bands of these numbers of rows, in turn, and the rest of each section. */
    private static List<GreyImage> bands(List<GreyImage> sections, int... heights) {
        List<GreyImage> bands = new ArrayList<>();
        int next = 0;
        for (GreyImage section : sections) {
            int width = section.width();
            for (int y = 0; y < section.height(); ) {
                int rows = Math.min(heights[next++ % heights.length], section.height() - y);
                float[] pixels = Arrays.copyOfRange(section.pixels(), y * width, (y + rows) * width);
                bands.add(new GreyImage(width, rows, pixels));
                y += rows;
            }
        }
        return bands;
    }

    private static GreyImage large(PixelType type, int z) {
        float[] pixels = new float[(LARGE + 1) * LARGE];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (i * 31 + i / 97 * 17 + z * 101) % Math.min(type.maximum(), 10_000);
        }
        return new GreyImage(LARGE + 1, LARGE, pixels);
    }

    private static void write(Path file, PixelType type, GreyImage section) {
        try (VolumeWriter writer = Volumes.create(file, info(type, 1))) {
            writer.write(section);
            writer.commit();
        }
    }

    private static VolumeInfo info(PixelType type, long sections) {
        return new VolumeInfo(new VolumeSize(WIDTH, HEIGHT, sections), type, Optional.empty());
    }

    /** Values up to the largest of the type, different at every pixel. */
    private static GreyImage ramp(PixelType type) {
        float[] pixels = new float[WIDTH * HEIGHT];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = type == PixelType.FLOAT32 ? i * 0.37f - 5 : type.maximum() - 7 * i;
        }
        return new GreyImage(WIDTH, HEIGHT, pixels);
    }
}
