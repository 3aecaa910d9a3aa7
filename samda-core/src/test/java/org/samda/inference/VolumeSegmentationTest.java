// SPDX-License-Identifier: Apache-2.0
package org.samda.inference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samda.Progress;
import org.samda.SamdaException;
import org.samda.data.Classes;
import org.samda.data.Plan;
import org.samda.data.Preprocessing;
import org.samda.image.GreyImage;
import org.samda.image.LargestComponent;
import org.samda.image.PixelSize;
import org.samda.image.PixelType;
import org.samda.image.VolumeInfo;
import org.samda.image.VolumeSize;
import org.samda.image.VoxelSize;
import org.samda.io.VolumeReader;
import org.samda.io.VolumeWriter;
import org.samda.io.Volumes;

class VolumeSegmentationTest {
    private static final int WIDTH = 20;
    private static final int HEIGHT = 12;
    private static final VoxelSize VOXEL = new VoxelSize(5, 5, 30);
    private static final Plan PLAN = new Plan(16, 8, 1, Optional.of(new PixelSize(5, 5)), 1, Preprocessing.SECTIONS);

    @TempDir
    private Path folder;

    private int tilesComputed;

    @Test
    void aTiffStackBecomesATiffStackOf0And255WithItsVoxelSize() throws IOException {
        Path input = stack("em.tif", 3);
        Path output = folder.resolve("new/labels.tif");
        SegmentationSummary summary = segmentation().run(job(input, output));
        assertEquals(new SegmentationSummary(1, 3, 0), summary);
        try (VolumeReader labels = Volumes.open(output)) {
            assertEquals(
                    new VolumeInfo(new VolumeSize(WIDTH, HEIGHT, 3), PixelType.UINT8, Optional.of(VOXEL)),
                    labels.info());
            for (int z = 0; z < 3; z++) {
                assertArrayEquals(expected(section(z)).pixels(), labels.read(z).pixels());
            }
        }
    }

    @Test
    void aNiftiVolumeBecomesOneThatLiesInSpaceWhereItDoes() throws IOException {
        Path input = stack("em.nii", 3);
        byte[] bytes = Files.readAllBytes(input);
        for (int i = 252; i < 328; i++) {
            bytes[i] = (byte) (i * 37);
        }
        bytes[123] = 3;
        ByteBuffer.wrap(bytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(80, 0.005f)
                .putFloat(84, 0.005f)
                .putFloat(88, 0.03f);
        Files.write(input, bytes);
        Path output = folder.resolve("labels.nii");
        Path probabilities = folder.resolve("p.nii.gz");
        segmentation().run(new SegmentationJob(input, output, Optional.of(probabilities), false));
        byte[] labels = Files.readAllBytes(output);
        assertArrayEquals(Arrays.copyOfRange(bytes, 252, 328), Arrays.copyOfRange(labels, 252, 328));
        assertEquals(3, labels[123]);
        try (VolumeReader reader = Volumes.open(output);
                VolumeReader floats = Volumes.open(probabilities)) {
            assertEquals(PixelType.UINT8, reader.info().type());
            assertEquals(Optional.of(VOXEL), reader.info().voxelSize());
            assertArrayEquals(expected(section(2)).pixels(), reader.read(2).pixels());
            assertEquals(PixelType.FLOAT32, floats.info().type());
            byte[] header = floats.info().header().orElseThrow().bytes();
            assertArrayEquals(Arrays.copyOfRange(bytes, 252, 328), Arrays.copyOfRange(header, 252, 328));
        }
    }

    @Test
    void probabilitiesOfAFolderAreNiftiWhereTheirImagesAre() throws IOException {
        Path input = images();
        stack("images/d.nii.gz", 2);
        stack("images/e.nii", 1);
        segmentation().run(new SegmentationJob(input, folder.resolve("l"), Optional.of(folder.resolve("p")), false));
        assertEquals(List.of("a.png", "b.tif", "c.png", "d.nii.gz", "e.nii"), names(folder.resolve("l")));
        assertEquals(List.of("a.tif", "b.tif", "c.tif", "d.nii.gz", "e.nii"), names(folder.resolve("p")));
    }

    @Test
    void probabilitiesOfSeveralClassesAreNamedBeforeADoubleExtension() {
        Classes classes =
                new Classes(List.of(new Classes.Foreground("a", List.of(1)), new Classes.Foreground("b", List.of(2))));
        assertEquals(
                List.of(Path.of("x/p_1_a.nii.gz"), Path.of("x/p_2_b.nii.gz")),
                SectionOutputs.probabilityFiles(Optional.of(Path.of("x/p.nii.gz")), classes));
    }

    @Test
    void aFolderOfChunksIsOneVolumeAndNotAFolderOfImages() throws IOException {
        Path input = stack("em.zarr", 3);
        Path output = folder.resolve("labels.n5");
        SegmentationSummary summary = segmentation().run(job(input.resolve("0"), output));
        assertEquals(new SegmentationSummary(1, 3, 0), summary);
        try (VolumeReader labels = Volumes.open(output)) {
            assertEquals(
                    new VolumeInfo(new VolumeSize(WIDTH, HEIGHT, 3), PixelType.UINT8, Optional.of(VOXEL)),
                    labels.info());
            assertArrayEquals(expected(section(2)).pixels(), labels.read(2).pixels());
        }
    }

    @Test
    void aContainerThatHoldsTheInputIsNotReplaced() throws IOException {
        Path input = stack("em.zarr", 1);
        SegmentationJob job = new SegmentationJob(input.resolve("0"), input, Optional.empty(), true);
        SamdaException problem =
                assertThrows(SamdaException.class, () -> segmentation().run(job));
        assertTrue(problem.getMessage().contains("a folder that holds it"), problem.getMessage());
        assertTrue(Files.exists(input.resolve("0")));
    }

    @Test
    void foldersOfChunksInAFolderAreReplacedOneByOne() throws IOException {
        Path input = images();
        stack("images/d.zarr", 2);
        Path output = folder.resolve("l");
        for (boolean again : new boolean[] {false, true}) {
            SegmentationSummary summary =
                    segmentation().run(new SegmentationJob(input, output, Optional.empty(), again));
            assertEquals(new SegmentationSummary(4, 5, 0), summary);
            assertEquals(List.of("a.png", "b.tif", "c.png", "d.zarr"), names(output));
        }
        try (VolumeReader labels = Volumes.open(output.resolve("d.zarr"))) {
            assertArrayEquals(expected(section(1)).pixels(), labels.read(1).pixels());
        }
    }

    @Test
    void aPngBecomesAPng() throws IOException {
        Path input = image("em.png", 1);
        Path output = folder.resolve("labels.png");
        segmentation().run(job(input, output));
        assertArrayEquals(expected(section(1)).pixels(), first(output));
    }

    @Test
    void aFolderBecomesAFolderWithTheSameNames() throws IOException {
        Path output = folder.resolve("labels");
        SegmentationSummary summary = segmentation().run(job(images(), output));
        assertEquals(new SegmentationSummary(3, 3, 0), summary);
        assertEquals(List.of("a.png", "b.tif", "c.png"), names(output));
        assertArrayEquals(expected(section(1)).pixels(), first(output.resolve("b.tif")));
        assertEquals(List.of("images", "labels"), names(folder));
    }

    @Test
    void probabilitiesOfOneClassAreOneFloatFileThatAgreesWithTheLabels() throws IOException {
        Path input = stack("em.tif", 2);
        Path probabilities = folder.resolve("p.tif");
        segmentation().run(new SegmentationJob(input, folder.resolve("l.tif"), Optional.of(probabilities), false));
        try (VolumeReader reader = Volumes.open(probabilities)) {
            assertEquals(PixelType.FLOAT32, reader.info().type());
            float[] labels = expected(section(0)).pixels();
            float[] values = reader.read(0).pixels();
            for (int i = 0; i < values.length; i++) {
                assertEquals(labels[i] > 0, values[i] > 0.5, "at " + i);
            }
        }
    }

    @Test
    void probabilitiesOfSeveralClassesAreOneFileEach() throws IOException {
        Classes classes = new Classes(List.of(
                new Classes.Foreground("mito chondria", List.of(1)), new Classes.Foreground("nucleus", List.of(300))));
        Segmenter three = segmenter(TinyNetwork.unet(3), 3, "three");
        Path input = images();
        new VolumeSegmentation(three, classes, Progress.NONE)
                .run(new SegmentationJob(input, folder.resolve("l"), Optional.of(folder.resolve("p")), false));
        assertEquals(
                List.of(
                        "a_1_mito_chondria.tif",
                        "a_2_nucleus.tif",
                        "b_1_mito_chondria.tif",
                        "b_2_nucleus.tif",
                        "c_1_mito_chondria.tif",
                        "c_2_nucleus.tif"),
                names(folder.resolve("p")));
        try (VolumeReader labels = Volumes.open(folder.resolve("l/b.tif"))) {
            assertEquals(PixelType.UINT16, labels.info().type());
        }
    }

    @Test
    void anExistingOutputIsRefusedByNameUnlessItMayBeReplaced() throws IOException {
        Path input = image("em.png", 0);
        Path output = Files.writeString(folder.resolve("labels.png"), "old");
        assertMessage(
                "Output '" + output + "' exists. Choose another path or add --overwrite.",
                () -> segmentation().run(job(input, output)));
        assertEquals("old", Files.readString(output));
        segmentation().run(new SegmentationJob(input, output, Optional.empty(), true));
        assertArrayEquals(expected(section(0)).pixels(), first(output));
    }

    @Test
    void anExistingFolderIsRefusedUnlessItMayBeReplacedAndThenKeepsItsOtherFiles() throws IOException {
        Path input = images();
        Path output = Files.createDirectory(folder.resolve("labels"));
        Files.writeString(output.resolve("a.png"), "old");
        Files.writeString(output.resolve("notes.txt"), "mine");
        assertMessage("add --overwrite", () -> segmentation().run(job(input, output)));
        segmentation().run(new SegmentationJob(input, output, Optional.empty(), true));
        assertEquals(List.of("a.png", "b.tif", "c.png", "notes.txt"), names(output));
        assertArrayEquals(expected(section(0)).pixels(), first(output.resolve("a.png")));
        assertEquals(List.of("images", "labels"), names(folder));
    }

    @Test
    void theInputIsNeverReplacedHoweverItIsNamed() throws IOException {
        Path input = image("em.png", 0);
        byte[] before = Files.readAllBytes(input);
        Path detour = folder.resolve("images/../em.png");
        Path link = Files.createSymbolicLink(folder.resolve("link.png"), input);
        for (Path output : List.of(input, detour, link)) {
            assertMessage(
                    "is the input",
                    () -> segmentation().run(new SegmentationJob(input, output, Optional.empty(), true)));
        }
        Path images = images();
        for (Path output : List.of(images, images.resolve("labels"), folder)) {
            assertMessage(
                    "one lies in the other",
                    () -> segmentation().run(new SegmentationJob(images, output, Optional.empty(), true)));
        }
        assertArrayEquals(before, Files.readAllBytes(input));
    }

    @Test
    void aFileForAFolderAndAFolderForAFileAreRefused() throws IOException {
        Path images = images();
        assertMessage("expected a folder", () -> segmentation().run(job(images, folder.resolve("labels.tif"))));
        Path input = image("em.png", 0);
        assertMessage("expected a file", () -> segmentation().run(job(input, images)));
        assertMessage("does not exist", () -> segmentation().run(job(folder.resolve("no"), images)));
        assertMessage(
                "expected a name ending in .tif",
                () -> segmentation()
                        .run(new SegmentationJob(
                                input, folder.resolve("l.png"), Optional.of(folder.resolve("p.png")), false)));
        assertEquals(List.of("em.png", "images"), names(folder));
    }

    @Test
    void aStackThatFailsInTheMiddleLeavesNothingBehind() throws IOException {
        Path input = stack("em.tif", 4);
        damageLastSection(input);
        tilesComputed = 0;
        assertThrows(
                SamdaException.class,
                () -> segmentation()
                        .run(new SegmentationJob(
                                input, folder.resolve("l.tif"), Optional.of(folder.resolve("p.tif")), false)));
        assertTrue(tilesComputed > 0, "failed before any section was segmented");
        assertEquals(List.of("em.tif"), names(folder));
    }

    @Test
    void aTruncatedFileIsFoundBeforeAnyWork() throws IOException {
        Path input = images();
        Path last = input.resolve("b.tif");
        Files.write(last, java.util.Arrays.copyOf(Files.readAllBytes(last), (int) Files.size(last) - 40));
        assertMessage("b.tif", () -> segmentation().run(job(input, folder.resolve("labels"))));
        assertEquals(0, tilesComputed);
        assertEquals(List.of("images"), names(folder));
    }

    @Test
    void aFolderThatFailedGoesOnWhereItWasOnceTheImageIsRepaired() throws IOException {
        Path input = images();
        byte[] sound = Files.readAllBytes(input.resolve("b.tif"));
        damageLastSection(input.resolve("b.tif"));
        Path output = folder.resolve("labels");
        SamdaException error =
                assertThrows(SamdaException.class, () -> segmentation().run(job(input, output)));
        assertTrue(error.getMessage().contains("labels.unfinished-"), error.getMessage());
        assertFalse(Files.exists(output));
        Files.write(input.resolve("b.tif"), sound);
        assertEquals(new SegmentationSummary(2, 3, 1), segmentation().run(job(input, output)));
        assertEquals(List.of("a.png", "b.tif", "c.png"), names(output));
        assertEquals(List.of("images", "labels"), names(folder));
    }

    @Test
    void aFolderThatFailsAtItsFirstImageLeavesNothingBehind() throws IOException {
        Path input = Files.createDirectories(folder.resolve("images"));
        stack("images/a.tif", 2);
        damageLastSection(input.resolve("a.tif"));
        assertThrows(SamdaException.class, () -> segmentation().run(job(input, folder.resolve("labels"))));
        assertEquals(List.of("images"), names(folder));
    }

    @Test
    void anotherModelDoesNotTakeOverWhatOneHasLeft() throws IOException {
        Path input = images();
        damageLastSection(input.resolve("b.tif"));
        Path output = folder.resolve("labels");
        assertThrows(SamdaException.class, () -> segmentation().run(job(input, output)));
        Files.delete(input.resolve("b.tif"));
        Segmenter other = segmenter(TinyNetwork.threshold(), 2, "other weights");
        assertEquals(
                new SegmentationSummary(2, 2, 0),
                new VolumeSegmentation(other, Classes.foreground(), Progress.NONE).run(job(input, output)));
    }

    @Test
    void anEmptyFolderIsAnError() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertMessage("holds no images", () -> segmentation().run(job(empty, folder.resolve("labels"))));
    }

    @Test
    void progressHearsOfEverySectionOnce() throws IOException {
        List<String> heard = new ArrayList<>();
        Progress progress = new Progress() {
            @Override
            public void start(String work, long total) {
                heard.add("start " + total);
            }

            @Override
            public void at(long done, String note) {
                heard.add("at " + done);
            }

            @Override
            public void end() {
                heard.add("end");
            }
        };
        new VolumeSegmentation(segmenter(), Classes.foreground(), progress)
                .run(job(stack("em.tif", 2), folder.resolve("l.tif")));
        assertEquals(List.of("start 2", "at 1", "at 2", "end"), heard);
    }

    private VolumeSegmentation segmentation() {
        return new VolumeSegmentation(segmenter(), Classes.foreground(), Progress.NONE);
    }

    /** Foreground is what is brighter than the image's mean. */
    private Segmenter segmenter() {
        TileNetwork.Network counting = images -> {
            tilesComputed += (int) images.size(0);
            return TinyNetwork.threshold().logits(images);
        };
        return segmenter(counting, 2, "threshold");
    }

    private static Segmenter segmenter(TileNetwork.Network network, int classes, String identity) {
        return new Segmenter(
                new TiledPrediction(TinyNetwork.of(network), PLAN.patchWidth(), PLAN.patchHeight(), classes),
                new NetworkInputs(PLAN, false, false, Optional.empty()),
                LargestComponent.NONE,
                () -> identity);
    }

    private static SegmentationJob job(Path input, Path output) {
        return new SegmentationJob(input, output, Optional.empty(), false);
    }

    private Path images() throws IOException {
        Files.createDirectories(folder.resolve("images"));
        image("images/a.png", 0);
        image("images/b.tif", 1);
        image("images/c.png", 2);
        return folder.resolve("images");
    }

    private Path image(String name, int z) {
        return write(name, List.of(section(z)));
    }

    private Path stack(String name, int sections) {
        List<GreyImage> images = new ArrayList<>();
        for (int z = 0; z < sections; z++) {
            images.add(section(z));
        }
        return write(name, images);
    }

    private Path write(String name, List<GreyImage> sections) {
        Path file = folder.resolve(name);
        VolumeInfo info =
                new VolumeInfo(new VolumeSize(WIDTH, HEIGHT, sections.size()), PixelType.UINT8, Optional.of(VOXEL));
        try (VolumeWriter writer = Volumes.create(file, info)) {
            sections.forEach(writer::write);
            writer.commit();
        }
        return file;
    }

    /** Dark with a bright bar at column 3 + z. */
    private static GreyImage section(int z) {
        float[] pixels = new float[WIDTH * HEIGHT];
        for (int i = 0; i < pixels.length; i++) {
            int x = i % WIDTH - 3 - z;
            pixels[i] = x >= 0 && x < 4 ? 200 : 30 + i % 7;
        }
        return new GreyImage(WIDTH, HEIGHT, pixels);
    }

    private static GreyImage expected(GreyImage section) {
        float[] labels = new float[WIDTH * HEIGHT];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = section.pixels()[i] > 100 ? 255 : 0;
        }
        return new GreyImage(WIDTH, HEIGHT, labels);
    }

    /** Destroys the beginning of the last section's compressed data, which is found when it is read. */
    private static void damageLastSection(Path tiff) throws IOException {
        byte[] bytes = Files.readAllBytes(tiff);
        for (int at = bytes.length - 2; at >= 0; at--) {
            boolean isZlib = bytes[at] == 0x78 && ((bytes[at] << 8) | (bytes[at + 1] & 0xFF)) % 31 == 0;
            if (isZlib) {
                bytes[at] = 0;
                Files.write(tiff, bytes);
                return;
            }
        }
        throw new IllegalStateException("no compressed section in " + tiff);
    }

    private static float[] first(Path file) {
        try (VolumeReader reader = Volumes.open(file)) {
            return reader.read(0).pixels();
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }

    private static void assertMessage(String part, org.junit.jupiter.api.function.Executable work) {
        SamdaException error = assertThrows(SamdaException.class, work);
        assertTrue(error.getMessage().contains(part), error.getMessage());
    }
}
