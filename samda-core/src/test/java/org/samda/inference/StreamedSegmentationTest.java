// SPDX-License-Identifier: Apache-2.0
package org.samda.inference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
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
import org.samda.image.SliceAxis;
import org.samda.image.VolumeInfo;
import org.samda.image.VolumeRegion;
import org.samda.image.VolumeSize;
import org.samda.image.VoxelSize;
import org.samda.io.FolderTree;
import org.samda.io.VolumeReader;
import org.samda.io.VolumeWriter;
import org.samda.io.Volumes;

/** Volumes of several slabs; foreground is what is brighter than its section's mean. */
class StreamedSegmentationTest {
    private static final VolumeSize SIZE = new VolumeSize(20, 24, 40);
    private static final VoxelSize VOXEL = new VoxelSize(5, 5, 5);

    /** The tiles of a section go through the network at once. */
    private static final Plan PLAN = new Plan(16, 16, 1, Optional.of(new PixelSize(5, 5)), 1, Preprocessing.SECTIONS);

    private static final Plan LARGE_TILES =
            new Plan(1024, 1024, 1, Optional.of(new PixelSize(5, 5)), 1, Preprocessing.SECTIONS);

    @TempDir
    private Path folder;

    private int sectionsComputed;
    private int sectionThatFails = Integer.MAX_VALUE;

    @Test
    void aVolumeOfSeveralSlabsHasTheSegmentationOfItsSections() throws IOException {
        Path output = folder.resolve("labels.tif");
        assertEquals(new SegmentationSummary(1, 40, 0), segment(output, Cut.AS_STORED));
        assertThresholded(output);
        assertEquals(List.of("em.tif", "labels.tif"), names());
    }

    @Test
    void whatWasFinishedBeforeAFailureIsNotComputedAgain() throws IOException {
        Path output = folder.resolve("labels.tif");
        sectionThatFails = 35;
        SamdaException e = assertThrows(SamdaException.class, () -> segment(output, Cut.AS_STORED));
        assertTrue(e.getMessage().contains("labels.tif.unfinished-"), e.getMessage());
        sectionThatFails = Integer.MAX_VALUE;
        sectionsComputed = 0;
        assertEquals(new SegmentationSummary(1, 40, 1), segment(output, Cut.AS_STORED));
        assertEquals(8, sectionsComputed, "two slabs of 16 sections were finished");
        assertThresholded(output);
        assertEquals(List.of("em.tif", "labels.tif"), names());
    }

    @Test
    void aFailureInTheFirstSlabLeavesNothingBehind() throws IOException {
        sectionThatFails = 3;
        assertThrows(SamdaException.class, () -> segment(folder.resolve("labels.tif"), Cut.AS_STORED));
        assertEquals(List.of("em.tif"), names());
    }

    @Test
    void ofAnInputThatHasChangedNothingIsTakenOver() throws IOException {
        Path output = folder.resolve("labels.tif");
        sectionThatFails = 20;
        assertThrows(SamdaException.class, () -> segment(output, Cut.AS_STORED));
        sectionThatFails = Integer.MAX_VALUE;
        Files.setLastModifiedTime(folder.resolve("em.tif"), FileTime.fromMillis(1_000_000));
        assertEquals(new SegmentationSummary(1, 40, 0), segment(output, Cut.AS_STORED));
        assertEquals(List.of("em.tif", "labels.tif"), names(), "what nobody can use any more is removed");
    }

    @Test
    void aRunThatWasKilledBeforeItsFirstSlabIsGoneOnWith() throws IOException {
        Path output = folder.resolve("labels.tif");
        sectionThatFails = 20;
        assertThrows(SamdaException.class, () -> segment(output, Cut.AS_STORED));
        Path array = chunk().getParent().getParent().getParent();
        FolderTree.remove(array);
        Files.createDirectories(array);
        Files.writeString(array.resolve("..zarray.0a1b2c3d.part"), "{");
        sectionThatFails = Integer.MAX_VALUE;
        assertEquals(new SegmentationSummary(1, 40, 0), segment(output, Cut.AS_STORED));
        assertThresholded(output);
        assertEquals(List.of("em.tif", "labels.tif"), names());
    }

    @Test
    void whatAKilledRunWasWritingIsRemovedAndNothingElse() throws IOException {
        Path output = folder.resolve("labels.zarr");
        Files.createDirectories(folder.resolve(".labels.zarr.0a1b2c3d.part/0/0"));
        List<String> others =
                List.of(".labels.zarr.0a1b2c3d.old", ".labels.zarr.backup.part", ".other.zarr.0a1b2c3d.part");
        for (String other : others) {
            Files.writeString(folder.resolve(other), "mine");
        }
        segment(output, Cut.AS_STORED);
        List<String> expected = new ArrayList<>(others);
        expected.addAll(List.of("em.tif", "labels.zarr"));
        assertEquals(expected, names());
    }

    @Test
    void anOutputThatCannotHoldTheVolumeIsRefusedBeforeAnythingIsComputed() throws IOException {
        input();
        for (String name : List.of("labels.png", "labels.xyz", "em.tif/labels.tif")) {
            Path output = folder.resolve(name);
            SamdaException e = assertThrows(SamdaException.class, () -> segment(output, Cut.AS_STORED));
            assertTrue(e.getMessage().startsWith("Cannot write '" + output + "': "), e.getMessage());
        }
        assertEquals(0, sectionsComputed);
        assertEquals(List.of("em.tif"), names());
    }

    @Test
    void aDamagedChunkOfWhatWasKeptIsNamedAndComputedAgainWhenItIsDeleted() throws IOException {
        Path output = folder.resolve("labels.tif");
        sectionThatFails = 35;
        assertThrows(SamdaException.class, () -> segment(output, Cut.AS_STORED));
        sectionThatFails = Integer.MAX_VALUE;
        Path chunk = chunk();
        Files.write(chunk, new byte[] {1, 2, 3});
        SamdaException e = assertThrows(SamdaException.class, () -> segment(output, Cut.AS_STORED));
        assertTrue(e.getMessage().contains(chunk.getFileName().toString()), e.getMessage());
        Files.delete(chunk);
        segment(output, Cut.AS_STORED);
        assertThresholded(output);
    }

    @Test
    void alongAnotherAxisEachOfItsSectionsIsThresholded() throws IOException {
        Path output = folder.resolve("labels.zarr");
        segment(output, new Cut(Optional.empty(), List.of(SliceAxis.X)));
        assertEquals(20, sectionsComputed);
        assertThresholded(output);
    }

    @Test
    void alongAllAxesTheMeanOfTheProbabilitiesDecides() throws IOException {
        Path output = folder.resolve("labels.tif");
        Path probabilities = folder.resolve("p.tif");
        Cut all = new Cut(Optional.empty(), List.of(SliceAxis.X, SliceAxis.Y, SliceAxis.Z));
        run(new SegmentationJob(input(), output, Optional.of(probabilities), false, all));
        assertEquals(20 + 24 + 40, sectionsComputed);
        double mean = 0;
        for (SliceAxis axis : SliceAxis.values()) {
            Path alone = folder.resolve(axis + ".tif");
            Cut cut = new Cut(Optional.empty(), List.of(axis));
            run(new SegmentationJob(input(), folder.resolve("l.tif"), Optional.of(alone), true, cut));
            mean += at(alone, 7, 5, 11) / 3;
        }
        assertEquals(mean, at(probabilities, 7, 5, 11), 1e-6);
        assertEquals(mean > 0.5 ? 255 : 0, at(output, 7, 5, 11));
    }

    @Test
    void aRegionIsSegmentedAsIfItHadBeenCutOut() throws IOException {
        Path output = folder.resolve("labels.tif");
        VolumeRegion region = new VolumeRegion(2, 4, 6, new VolumeSize(17, 20, 30));
        segment(output, new Cut(Optional.of(region), List.of(SliceAxis.Z)));
        assertEquals(30, sectionsComputed);
        try (VolumeReader labels = Volumes.open(output)) {
            assertEquals(region.size(), labels.info().size());
            assertEquals(
                    isBright(2 + 8, 4 + 3, 6 + 29) ? 255 : 0, labels.read(29).at(8, 3));
        }
    }

    @Test
    void aSectionTooLargeForMemoryIsSegmentedInPartsThatAreKept() throws IOException {
        Path input = folder.resolve("montage.tif");
        VolumeInfo info = new VolumeInfo(new VolumeSize(4200, 4100, 1), PixelType.UINT8, Optional.of(VOXEL));
        try (VolumeWriter writer = Volumes.create(input, info)) {
            writer.write(stripes(4200, 4100, 200, 30));
            writer.commit();
        }
        Path output = folder.resolve("labels.tif");
        SegmentationJob job = new SegmentationJob(input, output, Optional.empty(), false, Cut.AS_STORED);
        sectionThatFails = 60;
        SamdaException e = assertThrows(SamdaException.class, () -> run(job, LARGE_TILES));
        assertTrue(e.getMessage().contains("labels.tif.unfinished-"), e.getMessage());
        sectionThatFails = Integer.MAX_VALUE;
        assertEquals(new SegmentationSummary(1, 1, 1), run(job, LARGE_TILES));
        try (VolumeReader labels = Volumes.open(output)) {
            assertArrayEquals(
                    stripes(4200, 4100, 255, 0).pixels(), labels.read(0).pixels());
        }
        Path images = Files.createDirectory(folder.resolve("images"));
        Files.move(input, images.resolve("montage.tif"));
        Path folderOfLabels = folder.resolve("labels");
        run(new SegmentationJob(images, folderOfLabels, Optional.empty(), false, Cut.AS_STORED), LARGE_TILES);
        assertEquals(-1, Files.mismatch(output, folderOfLabels.resolve("montage.tif")));
    }

    /** Bright columns, 3 of 10 px. */
    private static GreyImage stripes(int width, int height, int bright, int dark) {
        float[] pixels = new float[width * height];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = i % width % 10 < 3 ? bright : dark;
        }
        return new GreyImage(width, height, pixels);
    }

    private SegmentationSummary segment(Path output, Cut cut) throws IOException {
        return run(new SegmentationJob(input(), output, Optional.empty(), false, cut));
    }

    private SegmentationSummary run(SegmentationJob job) {
        return run(job, PLAN);
    }

    private SegmentationSummary run(SegmentationJob job, Plan plan) {
        TileNetwork.Network counting = images -> {
            if (sectionsComputed++ == sectionThatFails) {
                throw new SamdaException("The network failed.");
            }
            return TinyNetwork.threshold().logits(images);
        };
        Segmenter segmenter = new Segmenter(
                new TiledPrediction(TinyNetwork.of(counting), plan.patchWidth(), plan.patchHeight(), 2),
                new NetworkInputs(plan, false, false, Optional.empty()),
                LargestComponent.NONE,
                () -> "threshold");
        return new VolumeSegmentation(segmenter, Classes.foreground(), Progress.NONE).run(job);
    }

    private Path input() {
        Path file = folder.resolve("em.tif");
        if (!Files.exists(file)) {
            VolumeInfo info = new VolumeInfo(SIZE, PixelType.UINT8, Optional.of(VOXEL));
            try (VolumeWriter writer = Volumes.create(file, info)) {
                for (int z = 0; z < SIZE.z(); z++) {
                    writer.write(section(z, 200, 30));
                }
                writer.commit();
            }
        }
        return file;
    }

    /** A bright plane that runs obliquely through the volume. */
    private static GreyImage section(int z, int bright, int dark) {
        int width = (int) SIZE.x();
        float[] pixels = new float[width * (int) SIZE.y()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = isBright(i % width, i / width, z) ? bright : dark;
        }
        return new GreyImage(width, (int) SIZE.y(), pixels);
    }

    private static boolean isBright(int x, int y, int z) {
        return (x + y + z) % 10 < 3;
    }

    private static void assertThresholded(Path output) {
        try (VolumeReader labels = Volumes.open(output)) {
            assertEquals(SIZE, labels.info().size());
            assertEquals(PixelType.UINT8, labels.info().type());
            assertEquals(Optional.of(VOXEL), labels.info().voxelSize());
            for (int z = 0; z < SIZE.z(); z++) {
                assertArrayEquals(section(z, 255, 0).pixels(), labels.read(z).pixels(), "section " + z);
            }
        }
    }

    private static float at(Path file, int x, int y, int z) {
        try (VolumeReader reader = Volumes.open(file)) {
            return reader.read(z).at(x, y);
        }
    }

    private Path chunk() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().contains("unfinished"))
                    .filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private List<String> names() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }
}
