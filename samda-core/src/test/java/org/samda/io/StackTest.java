// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
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
import org.junit.jupiter.params.provider.EnumSource;
import org.samda.SamdaException;
import org.samda.image.GreyImage;
import org.samda.image.PixelType;
import org.samda.image.VolumeInfo;
import org.samda.image.VolumeSize;
import org.samda.image.VoxelBox;
import org.samda.image.VoxelSize;

/** A folder of images as one volume. */
class StackTest {
    private static final VolumeSize SIZE = new VolumeSize(3, 2, 12);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(PixelType.class)
    void returnsWhatWasWritten(PixelType type) throws IOException {
        Path stack = folder.resolve("new/stack");
        write(stack, type, 12);
        String last = type == PixelType.FLOAT32 ? "section_0011.tif" : "section_0011.png";
        assertEquals(last, Folders.names(stack).get(11));
        assertEquals(List.of("stack"), Folders.names(folder.resolve("new")));
        try (VolumeReader reader = Volumes.openStack(stack)) {
            assertEquals(SIZE, reader.info().size());
            assertEquals(type, reader.info().type());
            assertArrayEquals(section(7), reader.read(7).pixels());
            assertArrayEquals(
                    new float[] {11, 14, 21, 24},
                    reader.read(new VoxelBox(1, 0, 1, 1, 2, 2)).values());
            assertThrows(IndexOutOfBoundsException.class, () -> reader.read(12));
        }
    }

    @Test
    void floatsKeepTheVoxelSize() {
        write(folder.resolve("stack"), PixelType.FLOAT32, 12);
        try (VolumeReader reader = Volumes.openStack(folder.resolve("stack"))) {
            VoxelSize size = reader.info().voxelSize().orElseThrow();
            assertEquals(4, size.xNm(), 1e-4);
            assertEquals(8, size.yNm(), 1e-4);
            assertEquals(50, size.zNm(), 1e-4);
        }
    }

    @Test
    void sectionsComeInTheOrderOfTheirNumbers() {
        for (int z : new int[] {10, 9, 1}) {
            writeImage("s" + z + ".png", PixelType.UINT8, 2, z);
        }
        try (VolumeReader reader = Volumes.openStack(folder)) {
            assertEquals(9, reader.read(1).at(0, 0));
            assertEquals(10, reader.read(2).at(0, 0));
        }
    }

    @Test
    void namesTheFirstImageThatDiffers() throws IOException {
        writeImage("s1.png", PixelType.UINT8, 2, 0);
        writeImage("s2.png", PixelType.UINT8, 3, 0);
        writeImage("s3.tif", PixelType.UINT16, 2, 0);
        assertEquals(
                "'%s' has 3 x 1 x 1 voxels of type UINT8, expected 2 x 1 x 1 of type UINT8 as in '%s', since all images of a stack are sections of one volume. Move it elsewhere, or convert it."
                        .formatted(folder.resolve("s2.png"), folder.resolve("s1.png")),
                refusal());
        Files.delete(folder.resolve("s2.png"));
        assertTrue(refusal().contains("s3.tif' has 2 x 1 x 1 voxels of type UINT16"));
        Files.delete(folder.resolve("s1.png"));
        Files.delete(folder.resolve("s3.tif"));
        assertEquals("Cannot read '" + folder + "' as a stack: it holds no images. Check the path.", refusal());
    }

    @Test
    void showsNothingBeforeItIsCommittedAndLeavesNothingBehind() throws IOException {
        Path stack = folder.resolve("stack");
        try (VolumeWriter writer = Volumes.create(stack, info(PixelType.UINT8, 2))) {
            writer.write(new GreyImage(3, 2, section(0)));
            assertFalse(Files.exists(stack));
            assertThrows(IllegalStateException.class, writer::commit);
        }
        assertEquals(List.of(), Folders.names(folder));
    }

    @Test
    void replacesAnEmptyFolderButNoOtherOneAndNoFile() throws IOException {
        Path stack = Files.createDirectory(folder.resolve("stack"));
        write(stack, PixelType.UINT8, 1);
        String problem = assertThrows(SamdaException.class, () -> write(stack, PixelType.UINT8, 1))
                .getMessage();
        assertTrue(problem.contains("it is a folder with other things in it"), problem);
        Path file = Files.createFile(folder.resolve("file"));
        problem = assertThrows(SamdaException.class, () -> write(file, PixelType.UINT8, 1))
                .getMessage();
        assertTrue(problem.contains("it is a file, expected a new folder"), problem);
        assertEquals(List.of("file", "stack"), Folders.names(folder));
    }

    private static void write(Path stack, PixelType type, int sections) {
        try (VolumeWriter writer = Volumes.create(stack, info(type, sections))) {
            for (int z = 0; z < sections; z++) {
                writer.write(new GreyImage(3, 2, section(z)));
            }
            writer.commit();
        }
    }

    private void writeImage(String name, PixelType type, int width, int value) {
        VolumeInfo info = new VolumeInfo(new VolumeSize(width, 1, 1), type, Optional.empty());
        try (VolumeWriter writer = Volumes.create(folder.resolve(name), info)) {
            float[] values = new float[width];
            values[0] = value;
            writer.write(new GreyImage(width, 1, values));
            writer.commit();
        }
    }

    private static VolumeInfo info(PixelType type, int sections) {
        return new VolumeInfo(new VolumeSize(3, 2, sections), type, Optional.of(new VoxelSize(4, 8, 50)));
    }

    private static float[] section(int z) {
        return new float[] {10 * z, 10 * z + 1, 10 * z + 2, 10 * z + 3, 10 * z + 4, 10 * z + 5};
    }

    private String refusal() {
        return assertThrows(SamdaException.class, () -> Volumes.openStack(folder))
                .getMessage();
    }
}
