// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samda.SamdaException;
import org.samda.image.GreyImage;
import org.samda.image.PixelType;
import org.samda.image.VolumeInfo;
import org.samda.image.VolumeSize;
import org.samda.image.VoxelSize;
import org.samda.io.VolumeWriter;
import org.samda.io.Volumes;

class DatasetExcerptTest {
    @TempDir
    private Path folder;

    private Dataset whole;

    @BeforeEach
    void makeData() throws IOException {
        Path set = folder.resolve("set");
        for (int i = 0; i < 6; i++) {
            write(set.resolve("images/a" + i + ".png"), 10 * i);
            if (i < 5) {
                write(set.resolve("masks/a" + i + ".png"), 2);
            }
        }
        Files.writeString(set.resolve("dataset.yaml"), """
                name: whole
                modality: "a: b"
                voxelSizeNm: [4, 5, 6]
                images: images/*.png
                labels: masks/*.png
                classes: {one: 1, two: [2, 3]}
                """);
        whole = Datasets.open(set);
    }

    @Test
    void holdsTheChosenImagesWithEverythingThatIsKnownOfThem() {
        DatasetExcerpt.whole(whole).of(Set.of("a1", "a3", "b9")).write("some", folder.resolve("out"));
        Dataset some = Datasets.open(folder.resolve("out"));
        assertEquals(
                List.of("a1", "a3"),
                some.images().stream().map(DatasetImage::stem).toList());
        assertEquals("some", some.name());
        assertEquals(Optional.of("a: b"), some.description().modality());
        assertEquals(Optional.of(new VoxelSize(4, 5, 6)), some.voxelSize());
        assertEquals(whole.classes(), some.classes());
        assertEquals(Optional.empty(), some.split());
        assertArrayEquals(
                whole.images().get(3).readImage().get(0).pixels(),
                some.images().get(1).readImage().get(0).pixels());
        assertEquals(2, some.labelled().size());
    }

    @Test
    void testImagesAreDrawnAmongTheLabelledOnes() {
        Set<Set<String>> draws = new HashSet<>();
        for (int seed = 0; seed < 8; seed++) {
            Path out = folder.resolve("out" + seed);
            DatasetExcerpt.whole(whole).drawTest(2, seed).write("drawn", out);
            Dataset drawn = Datasets.open(out);
            assertEquals(2, drawn.test().size());
            assertEquals(4, drawn.training().size());
            assertTrue(drawn.test().stream().allMatch(image -> image.labels().isPresent()));
            draws.add(drawn.split().orElseThrow().test());
        }
        assertTrue(draws.size() > 2, draws::toString);
        assertEquals(
                DatasetExcerpt.whole(whole).drawTest(2, 3),
                DatasetExcerpt.whole(whole).drawTest(2, 3));
    }

    @Test
    void somethingMustStayForTraining() {
        SamdaException e = assertThrows(
                SamdaException.class, () -> DatasetExcerpt.whole(whole).drawTest(5, 0));
        assertTrue(e.getMessage().contains("cannot give 5 test images: it has 5 labelled ones"), e.getMessage());
    }

    @Test
    void namesThatNoImageHasAreTold() {
        SamdaException e = assertThrows(
                SamdaException.class, () -> DatasetExcerpt.whole(whole).of(Set.of("b")));
        assertTrue(e.getMessage().contains("no image of the names that were chosen (such as b)"), e.getMessage());
    }

    @Test
    void sectionsOfAStackAreDrawnOneByOne() throws IOException {
        Path set = folder.resolve("stack");
        Files.createDirectories(set);
        VolumeInfo info = new VolumeInfo(new VolumeSize(2, 2, 5), PixelType.UINT8, Optional.empty());
        for (String name : List.of("em.tif", "em_truth.tif")) {
            try (VolumeWriter writer = Volumes.create(set.resolve(name), info)) {
                for (int z = 0; z < 5; z++) {
                    writer.write(new GreyImage(2, 2, new float[] {z, 0, 0, z}));
                }
                writer.commit();
            }
        }
        Files.writeString(set.resolve("dataset.yaml"), "images: em.tif\nlabels: em_truth.tif\n");
        DatasetExcerpt.whole(Datasets.open(set)).drawTest(3, 1).write("drawn", folder.resolve("out"));
        Dataset drawn = Datasets.open(folder.resolve("out"));
        assertEquals(3, drawn.test().size());
        assertEquals(2, drawn.training().size());
        assertEquals(5, drawn.labelled().size());
        DatasetImage last = drawn.images().get(4);
        assertEquals(1, last.readLabels(drawn.classes()).orElseThrow().get(0).labels()[3]);
        assertEquals(4, last.readImage().get(0).pixels()[3]);
    }

    @Test
    void anInterruptedStartIsGoneOnWith() throws IOException {
        Path out = folder.resolve("out");
        DatasetExcerpt.whole(whole).write("all", out);
        Files.delete(out.resolve("dataset.yaml"));
        Files.delete(out.resolve("images/a2.png"));
        DatasetExcerpt.whole(whole).write("all", out);
        assertEquals(6, Datasets.open(out).images().size());
    }

    private static void write(Path file, float value) throws IOException {
        Files.createDirectories(file.getParent());
        VolumeInfo info = new VolumeInfo(new VolumeSize(2, 2, 1), PixelType.UINT8, Optional.empty());
        try (VolumeWriter writer = Volumes.create(file, info)) {
            writer.write(new GreyImage(2, 2, new float[] {value, 0, 0, value}));
            writer.commit();
        }
    }
}
