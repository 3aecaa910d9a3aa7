// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samda.JavaProcess;
import org.samda.Progress;
import org.samda.SamdaException;
import org.samda.data.Dataset;
import org.samda.data.DatasetImage;
import org.samda.data.Datasets;
import org.samda.experiment.PhantomData.Writing;
import org.samda.image.GreyImage;
import org.samda.image.LabelImage;
import org.samda.image.PixelType;
import org.samda.image.VolumeSize;
import org.samda.image.VoxelSize;
import org.samda.io.VolumeReader;
import org.samda.io.Volumes;
import org.samda.phantom.Phantom;
import org.samda.phantom.PhantomDomain;

class PhantomDataTest {
    private static final PhantomDomain DOMAIN = PhantomDomain.FIB_SEM.coarser(4);
    private static final VolumeSize SIZE = new VolumeSize(48, 40, 2);
    private static final Writing INSTANCES = new Writing(false, true, 2);

    @TempDir
    private Path folder;

    @Test
    void aFolderIsADataSetWithTheVoxelSizeOfItsDomain() {
        data(2).write(folder.resolve("set"), false, Progress.NONE);
        Dataset set = Datasets.open(folder.resolve("set"));
        assertEquals(4, set.labelled().size());
        assertEquals(Optional.of(new VoxelSize(20, 20, 20)), set.voxelSize());
        assertEquals(List.of(), set.test());
        assertEquals("mitochondrion", set.classes().name(1));
    }

    @Test
    void imagesAndLabelsAreThoseOfThePhantom() {
        data(2).write(folder.resolve("set"), false, Progress.NONE);
        Dataset set = Datasets.open(folder.resolve("set"));
        Phantom second = new Phantom(DOMAIN, SIZE, 6);
        DatasetImage image = set.images().get(3);
        assertEquals("fib-sem_001_0001", image.stem());
        assertArrayEquals(second.image(1).pixels(), image.readImage().get(0).pixels());
        LabelImage labels = image.readLabels(set.classes()).orElseThrow().get(0);
        for (int i = 0; i < labels.labels().length; i++) {
            assertEquals(second.labels(1).labels()[i] == Phantom.MITOCHONDRION, labels.labels()[i] == 1, "pixel " + i);
        }
    }

    @Test
    void aStackHasItsLabelsBesideIt() {
        Path stack = folder.resolve("volume.tif");
        data(1).write(stack, false, Progress.NONE);
        Phantom phantom = new Phantom(DOMAIN, SIZE, 5);
        try (VolumeReader images = Volumes.open(stack);
                VolumeReader labels = Volumes.open(folder.resolve("volume-labels.tif"))) {
            assertEquals(SIZE, images.info().size());
            assertEquals(SIZE, labels.info().size());
            assertEquals(20, images.info().voxelSize().orElseThrow().xNm(), 1e-3);
            assertArrayEquals(phantom.image(1).pixels(), images.read(1).pixels());
            GreyImage white = labels.read(1);
            for (int i = 0; i < white.pixels().length; i++) {
                assertEquals(phantom.labels(1).labels()[i] == Phantom.MITOCHONDRION ? 255 : 0, white.pixels()[i]);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "v.TIF, v-labels.TIF",
        "a.b.nii.gz, a.b-labels.nii.gz",
        "v.ome.tif, v-labels.ome.tif",
        "v.nii, v-labels.nii"
    })
    void labelsOfAVolumeHaveItsWholeExtension(String image, String labels) {
        data(1).write(folder.resolve(image), false, Progress.NONE);
        try (VolumeReader reader = Volumes.open(folder.resolve(labels))) {
            assertEquals(SIZE, reader.info().size());
            assertEquals(20, reader.info().voxelSize().orElseThrow().zNm(), 1e-3);
        }
    }

    @Test
    void instancesAreTheMitochondriaOneByOneWithTheirTrueVolumes() throws IOException {
        Path stack = folder.resolve("volume.tif");
        new PhantomData(DOMAIN, new VolumeSize(80, 70, 12), 1, 5).write(stack, INSTANCES, Progress.NONE);
        Map<Integer, Integer> voxels = new TreeMap<>();
        try (VolumeReader ids = Volumes.open(folder.resolve("volume-instances.tif"));
                VolumeReader labels = Volumes.open(folder.resolve("volume-labels.tif"))) {
            assertEquals(PixelType.UINT16, ids.info().type());
            for (long z = 0; z < 12; z++) {
                float[] white = labels.read(z).pixels();
                float[] section = ids.read(z).pixels();
                for (int i = 0; i < section.length; i++) {
                    assertEquals(white[i] == 255, section[i] > 0);
                    voxels.merge((int) section[i], 1, Integer::sum);
                }
            }
        }
        voxels.remove(0);
        List<String> expected = new ArrayList<>(List.of("id,voxels"));
        voxels.forEach((id, count) -> expected.add(id + "," + count));
        assertTrue(expected.size() > 3, () -> "there are mitochondria: " + expected);
        assertEquals(expected, Files.readAllLines(folder.resolve("volume-instances.csv")));
    }

    @Test
    void instancesOfAFolderOfImagesAreRefusedWithAWayOut() {
        Path set = folder.resolve("set");
        SamdaException problem = assertThrows(SamdaException.class, () -> data(1).write(set, INSTANCES, Progress.NONE));
        assertEquals(
                "Instances are written beside a volume in a file, and '%s' is a folder. Name a file, such as %s.tif."
                        .formatted(set, set),
                problem.getMessage());
        assertFalse(Files.exists(set));
    }

    @Test
    void everyFileThatExistsIsNamedBeforeAnythingIsMade() throws IOException {
        Path table = folder.resolve("volume-instances.csv");
        Files.writeString(table, "mine");
        SamdaException problem = assertThrows(
                SamdaException.class, () -> data(1).write(folder.resolve("volume.tif"), INSTANCES, Progress.NONE));
        assertTrue(problem.getMessage().startsWith("Output '" + table + "' exists."), problem.getMessage());
        assertEquals(List.of(table), files());
    }

    @Test
    void aVolumeThatFailsInTheMiddleLeavesNothing() throws IOException {
        Progress failing = new FailingProgress();
        assertThrows(
                IllegalStateException.class, () -> data(1).write(folder.resolve("volume.tif"), INSTANCES, failing));
        assertEquals(List.of(), files());
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    /** Throws after the first section. */
    private static final class FailingProgress implements Progress {
        @Override
        public void start(String work, long total) {}

        @Override
        public void at(long done, String note) {
            throw new IllegalStateException("no more");
        }

        @Override
        public void end() {}
    }

    @Test
    void theNumberOfThreadsChangesNoByte() throws IOException {
        for (int threads : new int[] {1, 3}) {
            data(1).write(folder.resolve(threads + ".tif"), new Writing(false, true, threads), Progress.NONE);
        }
        for (String file : List.of(".tif", "-labels.tif", "-instances.tif", "-instances.csv")) {
            assertEquals(-1, Files.mismatch(folder.resolve("1" + file), folder.resolve("3" + file)), file);
        }
    }

    /** The sections would be 12 MB, as much as the whole heap; with what is written of them, 24 MB. */
    @Test
    void aDeepVolumeNeedsTheMemoryOfAFewSections() throws IOException, InterruptedException {
        Path deep = folder.resolve("deep.tif");
        Process process =
                JavaProcess.of(PhantomProcess.class, "12m", List.of(deep)).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        try (VolumeReader reader = Volumes.open(deep)) {
            assertEquals(PhantomProcess.SIZE, reader.info().size());
        }
        assertTrue(Files.readAllLines(folder.resolve("deep-instances.csv")).size() > 10);
    }

    @Test
    void onlyOneVolumeFitsIntoAStack() {
        assertProblem(data(2), folder.resolve("volume.tif"), "Only one volume fits into");
    }

    @Test
    void anExistingOutputStaysUnlessItMayBeReplaced() throws IOException {
        Path set = folder.resolve("set");
        data(1).write(set, false, Progress.NONE);
        assertProblem(data(1), set, "Output '" + set + "' exists. Choose another --out, or add --overwrite.");
        Path labels = folder.resolve("volume-labels.tif");
        Files.writeString(labels, "mine");
        assertProblem(data(1), folder.resolve("volume.tif"), "Output '" + labels + "' exists.");
        assertEquals("mine", Files.readString(labels));
        data(1).write(folder.resolve("volume.tif"), true, Progress.NONE);
        assertNotEquals(4, Files.size(labels));
    }

    @Test
    void aReplacedPhantomLeavesNoImagesOfTheOneBefore() throws IOException {
        Path set = folder.resolve("set");
        data(3).write(set, false, Progress.NONE);
        Files.writeString(set.resolve("images/notes.txt"), "mine");
        data(1).write(set, true, Progress.NONE);
        assertEquals(2, Datasets.open(set).images().size());
        assertTrue(Files.exists(set.resolve("images/notes.txt")));
    }

    @Test
    void theLastVolumesAreForTesting() {
        data(3).writeAs("mine", folder.resolve("set"), 1, Progress.NONE);
        Dataset set = Datasets.open(folder.resolve("set"));
        assertEquals("mine", set.name());
        assertEquals(
                List.of("fib-sem_002_0000", "fib-sem_002_0001"),
                set.test().stream().map(DatasetImage::stem).toList());
        assertEquals(4, set.training().size());
    }

    @Test
    void equalSeedsGiveEqualFiles() throws IOException {
        data(1).write(folder.resolve("a"), false, Progress.NONE);
        data(1).write(folder.resolve("b"), false, Progress.NONE);
        String image = "images/fib-sem_000_0000.png";
        assertArrayEquals(
                Files.readAllBytes(folder.resolve("a").resolve(image)),
                Files.readAllBytes(folder.resolve("b").resolve(image)));
    }

    private static PhantomData data(int count) {
        return new PhantomData(DOMAIN, SIZE, count, 5);
    }

    private static void assertProblem(PhantomData data, Path out, String expected) {
        SamdaException problem = assertThrows(SamdaException.class, () -> data.write(out, false, Progress.NONE));
        assertTrue(problem.getMessage().startsWith(expected), problem.getMessage());
    }
}
