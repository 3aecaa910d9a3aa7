// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samda.SamdaException;
import org.samda.data.Preprocessing.Interpolation;
import org.samda.image.GreyImage;
import org.samda.image.SliceAxis;

class TrainingCaseTest {
    private static final Preparation.Factor SAME = new Preparation.Factor(1, 1);

    @TempDir
    private Path folder;

    private DatasetImage scan;

    /** Planes of 3 x 1: dark with a margin, bright, constant. */
    @BeforeEach
    void writeAScan() {
        Path file = TestImages.write(folder.resolve("s.nii"), plane(0, 1, 3), plane(11, 13, 15), plane(4, 4, 4));
        Path labels = TestImages.write(folder.resolve("l.nii"), plane(1, 1, 0), plane(0, 0, 1), plane(0, 0, 0));
        scan = new DatasetImage(
                "s", DatasetImage.Source.whole(file), Optional.of(DatasetImage.Source.whole(labels)), Optional.empty());
    }

    @Test
    void aVolumeIsNormalisedAsOneWhereThePlanTakesVolumes() {
        // 0 1 3 11 13 15 4 4 4: mean 55 / 9; the margin is not cut off, other planes show something there.
        TrainingCase read = TrainingCase.read(scan, Classes.foreground(), volumes(SliceAxis.Z));
        assertEquals(List.of("s_z0000", "s_z0001", "s_z0002"), stems(read));
        double sum = 0;
        for (TrainingImage section : read.sections()) {
            assertEquals(3, section.width());
            assertEquals(55 / 9.0, section.original().mean(), 1e-12);
            for (float pixel : TestImages.pixels(section)) {
                sum += pixel;
            }
        }
        assertEquals(0, sum, 1e-5);
        assertEquals(
                ByteBuffer.wrap(new byte[] {1, 1, 0}), read.sections().get(0).labels());
        assertEquals(3, read.foregroundPixels(1));
    }

    @Test
    void itsPlanesAreNormalisedOneByOneWhereThePlanTakesSections() {
        TrainingCase read = TrainingCase.read(scan, Classes.foreground(), Preparation.NONE);
        assertEquals(List.of("s_z0000", "s_z0001", "s_z0002"), stems(read));
        // 1 3 without the margin; 11 13 15; 4 4 4.
        float outer = (float) (2 / Math.sqrt(8.0 / 3));
        assertArrayEquals(new float[] {-1, 1}, TestImages.pixels(read.sections().get(0)));
        assertArrayEquals(
                new float[] {-outer, 0, outer},
                TestImages.pixels(read.sections().get(1)),
                1e-6f);
        assertArrayEquals(new float[3], TestImages.pixels(read.sections().get(2)));
        assertEquals(ByteBuffer.wrap(new byte[] {1, 0}), read.sections().get(0).labels());
        assertEquals(
                ByteBuffer.wrap(new byte[] {0, 0, 1}), read.sections().get(1).labels());
        assertEquals(2, read.foregroundPixels(1));
        assertEquals("s", read.stem());
    }

    @Test
    void aPlaneOfAScanIsWhatTheSameSectionOfAStackWouldBe() {
        Path stack = TestImages.write(folder.resolve("s.tif"), plane(0, 1, 3), plane(11, 13, 15), plane(4, 4, 4));
        Preparation half = new Preparation(Preprocessing.SECTIONS, new Preparation.Factor(0.5, 1), Optional.empty());
        TrainingCase read = TrainingCase.readRaw(scan, half);
        for (int z = 0; z < 2; z++) {
            DatasetImage alone =
                    new DatasetImage("s", DatasetImage.Source.section(stack, z), Optional.empty(), Optional.empty());
            TrainingImage expected =
                    TrainingCase.readRaw(alone, half).sections().get(0);
            assertEquals(expected.pixels(), read.sections().get(z).pixels());
            assertEquals(expected.original(), read.sections().get(z).original());
        }
    }

    @Test
    void sectionsOfAnotherAxisCarryTheLabelsOfTheirVoxels() {
        TrainingCase read = TrainingCase.read(scan, Classes.foreground(), volumes(SliceAxis.X));
        assertEquals(3, read.sections().size());
        // At x = 0, 1, 2: one column, rows are z.
        assertEquals(1, read.sections().get(0).width());
        assertEquals(3, read.sections().get(0).height());
        assertEquals(
                ByteBuffer.wrap(new byte[] {1, 0, 0}), read.sections().get(0).labels());
        assertEquals(
                ByteBuffer.wrap(new byte[] {1, 0, 0}), read.sections().get(1).labels());
        assertEquals(
                ByteBuffer.wrap(new byte[] {0, 1, 0}), read.sections().get(2).labels());
        float[] last = TestImages.pixels(read.sections().get(2));
        assertTrue(last[1] > last[2] && last[2] > last[0], "3, 15 and 4");
    }

    @Test
    void rawImagesHaveNoLabels() {
        TrainingCase raw = TrainingCase.readRaw(scan, volumes(SliceAxis.Z));
        assertFalse(raw.isLabelled());
        assertFalse(raw.hasForeground());
        assertArrayEquals(new int[0], raw.presentClasses());
    }

    @Test
    void aConstantPlaneIsFineAndAConstantVolumeIsNot() {
        assertEquals(3, TrainingCase.check(scan, Classes.foreground()).size());
        Path file = TestImages.write(folder.resolve("c.nii"), plane(4, 4, 4), plane(4, 4, 4));
        DatasetImage constant =
                new DatasetImage("c", DatasetImage.Source.whole(file), Optional.empty(), Optional.empty());
        SamdaException problem =
                assertThrows(SamdaException.class, () -> TrainingCase.check(constant, Classes.foreground()));
        assertTrue(problem.getMessage().contains("is constant"), problem.getMessage());
    }

    @Test
    void aCaseHasSections() {
        assertThrows(IllegalArgumentException.class, () -> new TrainingCase("empty", List.of()));
    }

    private static Preparation volumes(SliceAxis axis) {
        return new Preparation(
                PreparationTest.volumes(axis, PreparationTest.Z_SCORE, Interpolation.ANTIALIASED),
                SAME,
                Optional.empty());
    }

    private static List<String> stems(TrainingCase read) {
        return read.sections().stream().map(TrainingImage::stem).toList();
    }

    private static GreyImage plane(float... pixels) {
        return new GreyImage(pixels.length, 1, pixels);
    }
}
