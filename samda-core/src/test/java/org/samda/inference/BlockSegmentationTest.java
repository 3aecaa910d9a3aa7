// SPDX-License-Identifier: Apache-2.0
package org.samda.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
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
import org.samda.io.VolumeWriter;
import org.samda.io.Volumes;

/** Blocks in any order, some of them twice; foreground is what is brighter than its section's mean. */
class BlockSegmentationTest {
    private static final VolumeSize SIZE = new VolumeSize(290, 70, 150);
    private static final Plan PLAN = new Plan(64, 64, 1, Optional.of(new PixelSize(5, 5)), 1, Preprocessing.SECTIONS);
    private static final Plan LARGE_TILES =
            new Plan(1024, 1024, 1, Optional.of(new PixelSize(5, 5)), 1, Preprocessing.SECTIONS);
    private static final Cut ALL_AXES = new Cut(Optional.empty(), List.of(SliceAxis.X, SliceAxis.Y, SliceAxis.Z));

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"labels.zarr", "labels.v3.zarr", "labels.n5"})
    void inAnyOrderTheFilesAreThoseOfOneMachine(String name) throws IOException {
        SegmentationJob alone = job("alone/" + name, Optional.empty(), Cut.AS_STORED);
        new VolumeSegmentation(segmenter("a"), Classes.foreground(), Progress.NONE).run(alone);
        SegmentationJob blocks = job("blocks/" + name, Optional.empty(), Cut.AS_STORED);
        assertEquals(new SegmentationSummary(1, 150, 0), run(blocks));
        assertSameFiles("alone", "blocks");
    }

    @Test
    void alongAllAxesOfARegionWithProbabilitiesToo() throws IOException {
        Cut cut = new Cut(Optional.of(new VolumeRegion(10, 0, 5, new VolumeSize(270, 60, 140))), ALL_AXES.axes());
        SegmentationJob alone = job("alone/labels.zarr", Optional.of("alone/p.n5"), cut);
        new VolumeSegmentation(segmenter("a"), Classes.foreground(), Progress.NONE).run(alone);
        assertEquals(
                new SegmentationSummary(1, 140, 0), run(job("blocks/labels.zarr", Optional.of("blocks/p.n5"), cut)));
        assertSameFiles("alone", "blocks");
    }

    /** 5000 x 3400 px are more than 2^24: four windows, one block. */
    @Test
    void aLargeSectionIsABlock() throws IOException {
        Path montage = folder.resolve("montage.tif");
        write(montage, new VolumeSize(5000, 3400, 1));
        SegmentationJob alone = new SegmentationJob(
                montage, folder.resolve("alone/labels.zarr"), Optional.empty(), false, Cut.AS_STORED);
        new VolumeSegmentation(segmenter("a", LARGE_TILES), Classes.foreground(), Progress.NONE).run(alone);
        SegmentationJob blocks = new SegmentationJob(
                montage, folder.resolve("blocks/labels.zarr"), Optional.empty(), false, Cut.AS_STORED);
        BlockSegmentation segmentation =
                new BlockSegmentation(segmenter("a", LARGE_TILES), Classes.foreground(), blocks);
        try (BlockRun run = segmentation.begin()) {
            assertEquals(1, run.plan().steps().get(0).blocks());
        }
        run(segmentation);
        assertSameFiles("alone", "blocks");
    }

    @Test
    void whatAnInterruptedRunHasSegmentedIsNotSegmentedAgain() throws IOException {
        SegmentationJob job = job("labels.zarr", Optional.empty(), Cut.AS_STORED);
        BlockSegmentation segmentation = segmentation("a", job);
        try (BlockRun run = segmentation.begin()) {
            segmentation.run(run.plan(), run.plan().steps().get(0), 2, 5);
        }
        assertFalse(Files.exists(job.output()));
        assertEquals(1, entries(".unfinished-"), "what is segmented is kept");
        assertEquals(0, entries(".part"), "what is to become the output is not");
        try (BlockRun run = segmentation.begin()) {
            BlockStep first = run.plan().steps().get(0);
            assertEquals(3, segmentation.run(run.plan(), first, 0, first.blocks()));
        }
        assertEquals(1, run(job).resumed());
        assertEquals(0, entries(".unfinished-"));
    }

    @Test
    void oneMachineGoesOnWithWhatSeveralHaveSegmented() throws IOException {
        SegmentationJob job = job("labels.zarr", Optional.empty(), Cut.AS_STORED);
        BlockSegmentation segmentation = segmentation("a", job);
        try (BlockRun run = segmentation.begin()) {
            segmentation.run(run.plan(), run.plan().steps().get(0), 3, 7);
        }
        assertEquals(
                new SegmentationSummary(1, 150, 1),
                new VolumeSegmentation(segmenter("a"), Classes.foreground(), Progress.NONE).run(job));
    }

    @Test
    void whatAKilledProcessHasLeftOfABlockIsRemovedBeforeItIsDoneAgain() throws IOException {
        SegmentationJob job = job("blocks/labels.zarr", Optional.empty(), Cut.AS_STORED);
        BlockSegmentation segmentation = segmentation("a", job);
        try (BlockRun run = segmentation.begin()) {
            Path chunks = Path.of(run.plan().parts().get(0)).resolve("0/1/0");
            Files.createDirectories(chunks);
            Path killed = Files.writeString(chunks.resolve(".2.0a1b2c3d.part"), "half a chunk");
            Path other = Files.writeString(chunks.resolve(".9.0a1b2c3d.part"), "of no chunk of this array");
            BlockStep write = run.plan().steps().get(1);
            segmentation.removeLeftovers(run.plan(), write, 0, 1);
            assertTrue(Files.exists(killed), "another block's");
            segmentation.removeLeftovers(run.plan(), write, 1, 2);
            assertFalse(Files.exists(killed));
            assertTrue(Files.exists(other));
        }
    }

    @Test
    void sectionsThatAreNotThereAreNoBackground() throws IOException {
        SegmentationJob job = job("labels.zarr", Optional.empty(), Cut.AS_STORED);
        BlockSegmentation segmentation = segmentation("a", job);
        try (BlockRun run = segmentation.begin()) {
            segmentation.run(run.plan(), run.plan().steps().get(0), 0, 9);
            BlockStep write = run.plan().steps().get(1);
            segmentation.run(run.plan(), write, 0, 2);
            SamdaException e =
                    assertThrows(SamdaException.class, () -> segmentation.run(run.plan(), write, 2, write.blocks()));
            assertTrue(e.getMessage().contains("and 2 more files of what has been segmented"), e.getMessage());
        }
    }

    @Test
    void aMachineThatDoesNotSeeTheSameFilesDoesNoBlock() throws IOException {
        SegmentationJob job = job("labels.zarr", Optional.empty(), Cut.AS_STORED);
        BlockSegmentation segmentation = segmentation("a", job);
        try (BlockRun run = segmentation.begin()) {
            BlockPlan plan = run.plan();
            BlockPlan elsewhere =
                    new BlockPlan(plan.identity(), folder.resolve("elsewhere").toString(), plan.parts(), plan.steps());
            SamdaException e = assertThrows(
                    SamdaException.class,
                    () -> segmentation.run(elsewhere, plan.steps().get(0), 0, 1));
            assertTrue(e.getMessage().contains("elsewhere"), e.getMessage());
            assertFalse(Files.exists(folder.resolve("elsewhere")));
        }
    }

    @Test
    void aMachineWithAnotherModelDoesNoBlock() throws IOException {
        SegmentationJob job = job("labels.zarr", Optional.empty(), Cut.AS_STORED);
        try (BlockRun run = segmentation("a", job).begin()) {
            BlockSegmentation other = segmentation("b", job);
            SamdaException e = assertThrows(
                    SamdaException.class,
                    () -> other.run(run.plan(), run.plan().steps().get(0), 0, 1));
            assertTrue(e.getMessage().contains("expected 'a', found 'b'"), e.getMessage());
        }
    }

    @ParameterizedTest
    @CsvSource({"labels.tif, is one file", "em.zarr, is the input", "there.zarr, exists"})
    void anOutputThatCannotBeWrittenIsRefusedAtTheBeginning(String name, String problem) throws IOException {
        Files.createDirectories(folder.resolve("there.zarr"));
        BlockSegmentation segmentation = segmentation("a", job(name, Optional.empty(), Cut.AS_STORED));
        SamdaException e = assertThrows(SamdaException.class, segmentation::begin);
        assertTrue(e.getMessage().contains(name) && e.getMessage().contains(problem), e.getMessage());
        assertEquals(2, entries(""), "the input and the folder that was there");
    }

    /** In a random order, every third block twice. */
    private static SegmentationSummary run(BlockSegmentation segmentation) {
        Random random = new Random(7);
        long resumed = 0;
        try (BlockRun run = segmentation.begin()) {
            for (BlockStep step : run.plan().steps()) {
                List<Long> blocks = new ArrayList<>(
                        LongStream.range(0, step.blocks()).boxed().toList());
                LongStream.range(0, step.blocks())
                        .filter(block -> block % 3 == 1)
                        .forEach(blocks::add);
                Collections.shuffle(blocks, random);
                for (long block : blocks) {
                    resumed += segmentation.run(run.plan(), step, block, block + 1);
                }
                if (step.kind() == BlockStep.Kind.SEGMENT) {
                    resumed -= (step.blocks() + 1) / 3;
                }
            }
            return run.commit(Math.max(0, resumed));
        }
    }

    private static SegmentationSummary run(SegmentationJob job) {
        return run(segmentation("a", job));
    }

    private static BlockSegmentation segmentation(String model, SegmentationJob job) {
        return new BlockSegmentation(segmenter(model), Classes.foreground(), job);
    }

    private static Segmenter segmenter(String model) {
        return segmenter(model, PLAN);
    }

    private static Segmenter segmenter(String model, Plan plan) {
        return new Segmenter(
                new TiledPrediction(TinyNetwork.of(TinyNetwork.threshold()), plan.patchWidth(), plan.patchHeight(), 2),
                new NetworkInputs(plan, false, false, Optional.empty()),
                LargestComponent.NONE,
                () -> model);
    }

    private SegmentationJob job(String output, Optional<String> probabilities, Cut cut) {
        Path input = folder.resolve("em.zarr");
        if (!Files.exists(input)) {
            write(input, SIZE);
        }
        return new SegmentationJob(input, folder.resolve(output), probabilities.map(folder::resolve), false, cut);
    }

    private static void write(Path file, VolumeSize size) {
        VolumeInfo info = new VolumeInfo(size, PixelType.UINT8, Optional.of(new VoxelSize(5, 5, 5)));
        Random random = new Random(3);
        try (VolumeWriter writer = Volumes.create(file, info)) {
            for (int z = 0; z < size.z(); z++) {
                float[] pixels = new float[(int) (size.x() * size.y())];
                for (int i = 0; i < pixels.length; i++) {
                    pixels[i] = random.nextInt(256);
                }
                writer.write(new GreyImage((int) size.x(), (int) size.y(), pixels));
            }
            writer.commit();
        }
    }

    private void assertSameFiles(String one, String other) throws IOException {
        List<Path> expected = files(folder.resolve(one));
        assertEquals(expected, files(folder.resolve(other)));
        for (Path file : expected) {
            assertEquals(
                    -1,
                    Files.mismatch(
                            folder.resolve(one).resolve(file),
                            folder.resolve(other).resolve(file)),
                    file.toString());
        }
    }

    private static List<Path> files(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile)
                    .map(root::relativize)
                    .sorted()
                    .toList();
        }
    }

    private long entries(String part) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> entry.getFileName().toString().contains(part))
                    .count();
        }
    }
}
