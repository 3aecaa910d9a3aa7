// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.samda.data.TestImages.constant;
import static org.samda.data.TestImages.ramp;
import static org.samda.data.TestImages.write;

import java.io.IOException;
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
import org.samda.image.VoxelSize;

/** Data sets with scans, which are cases of many sections. */
class DatasetScansTest {

    @TempDir
    private Path folder;

    @Test
    void aScanIsOneImageOfManySections() {
        write(folder.resolve("images/a.nii.gz"), ramp(6, 4), constant(6, 4, 3), ramp(6, 4));
        write(folder.resolve("labels/a.nii.gz"), constant(6, 4, 0), constant(6, 4, 1), constant(6, 4, 0));
        write(folder.resolve("images/b.nii"), ramp(5, 4));
        Dataset dataset = Datasets.open(folder);
        assertEquals(
                List.of("a", "b"),
                dataset.images().stream().map(DatasetImage::stem).toList());
        DatasetImage scan = dataset.images().get(0);
        assertTrue(scan.isScan());
        List<GreyImage> planes = scan.readImage();
        assertEquals(3, planes.size());
        assertArrayEquals(ramp(6, 4).pixels(), planes.get(2).pixels());
        List<LabelImage> labels = scan.readLabels(dataset.classes(), planes).orElseThrow();
        assertEquals(List.of(0, 1, 0), labels.stream().map(l -> l.at(5, 3)).toList());
        assertTrue(dataset.images().get(1).isScan());
    }

    @Test
    void aStackBesideAScanIsTakenApart() {
        write(folder.resolve("images/a.nii"), ramp(6, 4), ramp(6, 4));
        write(folder.resolve("images/b.tif"), ramp(6, 4), ramp(6, 4));
        List<DatasetImage> images = Datasets.open(folder).images();
        assertEquals(
                List.of("a", "b_z0000", "b_z0001"),
                images.stream().map(DatasetImage::stem).toList());
        assertFalse(images.get(2).isScan());
    }

    @Test
    void labelsOfAScanMayBeAStack() {
        write(folder.resolve("images/a.nii"), ramp(6, 4), ramp(6, 4));
        write(folder.resolve("labels/a.tif"), constant(6, 4, 0), constant(6, 4, 1));
        DatasetImage scan = Datasets.open(folder).images().get(0);
        List<LabelImage> labels = scan.readLabels(Classes.foreground()).orElseThrow();
        assertEquals(List.of(0, 1), labels.stream().map(l -> l.at(0, 0)).toList());
    }

    @Test
    void labelsWithOtherSectionsAreRefusedBeforeAnythingIsRead() {
        write(folder.resolve("images/a.nii"), ramp(6, 4), ramp(6, 4));
        write(folder.resolve("labels/a.nii"), constant(6, 4, 1));
        SamdaException problem = assertThrows(SamdaException.class, () -> Datasets.open(folder));
        assertTrue(problem.getMessage().contains("have 1 sections but their image"), problem.getMessage());
    }

    @Test
    void theVoxelSizeOfTheDataSetGoesBeforeThatOfTheFile() throws IOException {
        write(folder.resolve("images/a.nii"), ramp(6, 4), ramp(6, 4));
        Files.writeString(folder.resolve("dataset.yaml"), "images: images/*.nii\nvoxelSizeNm: [2, 3, 4]\n");
        assertEquals(
                Optional.of(new VoxelSize(2, 3, 4)),
                Datasets.open(folder).images().get(0).voxelSize());
    }

    @Test
    void inspectionTellsTheSizeOfVolumes() {
        write(folder.resolve("images/a.nii"), ramp(6, 4), constant(6, 4, 3));
        write(folder.resolve("labels/a.nii"), constant(6, 4, 0), constant(6, 4, 1));
        DatasetInspection found = Datasets.inspect(folder);
        assertEquals(new DatasetInspection.Counts(1, 1, 1, 0), found.counts());
        assertEquals(Map.of("6 x 4 x 2", 1), found.greys().sizes());
        assertEquals(0.5, found.labels().get(1).fraction());
        assertEquals(List.of(), found.problems());
    }

    @Test
    void inspectionFindsAConstantScanAndEmptyLabels() {
        write(folder.resolve("images/a.nii"), constant(6, 4, 3), constant(6, 4, 3));
        write(folder.resolve("labels/a.nii"), constant(6, 4, 0), constant(6, 4, 0));
        List<String> problems = Datasets.inspect(folder).problems();
        assertEquals(2, problems.size(), problems.toString());
        assertTrue(problems.get(0).contains("is constant: every pixel is 3.0"), problems.toString());
        assertTrue(problems.get(1).contains("are empty: every pixel is background"), problems.toString());
    }
}
