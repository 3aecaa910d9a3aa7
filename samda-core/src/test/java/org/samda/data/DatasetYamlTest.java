// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.samda.data.TestImages.constant;
import static org.samda.data.TestImages.ramp;
import static org.samda.data.TestImages.write;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.samda.SamdaException;
import org.samda.image.VoxelSize;

/** Data sets described by a YAML file, including hostile ones. */
class DatasetYamlTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void writeImages() throws IOException {
        Path image = write(folder.resolve("secret.png"), ramp(6, 4));
        Path mask = write(folder.resolve("mask.png"), constant(6, 4, 2));
        Files.createDirectories(folder.resolve("set/images"));
        Files.createDirectories(folder.resolve("set/masks"));
        for (String name : List.of("a.png", "b.png", "c.png", "d.png")) {
            Files.copy(image, folder.resolve("set/images").resolve(name));
            Files.copy(mask, folder.resolve("set/masks").resolve(name));
        }
    }

    @Test
    void everythingInItIsRead() {
        Dataset dataset = open("""
                name: tissue
                modality: FIB-SEM
                voxelSizeNm: [5, 5, 7.5]
                images: images/*.png
                labels: masks/*.png
                classes:
                  background: 0
                  mitochondrion: [2, 3]
                  vesicle: 1
                split:
                  train: [a, b]
                  test: [d]
                """);
        assertEquals("tissue", dataset.name());
        assertEquals(Optional.of("FIB-SEM"), dataset.description().modality());
        assertEquals(Optional.of(new VoxelSize(5, 5, 7.5)), dataset.voxelSize());
        assertEquals("mitochondrion = 2, 3; vesicle = 1", dataset.classes().toString());
        assertEquals(4, dataset.labelled().size());
        assertEquals(List.of("a", "b"), stems(dataset.training()));
        assertEquals(List.of("d"), stems(dataset.test()));
    }

    @Test
    void onlyImagesAreNeeded() {
        Dataset dataset = open("images: images/?.png\n");
        assertEquals("set", dataset.name());
        assertEquals(List.of("a", "b", "c", "d"), stems(dataset.training()));
        assertEquals(Optional.empty(), dataset.voxelSize());
        assertEquals(2, dataset.classes().count());
    }

    @Test
    void theFolderOfADatasetYamlIsThatDataSet() throws IOException {
        open("images: images/*.png\nsplit: {test: [b]}\n");
        Dataset dataset = Datasets.open(folder.resolve("set"));
        assertEquals(List.of("a", "c", "d"), stems(dataset.training()));
        assertEquals(List.of("b"), stems(dataset.test()));
    }

    @Test
    void twoVolumesNamedOutrightBelongTogether() {
        write(folder.resolve("set/raw.tif"), ramp(6, 4), ramp(6, 4), ramp(6, 4));
        write(folder.resolve("set/truth.tif"), constant(6, 4, 1), constant(6, 4, 1), constant(6, 4, 0));
        Dataset dataset = open("images: raw.tif\nlabels: truth.tif\nsplit: {train: [raw_z0001], test: [raw_z0002]}\n");
        assertEquals(3, dataset.labelled().size());
        assertEquals(List.of("raw_z0001"), stems(dataset.training()));
    }

    @Test
    void aVolumesNameInASplitMeansAllItsSections() {
        write(folder.resolve("set/images/v.tif"), ramp(6, 4), ramp(6, 4));
        Dataset dataset = open("images: images/*\nsplit: {train: [a], test: [v]}\n");
        assertEquals(List.of("v_z0000", "v_z0001"), stems(dataset.test()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "images: images/*.png\\nlabel: masks/*.png | line 2 | 'label' | nearest known key is 'labels'",
                "labels: masks/*.png | 'images' | missing key | Add it",
                "images: images/*.png\\nclasses: {m: [1.5]} | line 2 | 'classes' | label value '1.5'; expected a whole number",
                "images: images/*.png\\nclasses: {m: [0]} | line 2 | label value 0 | 0 is background",
                "images: images/*.png\\nclasses: {m: []} | 'classes' | class 'm' | has no label values",
                "images: images/*.png\\nclasses: {m: 1, n: 1} | 'classes' | value 1 of class 'n' | already in use",
                "images: images/*.png\\nvoxelSizeNm: [5, 5] | line 2 | 'voxelSizeNm' | must be three numbers above 0",
                "images: images/*.png\\nvoxelSizeNm: [5, 5, -1] | line 2 | 'voxelSizeNm' | must be three numbers above 0",
                "images: images/*.png\\nsplit: {trian: [a]} | line 2 | trian | nearest known key is 'train'",
                "images: images/*.png\\nsplit: {train: [a, x]} | 'split.train' | no image is named x | Images are a, b, c, d",
                "images: images/*.png\\nsplit: {train: [a, b], test: [b]} | 'split' | in both train and test: b | remove them",
                "images: image/*.png | 'images' | no file matches 'image/*.png' | relative to the YAML's folder",
                "images: images/*.png\\nlabels: mask/*.png | 'labels' | no file matches 'mask/*.png' | remove the key"
            })
    void mistakesAreNamed(String yaml, String one, String two, String three) {
        String message = assertThrows(SamdaException.class, () -> open(yaml.replace("\\n", "\n")))
                .getMessage();
        for (String part : List.of("dataset.yaml", one, two, three)) {
            assertTrue(message.contains(part), message);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../secret.png",
                "images/../../secret.png",
                "..",
                "/etc/passwd",
                "'C:/secret.png'",
                "'..\\secret.png'",
                "'~/secret.png'",
                "'images/**/a.png'"
            })
    void patternsThatLeaveTheFolderAreRefused(String pattern) {
        String message = assertThrows(SamdaException.class, () -> open("images: " + pattern + "\n"))
                .getMessage();
        assertTrue(message.contains("key 'images'") && message.contains("is refused"), message);
    }

    @Test
    void linksThatLeaveTheFolderAreRefused() throws IOException {
        Files.createSymbolicLink(folder.resolve("set/images/e.png"), folder.resolve("secret.png"));
        String message = assertThrows(SamdaException.class, () -> open("images: images/*.png\n"))
                .getMessage();
        assertTrue(message.contains("is a link that leaves the YAML's folder"), message);
        Files.createSymbolicLink(folder.resolve("set/outside"), folder);
        assertThrows(SamdaException.class, () -> open("images: outside/*.png\n"));
    }

    @Test
    void linksInsideTheFolderAreFine() throws IOException {
        Files.createSymbolicLink(folder.resolve("set/images/e.png"), folder.resolve("set/images/a.png"));
        assertEquals(5, open("images: images/*.png\n").images().size());
    }

    @Test
    void hugeFilesAreRefusedUnread() {
        assertThrows(SamdaException.class, () -> open("#".repeat(5 << 20)));
    }

    @Test
    void starsMatchWithinAName() {
        assertTrue(FilePattern.matches("a*c?.png", "abbbcd.png"));
        assertTrue(FilePattern.matches("*", ""));
        assertTrue(FilePattern.matches("a*", "a"));
        assertFalse(FilePattern.matches("a*c?.png", "abbbc.png"));
        assertFalse(FilePattern.matches("", "a"));
        assertFalse(FilePattern.matches("*a*a*a*a*a*a*a*a*a*a*b", "a".repeat(250)));
    }

    private Dataset open(String yaml) {
        try {
            return Datasets.open(Files.writeString(folder.resolve("set/dataset.yaml"), yaml));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> stems(List<DatasetImage> images) {
        return images.stream().map(DatasetImage::stem).toList();
    }
}
