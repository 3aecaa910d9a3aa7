// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.samda.data.TestImages.constant;
import static org.samda.data.TestImages.ramp;
import static org.samda.data.TestImages.write;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samda.SamdaException;
import org.samda.image.GreyImage;

/** Folders and how their files are paired. */
class DatasetsTest {
    private static final GreyImage IMAGE = ramp(6, 4);
    private static final GreyImage LABELS = constant(6, 4, 255);

    @TempDir
    private Path folder;

    @Test
    void pairsImagesWithMasksOfTheSameNameInNaturalOrder() {
        write(folder.resolve("images/s10.png"), IMAGE);
        write(folder.resolve("images/s9.tif"), IMAGE);
        write(folder.resolve("images/s1.png"), IMAGE);
        write(folder.resolve("masks/s9.png"), LABELS);
        write(folder.resolve("masks/s10.png"), LABELS);
        Dataset dataset = Datasets.open(folder);
        assertEquals(List.of("s1", "s9", "s10"), stems(dataset.images()));
        assertEquals(List.of("s9", "s10"), stems(dataset.labelled()));
        assertEquals(List.of("s1", "s9", "s10"), stems(dataset.training()));
        assertEquals(List.of(), dataset.test());
        assertEquals(folder.getFileName().toString(), dataset.name());
        DatasetImage last = dataset.images().get(2);
        assertEquals(IMAGE.at(5, 3), last.readImage().get(0).at(5, 3));
        assertEquals(1, last.readLabels(dataset.classes()).orElseThrow().get(0).at(0, 0));
        assertEquals(Optional.empty(), dataset.images().get(0).readLabels(dataset.classes()));
    }

    @Test
    void aFolderOfImagesIsRaw() {
        write(folder.resolve("b.png"), IMAGE);
        write(folder.resolve("a.png"), IMAGE);
        Dataset dataset = Datasets.open(folder);
        assertEquals(List.of("a", "b"), stems(dataset.images()));
        assertEquals(List.of(), dataset.labelled());
    }

    @Test
    void everySectionOfAVolumeIsAnImage() {
        write(folder.resolve("images/v.tif"), ramp(6, 4), constant(6, 4, 3));
        write(folder.resolve("labels/v.tif"), constant(6, 4, 0), LABELS);
        Dataset dataset = Datasets.open(folder);
        assertEquals(List.of("v_z0000", "v_z0001"), stems(dataset.images()));
        DatasetImage second = dataset.images().get(1);
        assertEquals(3, second.readImage().get(0).at(0, 0));
        assertEquals(
                1, second.readLabels(dataset.classes()).orElseThrow().get(0).at(0, 0));
    }

    @Test
    void readsNnUNetsRawLayout() throws IOException {
        Files.writeString(
                folder.resolve("dataset.json"),
                "{\"channel_names\": {\"0\": \"EM\"}, \"labels\": {\"background\": 0, \"b\": 2, \"a\": 1}, \"name\": \"D\"}");
        write(folder.resolve("imagesTr/case1_0000.png"), IMAGE);
        write(folder.resolve("labelsTr/case1.png"), constant(6, 4, 2));
        write(folder.resolve("imagesTs/case2_0000.png"), IMAGE);
        Dataset dataset = Datasets.open(folder);
        assertEquals("D", dataset.name());
        assertEquals(List.of("case1"), stems(dataset.training()));
        assertEquals(List.of("case2"), stems(dataset.test()));
        assertEquals("a = 1; b = 2", dataset.classes().toString());
        write(folder.resolve("imagesTr/case1_0001.png"), IMAGE);
        assertFails("does not end in '_0000'");
    }

    @Test
    void aMissingFolderSaysWhatIsExpected() {
        folder = folder.resolve("missing");
        assertFails("Data set '" + folder + "' does not exist. Expected a folder with images/ and labels/ (or masks/)");
    }

    @Test
    void aFolderWithoutImagesNamesTheDataSetsInIt() {
        assertFails("has no images. Expected");
        write(folder.resolve("inner/images/a.png"), IMAGE);
        assertFails("has no images. It holds data sets itself: " + folder.resolve("inner"));
        assertEquals(1, Datasets.open(folder.resolve("inner")).images().size());
    }

    @Test
    void anEmptyImagesFolderIsAnError() throws IOException {
        Files.createDirectories(folder.resolve("images"));
        assertFails("Data set '" + folder + "' has no images; expected image files in its images/ folder");
    }

    @Test
    void aFileThatIsNoYamlIsRefused() {
        folder = write(folder.resolve("a.png"), IMAGE);
        assertFails("is neither a folder nor a YAML file");
    }

    @Test
    void labelsWithoutAnImageAreNamed() {
        write(folder.resolve("images/a.png"), IMAGE);
        write(folder.resolve("labels/a.png"), LABELS);
        write(folder.resolve("labels/c.png"), LABELS);
        assertFails("labels without an image: c. Images are a. Add the images, or remove or rename these labels.");
    }

    @Test
    void namesAFewOfBothSidesWhenNothingPairs() {
        for (int i = 0; i < 6; i++) {
            write(folder.resolve("images/image" + i + ".png"), IMAGE);
            write(folder.resolve("labels/label" + i + ".png"), LABELS);
        }
        assertFails("no label file has the name of an image. Images: image0, image1, image2, image3, … (6); "
                + "labels: label0, label1, label2, label3, … (6).");
    }

    @Test
    void twoFilesWithOneNameAreRefused() {
        write(folder.resolve("images/a.png"), IMAGE);
        write(folder.resolve("images/a.tif"), IMAGE);
        assertFails("have the same name 'a' apart from the extension or folder");
    }

    @Test
    void labelsAndMasksTogetherAreAmbiguous() {
        write(folder.resolve("images/a.png"), IMAGE);
        write(folder.resolve("labels/a.png"), LABELS);
        write(folder.resolve("masks/a.png"), LABELS);
        assertFails("has both labels/ and masks/");
    }

    @Test
    void stacksOfDifferentDepthAreRefused() {
        write(folder.resolve("images/v.tif"), IMAGE, IMAGE);
        write(folder.resolve("labels/v.tif"), LABELS, LABELS, LABELS);
        assertFails("have 3 sections but their image");
    }

    @Test
    void labelsOfAnotherSizeNameBothSizes() {
        write(folder.resolve("images/a.png"), IMAGE);
        Path labels = write(folder.resolve("labels/a.png"), constant(4, 6, 1));
        DatasetImage image = Datasets.open(folder).images().get(0);
        String message = assertThrows(
                        SamdaException.class, () -> TrainingCase.read(image, Classes.foreground(), Preparation.NONE))
                .getMessage();
        assertTrue(message.startsWith("Labels '" + labels + "' are 4 x 6 px but their image"), message);
        assertTrue(message.contains("is 6 x 4 px"), message);
    }

    @Test
    void aConstantImageCannotBeTrainedOn() {
        Path file = write(folder.resolve("a.png"), constant(3, 3, 7));
        DatasetImage image = Datasets.open(folder).images().get(0);
        assertEquals(
                "Image '" + file + "' is constant: every pixel is 7.0. "
                        + "Nothing can be learned from it; remove it or export it again.",
                assertThrows(SamdaException.class, () -> TrainingCase.readRaw(image, Preparation.NONE))
                        .getMessage());
    }

    private void assertFails(String part) {
        String message =
                assertThrows(SamdaException.class, () -> Datasets.open(folder)).getMessage();
        assertTrue(message.contains(part), message);
    }

    private static List<String> stems(List<DatasetImage> images) {
        return images.stream().map(DatasetImage::stem).toList();
    }
}
