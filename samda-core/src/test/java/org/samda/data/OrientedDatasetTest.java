// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.samda.data.TestImages.constant;
import static org.samda.data.TestImages.ramp;
import static org.samda.data.TestImages.write;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samda.SamdaException;
import org.samda.image.GreyImage;
import org.samda.image.LabelImage;
import org.samda.image.Orientation;
import org.samda.image.VolumeSize;
import org.samda.image.VoxelSize;
import org.samda.io.FileHashes;

/** Scans of one data set that are stored in different orientations. */
class OrientedDatasetTest {
    private static final Optional<VoxelSize> VOXEL = Optional.of(new VoxelSize(1e6, 2e6, 3e6));

    @TempDir
    private Path folder;

    @Test
    void aTurnedScanIsReadUprightWithItsLabelsAndItsVoxelSize() throws IOException {
        // Stored columns run to the left, rows up, planes to the front: stored (i, j, k) lies at x = 5 - i, y = k, z =
        // j.
        scan("a", "-1 0 0", "0 0 2", "0 3 0");
        DatasetImage image =
                Datasets.open(folder).oriented(Orientation.CANONICAL).images().get(0);
        GreyImage stored = ramp(6, 4);
        List<GreyImage> planes = image.readImage();
        List<LabelImage> labels = image.readLabels(Classes.foreground(), planes).orElseThrow();
        assertEquals(new VolumeSize(6, 3, 4), image.size());
        assertEquals(List.of(4, 4), List.of(planes.size(), labels.size()));
        for (int j = 0; j < 4; j++) {
            for (int i = 0; i < 6; i++) {
                assertEquals(stored.at(i, j), planes.get(j).at(5 - i, 2));
                assertEquals(1, labels.get(j).at(5 - i, 1));
                assertEquals(0, labels.get(j).at(5 - i, 0));
            }
        }
        assertEquals(Optional.of(new VoxelSize(1e6, 3e6, 2e6)), image.voxelSize());
    }

    @Test
    void asStoredNothingChanges() throws IOException {
        scan("a", "-1 0 0", "0 0 2", "0 3 0");
        Dataset dataset = Datasets.open(folder);
        assertSame(dataset, dataset.oriented(Orientation.STORED));
        DatasetImage image = dataset.images().get(0);
        assertArrayEquals(ramp(6, 4).pixels(), image.readImage().get(2).pixels());
        assertEquals(VOXEL, image.voxelSize());
    }

    @Test
    void scansOfDifferentOrientationsAgreeOnOneVoxelSizeWhenUpright() throws IOException {
        scan("a", "-1 0 0", "0 0 2", "0 3 0");
        scan("b", "1 0 0", "0 0 -2", "0 3 0");
        assertEquals(
                Optional.of(new VoxelSize(1e6, 3e6, 2e6)),
                Datasets.open(folder).oriented(Orientation.CANONICAL).voxelSize());
        assertEquals(
                Map.of("LSA", 1, "RIA", 1), Datasets.inspect(folder).greys().orientations());
    }

    @Test
    void imagesThatAreNoScansStayAsTheyAre() {
        write(folder.resolve("images/a.png"), ramp(6, 4));
        Dataset dataset = Datasets.open(folder);
        assertEquals(dataset, dataset.oriented(Orientation.CANONICAL));
    }

    @Test
    void labelsThatSayTheyLieOtherwiseAreRefusedUprightAndReportedByInspection() throws IOException {
        scan("a", "-1 0 0", "0 2 0", "0 0 3");
        place(folder.resolve("labels/a.nii"), "1 0 0", "0 2 0", "0 0 3");
        Dataset dataset = Datasets.open(folder);
        SamdaException problem = assertThrows(SamdaException.class, () -> dataset.oriented(Orientation.CANONICAL));
        assertTrue(problem.getMessage().contains("axes run RAS, their image"), problem.getMessage());
        assertTrue(problem.getMessage().contains("says LAS"), problem.getMessage());
        List<String> problems = Datasets.inspect(folder).problems();
        assertTrue(problems.get(0).contains("data.orientation=stored"), problems.toString());
    }

    @Test
    void labelsThatDoNotSayHowTheyLieLieLikeTheirScan() throws IOException {
        scan("a", "-1 0 0", "0 2 0", "0 0 3");
        write(folder.resolve("labels/a.nii"), ramp01(), constant(6, 4, 0), constant(6, 4, 0));
        DatasetImage image =
                Datasets.open(folder).oriented(Orientation.CANONICAL).images().get(0);
        LabelImage first = image.readLabels(Classes.foreground()).orElseThrow().get(0);
        assertEquals(1, first.at(5, 0));
        assertEquals(0, first.at(0, 0));
    }

    @Test
    void preparedImagesOfAnotherOrientationHaveAnotherName() throws IOException {
        scan("a", "-1 0 0", "0 2 0", "0 0 3");
        Dataset dataset = Datasets.open(folder);
        PreparedKey keys = new PreparedKey(new FileHashes());
        String stored = keys.of(dataset.images().get(0), Optional.empty(), Preparation.NONE);
        DatasetImage upright = dataset.oriented(Orientation.CANONICAL).images().get(0);
        assertNotEquals(stored, keys.of(upright, Optional.empty(), Preparation.NONE));
    }

    @Test
    void ofAnAtlasOnlyTheNamedStructuresMayCount() throws IOException {
        write(folder.resolve("images/a.png"), ramp(3, 2));
        write(folder.resolve("labels/a.png"), new GreyImage(3, 2, new float[] {0, 47, 48, 100, 4, 47}));
        String yaml = "images: images/*.png\nlabels: labels/*.png\nclasses: {hippocampus: [47, 48]}\n";
        Files.writeString(folder.resolve("dataset.yaml"), yaml);
        Dataset strict = Datasets.open(folder);
        assertThrows(SamdaException.class, () -> strict.images().get(0).readLabels(strict.classes()));
        Files.writeString(folder.resolve("dataset.yaml"), yaml + "otherLabels: background\n");
        Dataset atlas = Datasets.open(folder);
        LabelImage labels =
                atlas.images().get(0).readLabels(atlas.classes()).orElseThrow().get(0);
        assertArrayEquals(new int[] {0, 1, 1, 0, 0, 1}, labels.labels());
        DatasetInspection found = Datasets.inspect(folder);
        assertEquals(List.of(), found.problems());
        assertEquals(Optional.of("background"), found.labels().get(1).className());
        assertEquals(Optional.of("hippocampus"), found.labels().get(2).className());
    }

    /** 6 x 4 x 3 voxels of 1 x 2 x 3 mm as stored; the label is 1 in the second plane. */
    private void scan(String name, String x, String y, String z) throws IOException {
        Path image = write(folder.resolve("images/" + name + ".nii"), constant(6, 4, 1), constant(6, 4, 2), ramp(6, 4));
        Path labels = write(
                folder.resolve("labels/" + name + ".nii"), constant(6, 4, 0), constant(6, 4, 1), constant(6, 4, 0));
        place(image, x, y, z);
        place(labels, x, y, z);
    }

    private static GreyImage ramp01() {
        float[] labels = new float[24];
        labels[0] = 1;
        return new GreyImage(6, 4, labels);
    }

    /** Writes an sform; x, y, z are its columns: where a step along each stored axis leads, in mm. */
    private static void place(Path file, String x, String y, String z) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        header.putShort(254, (short) 1).put(123, (byte) 2);
        List<String> steps = List.of(x, y, z);
        for (int axis = 0; axis < 3; axis++) {
            String[] step = steps.get(axis).split(" ", -1);
            for (int space = 0; space < 3; space++) {
                header.putFloat(280 + 16 * space + 4 * axis, Float.parseFloat(step[space]));
            }
            header.putFloat(80 + 4 * axis, axis + 1);
        }
        Files.write(file, bytes);
    }
}
