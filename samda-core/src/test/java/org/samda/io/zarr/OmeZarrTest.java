// SPDX-License-Identifier: Apache-2.0
package org.samda.io.zarr;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.samda.SamdaException;
import org.samda.image.VolumeSize;
import org.samda.image.VoxelSize;

/** Which array a folder stands for, its axes and its voxel size. */
class OmeZarrTest {
    private static final String AXES =
            "[{'name': 'z', 'type': 'space', 'unit': 'nanometer'}, {'name': 'y', 'type': 'space', 'unit': 'micrometer'}, {'name': 'x', 'type': 'space', 'unit': 'angstrom'}]";

    @TempDir
    private Path folder;

    private Path volume;

    @BeforeEach
    void nameTheContainer() {
        volume = folder.resolve("v.zarr");
    }

    @Test
    void theFullResolutionIsOpenedWithItsVoxelSize() throws IOException {
        image(AXES, "[40, 0.008, 80]", ", 'coordinateTransformations': [{'type': 'scale', 'scale': [1, 2, 0.5]}]");
        array("full/s0", "[3, 4, 5]");
        array("full/s1", "[2, 2, 3]");
        ZarrArray array = ZarrArray.open(volume);
        assertEquals(new VolumeSize(5, 4, 3), array.info().size());
        assertVoxelSize(4, 16, 40, array);
    }

    @Test
    void version05HasItsMetadataBelowTheKeyOme() throws IOException {
        TestZarr.json(
                volume.resolve("zarr.json"),
                "{'zarr_format': 3, 'node_type': 'group', 'attributes': {'ome': {'version': '0.5', "
                        + multiscales(AXES, "[40, 0.008, 80]", "") + "}}}");
        TestZarr.json(volume.resolve("full/s0/zarr.json"), TestZarr.zarr3("[3, 4, 5]", "[3, 4, 5]", "['bytes']"));
        assertVoxelSize(8, 8, 40, ZarrArray.open(volume));
    }

    @Test
    void aLevelThatIsNamedItselfHasItsOwnVoxelSize() throws IOException {
        image(AXES, "[40, 0.008, 80]", "");
        array("full/s0", "[3, 4, 5]");
        array("full/s1", "[2, 2, 3]");
        assertVoxelSize(8, 8, 40, ZarrArray.open(volume.resolve("full/s0")));
        assertVoxelSize(16, 16, 80, ZarrArray.open(volume.resolve("full/s1")));
        array("other", "[2, 2, 3]");
        assertEquals(
                Optional.empty(), ZarrArray.open(volume.resolve("other")).info().voxelSize());
    }

    @Test
    void aLengthInNoUnitIsNoVoxelSize() throws IOException {
        image(
                "[{'name': 'z', 'type': 'space'}, {'name': 'y', 'type': 'space'}, {'name': 'x', 'type': 'space'}]",
                "[1, 1, 1]",
                "");
        array("full/s0", "[3, 4, 5]");
        assertEquals(Optional.empty(), ZarrArray.open(volume).info().voxelSize());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "t, c, z, y, x; [1, 1, 3, 4, 5]; 5 x 4 x 3",
                "c, z, y, x; [1, 3, 4, 5]; 5 x 4 x 3",
                "t, y, x; [1, 4, 5]; 5 x 4 x 1",
                "y, x; [4, 5]; 5 x 4 x 1"
            })
    void axesOfLengthOneAreLeftOut(String axes, String shape, String size) throws IOException {
        image(named(axes), "[%s]".formatted(axes.replaceAll("[a-z]", "7")), "");
        array("full/s0", shape);
        ZarrArray array = ZarrArray.open(volume);
        assertEquals(size, array.info().size().toString());
        assertVoxelSize(7, 7, 7, array);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "c, z, y, x; [3, 3, 4, 5]; 3 channels along axis c (dimension 0 of the array), expected one. Save the one to use as an array of its own: in Python, zarr.save(new, array[0])",
                "z, y, c, x; [3, 4, 2, 5]; zarr.save(new, array[:, :, 0])",
                "t, c, z, y, x; [2, 1, 3, 4, 5]; 2 points in time along axis t (dimension 0",
                "x, y, z; [3, 4, 5]; in the order x, y, z, expected z, y, x",
                "z, x, y; [3, 4, 5]; in the order z, x, y, expected z, y, x",
                "z, y, x; [1, 3, 4, 5]; 4 dimensions but names for 3"
            })
    void axesThatDoNotFitAreRefused(String axes, String shape, String expected) throws IOException {
        image(named(axes), "[%s]".formatted(axes.replaceAll("[a-z]", "7")), "");
        array("full/s0", shape);
        SamdaException problem = assertThrows(SamdaException.class, () -> ZarrArray.open(volume));
        assertTrue(problem.getMessage().contains(expected), problem.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"../s0", "/full/s0", "full//s0", "full/../../s0", "C:/s0", "full\\\\s0", ""})
    void aPathThatLeadsElsewhereIsRefused(String path) throws IOException {
        TestZarr.json(volume.resolve(".zattrs"), "{'multiscales': [{'datasets': [{'path': '%s'}]}]}".formatted(path));
        array("full/s0", "[3, 4, 5]");
        SamdaException problem = assertThrows(SamdaException.class, () -> ZarrArray.open(volume));
        assertTrue(problem.getMessage().contains("the path of an array within the group"), problem.getMessage());
    }

    @Test
    void aLevelThatIsMissingIsNamed() throws IOException {
        image(AXES, "[1, 1, 1]", "");
        SamdaException problem = assertThrows(SamdaException.class, () -> ZarrArray.open(volume));
        assertTrue(problem.getMessage().contains("it names '" + volume.resolve("full/s0") + "'"), problem.getMessage());
    }

    @Test
    void theOnlyArrayOfAGroupIsOpened() throws IOException {
        TestZarr.json(volume.resolve(".zgroup"), "{'zarr_format': 2}");
        array("deep/down", "[3, 4, 5]");
        assertEquals(new VolumeSize(5, 4, 3), ZarrArray.open(volume).info().size());
        array("other", "[2, 2, 3]");
        SamdaException problem = assertThrows(SamdaException.class, () -> ZarrArray.open(volume));
        assertEquals(
                "'%s' holds several arrays or images, expected one: %s, %s. Name one of them."
                        .formatted(volume, volume.resolve("deep/down"), volume.resolve("other")),
                problem.getMessage());
    }

    @Test
    void aGroupWithoutArraysSaysSo() throws IOException {
        TestZarr.json(volume.resolve("zarr.json"), "{'zarr_format': 3, 'node_type': 'group'}");
        SamdaException problem = assertThrows(SamdaException.class, () -> ZarrArray.open(volume));
        assertTrue(problem.getMessage().contains("holds no array"), problem.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "[1, 1, 3, 4, 5]; 5 x 4 x 3",
                "[4, 5]; 5 x 4 x 1",
            })
    void dimensionsWithoutNamesAreInTheUsualOrder(String shape, String size) throws IOException {
        array("a", shape);
        assertEquals(size, ZarrArray.open(volume.resolve("a")).info().size().toString());
    }

    @Test
    void namesOfDimensionsAreMinded() throws IOException {
        array("a", "[3, 4, 5]");
        TestZarr.json(volume.resolve("a/.zattrs"), "{'_ARRAY_DIMENSIONS': ['x', 'y', 'z']}");
        assertThrows(SamdaException.class, () -> ZarrArray.open(volume.resolve("a")));
        TestZarr.json(volume.resolve("a/.zattrs"), "{'_ARRAY_DIMENSIONS': ['Z', 'Y', 'X']}");
        assertEquals(
                new VolumeSize(5, 4, 3),
                ZarrArray.open(volume.resolve("a")).info().size());
        TestZarr.json(volume.resolve("a/.zattrs"), "{'_ARRAY_DIMENSIONS': ['plane', 'row', 'column']}");
        assertEquals(
                new VolumeSize(5, 4, 3),
                ZarrArray.open(volume.resolve("a")).info().size());
        TestZarr.json(
                volume.resolve("b/zarr.json"),
                TestZarr.zarr3("[3, 4, 5]", "[3, 4, 5]", "['bytes']")
                        .replace("'codecs'", "'dimension_names': ['y', 'x', 'c'], 'codecs'"));
        SamdaException problem = assertThrows(SamdaException.class, () -> ZarrArray.open(volume.resolve("b")));
        assertTrue(problem.getMessage().contains("5 channels along axis c (dimension 2"), problem.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "'pixelResolution': {'dimensions': [0.004, 0.005, 0.04], 'unit': 'um'}",
                "'resolution': [4, 5, 40]",
                "'resolution': [0.004, 0.005, 0.04], 'units': ['um', 'um', 'um']",
                "'pixelResolution': [4, 5, 40]"
            })
    void n5StatesTheVoxelSizeInOneOfFourWays(String attribute) throws IOException {
        Path raw = folder.resolve("v.n5/volumes/raw");
        TestZarr.json(folder.resolve("v.n5/attributes.json"), "{'n5': '4.0.0'}");
        TestZarr.json(
                raw.resolve("attributes.json"),
                "{'dimensions': [5, 4, 3], 'blockSize': [5, 4, 3], 'dataType': 'uint8', 'compression': {'type': 'raw'}, "
                        + attribute + "}");
        assertVoxelSize(4, 5, 40, ZarrArray.open(raw));
        assertVoxelSize(4, 5, 40, ZarrArray.open(folder.resolve("v.n5")));
    }

    @Test
    void aFolderIsAVolumeByWhatIsInItOrByItsName() throws IOException {
        assertFalse(ZarrFolders.isVolume(volume), "does not exist");
        assertTrue(ZarrFolders.isVolume(Files.createDirectories(volume.resolve("inside"))));
        Path plain = Files.createDirectory(folder.resolve("plain"));
        assertFalse(ZarrFolders.isVolume(plain));
        TestZarr.json(plain.resolve("attributes.json"), "{'author': 'another program'}");
        assertFalse(ZarrFolders.isVolume(plain));
        TestZarr.json(plain.resolve("attributes.json"), "{'n5': '2.5.1'}");
        assertTrue(ZarrFolders.isVolume(plain));
    }

    private void image(String axes, String scale, String more) throws IOException {
        TestZarr.json(volume.resolve(".zattrs"), "{" + multiscales(axes, scale, more) + "}");
        TestZarr.json(volume.resolve(".zgroup"), "{'zarr_format': 2}");
    }

    /** Two levels, the second twice as coarse along all axes. */
    private static String multiscales(String axes, String scale, String more) {
        return "'multiscales': [{'version': '0.4', 'axes': %s, 'datasets': [%s, %s]%s}]"
                .formatted(axes, dataset("full/s0", scale), dataset("full/s1", doubled(scale)), more);
    }

    private static String dataset(String path, String scale) {
        return "{'path': '%s', 'coordinateTransformations': [{'type': 'scale', 'scale': %s}, {'type': 'translation', 'translation': %s}]}"
                .formatted(path, scale, scale);
    }

    private static String doubled(String scale) {
        return switch (scale) {
            case "[40, 0.008, 80]" -> "[80, 0.016, 160]";
            default -> scale;
        };
    }

    private static String named(String axes) {
        StringBuilder list = new StringBuilder();
        for (String axis : axes.split(", ", -1)) {
            String unit = "xyz".contains(axis) ? ", 'type': 'space', 'unit': 'nanometer'" : "";
            list.append(list.isEmpty() ? "" : ", ").append("{'name': '%s'%s}".formatted(axis, unit));
        }
        return "[" + list + "]";
    }

    private void array(String name, String shape) throws IOException {
        TestZarr.json(volume.resolve(name).resolve(".zarray"), TestZarr.zarr2(shape, shape));
    }

    private static void assertVoxelSize(double x, double y, double z, ZarrArray array) {
        VoxelSize found = array.info().voxelSize().orElseThrow();
        assertArrayEquals(new double[] {x, y, z}, new double[] {found.xNm(), found.yNm(), found.zNm()}, 1e-9);
    }
}
