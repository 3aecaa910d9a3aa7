// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.samda.data.TestImages.constant;
import static org.samda.data.TestImages.ramp;
import static org.samda.data.TestImages.write;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.samda.config.Configs;
import org.samda.image.VolumeSize;
import org.samda.image.VoxelSize;

class RecognitionTest {
    private static final Optional<VoxelSize> FIB_SEM = Optional.of(new VoxelSize(5, 5, 5));
    private static final Optional<VoxelSize> MILLIMETRE = Optional.of(new VoxelSize(1e6, 1e6, 1e6));
    private static final Set<VolumeSize> EPFL = Set.of(new VolumeSize(1024, 768, 1));
    private static final KnownDatasets KNOWN = KnownDatasets.load();

    @TempDir
    private Path folder;

    @Test
    void aCopyOfTheWholeStackIsRecognised() {
        Recognition found = only(new Features(EPFL, 165, FIB_SEM, Set.of(255), names("data/training", 165, 1)));
        assertEquals("epfl-training", found.name());
        assertEquals(List.of("voxel size", "165 images", "names of this part"), found.matched());
        assertEquals(List.of(), found.differs());
        assertTrue(
                found.summary().startsWith("looks like EPFL/Lucchi FIB-SEM (mouse hippocampus, CA1), training part"),
                found.summary());
    }

    @Test
    void everyFourthSectionOfAStackIsRecognised() {
        Recognition found = only(new Features(EPFL, 42, FIB_SEM, Set.of(255), names("testing", 42, 4)));
        assertEquals("epfl-testing", found.name());
        assertTrue(found.matched().contains("every 4th of 165 sections"), found.toString());
    }

    @Test
    void partsThatNothingTellsApartAreAllNamed() {
        List<Recognition> found = KNOWN.recognise(new Features(EPFL, 165, FIB_SEM, Set.of(255), names("em", 165, 1)));
        assertEquals(
                List.of("epfl-training", "epfl-testing"),
                found.stream().map(Recognition::name).toList());
    }

    @Test
    void sectionsOfOneSizeAndPixelSizeAreNoEvidenceEnough() {
        assertEquals(
                List.of(), KNOWN.recognise(new Features(EPFL, 60, FIB_SEM, Set.of(255), names("own/training", 60, 1))));
        assertEquals(
                List.of(),
                KNOWN.recognise(new Features(EPFL, 165, Optional.empty(), Set.of(), names("own/test", 165, 1))));
    }

    @Test
    void aThirdLabelValueIsANearMiss() {
        Recognition found = only(new Features(EPFL, 165, FIB_SEM, Set.of(1, 255), names("epfl/train", 165, 1)));
        assertEquals(List.of("its masks have 3 label values with background (0, 1, 255), expected 2"), found.differs());
        assertTrue(found.summary().contains("; but its masks have 3 label values"), found.summary());
    }

    @Test
    void foreignLabelValuesAndAnotherVoxelSizeAreToldToo() {
        Optional<VoxelSize> coarse = Optional.of(new VoxelSize(6, 6, 30));
        Features features = new Features(
                Set.of(new VolumeSize(1463, 1613, 1)), 85, coarse, Set.of(7, 255), names("kasthuri/train", 85, 1));
        Recognition found = only(features);
        assertEquals("kasthuri-train", found.name());
        assertEquals(
                List.of(
                        "its voxel size is 6 x 6 x 30 nm, published is 3 x 3 x 30",
                        "its masks have label values that are not published: 7"),
                found.differs());
        assertEquals(List.of("images of 1463 x 1613", "85 images", "names", "names of this part"), found.matched());
    }

    @Test
    void aHundredBrainsOnTheUsualGridAreNoEvidenceEnough() {
        Set<VolumeSize> sizes = Set.of(new VolumeSize(197, 233, 189));
        assertEquals(List.of(), KNOWN.recognise(new Features(sizes, 100, MILLIMETRE, Set.of(1), names("own", 100, 1))));
        assertEquals(
                "harp",
                only(new Features(sizes, 100, MILLIMETRE, Set.of(1), names("harp", 100, 1)))
                        .name());
    }

    @Test
    void aStackOnItsSideIsNone() {
        Set<VolumeSize> turned = Set.of(new VolumeSize(768, 1024, 1));
        assertEquals(
                List.of(), KNOWN.recognise(new Features(turned, 165, FIB_SEM, Set.of(255), names("epfl", 165, 1))));
    }

    @Test
    void anAtlasIsRecognisedByItsLabelValuesHoweverItsAxesAreStored() {
        Set<Integer> labels = Set.copyOf(labels("lpba40"));
        Features features =
                new Features(Set.of(new VolumeSize(217, 181, 181)), 40, MILLIMETRE, labels, names("brains", 40, 1));
        assertEquals("lpba40", only(features).name());
        assertEquals(List.of("40 images", "label values"), only(features).matched());
    }

    @Test
    void hippocampiOfTheDecathlonAreRecognisedAndOneClassOfTwoIsANearMiss() {
        Set<VolumeSize> sizes = Set.of(new VolumeSize(35, 51, 35), new VolumeSize(37, 45, 46));
        Features whole = new Features(sizes, 260, MILLIMETRE, Set.of(1, 2), names("data/task04", 260, 1));
        assertEquals(
                List.of("sizes", "voxel size", "260 images", "names"),
                only(whole).matched());
        Features merged = new Features(sizes, 260, MILLIMETRE, Set.of(1), names("data/task04", 260, 1));
        assertEquals(
                List.of("its masks have 2 label values with background (0, 1), expected 3"),
                only(merged).differs());
    }

    static List<KnownDataset> known() {
        return KNOWN.datasets();
    }

    @ParameterizedTest
    @MethodSource("known")
    void whatIsPublishedIsRecognisedAsItself(KnownDataset known) {
        List<Long> size = known.sizes().smallest();
        Features features = new Features(
                Set.of(new VolumeSize(size.get(0), size.get(1), size.get(2))),
                known.counts().get(0),
                known.voxelSizeNm().map(nm -> new VoxelSize(nm.get(0), nm.get(1), nm.get(2))),
                Set.copyOf(known.labels()
                        .values()
                        .subList(0, known.labels().number().get(1))),
                names(
                        known.name().replace("msd-", "msd_task04_"),
                        known.counts().get(0),
                        1));
        List<String> found =
                KNOWN.recognise(features).stream().map(Recognition::name).toList();
        assertEquals(List.of(known.name()), found);
    }

    @Test
    void inspectionOfALookAlikeNamesIt() throws IOException {
        for (int z = 0; z < 165; z += 55) {
            write(folder.resolve("images/z%03d.png".formatted(z)), ramp(1024, 768));
            write(folder.resolve("labels/z%03d.png".formatted(z)), constant(1024, 768, 255));
        }
        Path yaml = folder.resolve("dataset.yaml");
        Files.writeString(yaml, "name: copy\nvoxelSizeNm: [5, 5, 5]\nimages: images/*.png\nlabels: labels/*.png\n");
        List<Recognition> found = Datasets.inspect(folder).looksLike();
        assertEquals(2, found.size());
        assertTrue(found.get(0).matched().contains("every 55th of 165 sections"), found.toString());
        String json = Configs.toJson(Datasets.inspect(folder));
        assertTrue(json.contains("\"looksLike\" : [ {\n    \"name\" : \"epfl-training\""), json);
    }

    private static Recognition only(Features features) {
        List<Recognition> found = KNOWN.recognise(features);
        assertEquals(1, found.size(), found.toString());
        return found.get(0);
    }

    private static List<Integer> labels(String name) {
        return KNOWN.datasets().stream()
                .filter(known -> known.name().equals(name))
                .findFirst()
                .orElseThrow()
                .labels()
                .values();
    }

    private static Features.Names names(String dataset, int count, int step) {
        return new Features.Names(
                dataset,
                IntStream.range(0, count)
                        .mapToObj(i -> "z%04d".formatted(i * step))
                        .toList());
    }
}
