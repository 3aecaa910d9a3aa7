// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samda.SamdaException;
import org.samda.data.Dataset;
import org.samda.data.Datasets;
import org.samda.data.Plan;
import org.samda.data.Preprocessing;
import org.samda.image.PixelSize;
import org.samda.image.SliceAxis;
import org.samda.image.VolumeSize;
import org.samda.planning.Extent;
import org.samda.planning.Fingerprint;
import org.samda.planning.Intensities;
import org.samda.planning.NormalizationScheme;

class FingerprintsTest {

    @TempDir
    private Path folder;

    @Test
    void sectionsAreFlatAndCountWithoutTheirMargin() {
        Pictures.write(folder.resolve("images/a.png"), "0000", "0120", "0340");
        Pictures.write(folder.resolve("images/b.png"), "1234");
        Fingerprint found = Fingerprints.of(Datasets.open(folder), 2);
        assertEquals(
                List.of(
                        new Fingerprint.Case(new Extent(999, 1, 1), new VolumeSize(2, 2, 1), 4.0 / 12),
                        new Fingerprint.Case(new Extent(999, 1, 1), new VolumeSize(4, 1, 1), 1)),
                found.cases());
        assertEquals(List.of(new Fingerprint.Channel("grey", Optional.empty())), found.channels());
        assertEquals(2, found.classes());
    }

    @Test
    void aScanHasTheSpacingOfItsThreeAxes() throws IOException {
        Pictures.stack(folder.resolve("images/a.nii"), List.of("00", "00"), List.of("10", "00"), List.of("02", "00"));
        yaml("voxelSizeNm: [2, 3, 40]");
        Dataset dataset = Datasets.open(folder);
        assertEquals(
                List.of(new Fingerprint.Case(new Extent(40, 3, 2), new VolumeSize(2, 1, 2), 4.0 / 12)),
                Fingerprints.of(dataset, 2).cases());
        assertEquals(Preprocessing.Unit.VOLUME, Fingerprints.unit(dataset));
    }

    @Test
    void sectionsLieFarApartInUnitsOfTheirPixels() throws IOException {
        Pictures.stack(folder.resolve("images/a.tif"), List.of("12"), List.of("34"));
        yaml("voxelSizeNm: [2, 3, 40]");
        Dataset dataset = Datasets.open(folder);
        Fingerprint found = Fingerprints.of(dataset, 2);
        assertEquals(2, found.cases().size());
        assertEquals(new Extent(999 * 3, 3, 2), found.cases().get(0).spacing());
        assertEquals(Preprocessing.Unit.SECTION, Fingerprints.unit(dataset));
    }

    @Test
    void ofCtTheForegroundOfAllCasesIsMeasured() throws IOException {
        Pictures.stack(folder.resolve("images/a.nii"), List.of("12"), List.of("34"));
        Pictures.stack(folder.resolve("labels/a.nii"), List.of("01"), List.of("00"));
        Pictures.stack(folder.resolve("images/b.nii"), List.of("56"), List.of("78"));
        Pictures.stack(folder.resolve("labels/b.nii"), List.of("00"), List.of("10"));
        yaml("modality: CT");
        // 2 and 7, each half a million times.
        Intensities found = Fingerprints.of(Datasets.open(folder), 2)
                .channels()
                .get(0)
                .foreground()
                .orElseThrow();
        assertEquals(4.5, found.mean(), 1e-9);
        assertEquals(2.5, found.standardDeviation(), 1e-9);
        assertEquals(List.of(2.0, 7.0, 2.0, 7.0), List.of(found.min(), found.max(), found.low(), found.high()));
    }

    @Test
    void ctWithoutLabelsIsRefused() throws IOException {
        Pictures.stack(folder.resolve("images/a.nii"), List.of("12"), List.of("34"));
        Files.writeString(folder.resolve("dataset.yaml"), "name: scans\nimages: images/*\nmodality: ct\n");
        SamdaException problem = assertThrows(SamdaException.class, () -> Fingerprints.of(Datasets.open(folder), 2));
        assertTrue(problem.getMessage().startsWith("Data set 'scans' is CT"), problem.getMessage());
    }

    @Test
    void testImagesDoNotCount() throws IOException {
        Pictures.write(folder.resolve("images/a.png"), "12");
        Pictures.write(folder.resolve("images/b.png"), "123456");
        yaml("split: {test: [b]}");
        assertEquals(1, Fingerprints.of(Datasets.open(folder), 2).cases().size());
    }

    @Test
    void aPlanOfScansCutsThemAlongTheirCoarsestAxisAndTakesEachAsOne() throws IOException {
        makeScan();
        yaml("voxelSizeNm: [2e6, 5e6, 1e6]");
        Plan plan = plan();
        assertEquals(Preprocessing.Unit.VOLUME, plan.preprocessing().unit());
        assertEquals(SliceAxis.Y, plan.preprocessing().sliceAxis());
        assertEquals(Optional.of(new PixelSize(2e6, 1e6)), plan.pixelSize());
        assertEquals(
                NormalizationScheme.Z_SCORE,
                plan.preprocessing().normalization().scheme());
        assertFalse(plan.preprocessing().normalization().masked());
    }

    @Test
    void whereMostIsEmptyOnlyTheRestIsNormalised() throws IOException {
        makeScan();
        List<String> rows = new ArrayList<>(Collections.nCopies(20, "1234".repeat(5) + "0".repeat(20)));
        rows.addAll(Collections.nCopies(20, "0".repeat(40)));
        Pictures.repeated(folder.resolve("images/b.nii"), 2, rows.toArray(String[]::new));
        Pictures.repeated(folder.resolve("images/c.nii"), 2, rows.toArray(String[]::new));
        yaml("");
        assertTrue(plan().preprocessing().normalization().masked());
    }

    private Plan plan() {
        Settings settings = Presets.settings(
                RunConfig.Preset.QUICK, RunConfig.Mode.ROBUST, List.of("plan.downsampling=1", "plan.patchSize=16"));
        Planner planner = Planner.of(Datasets.open(folder), settings, 2, 0);
        return planner.dataPlan(planner.plan());
    }

    /** 40 x 20 x 24 voxels. */
    private void makeScan() {
        Pictures.repeated(
                folder.resolve("images/a.nii"),
                24,
                Collections.nCopies(20, "12345678".repeat(5)).toArray(String[]::new));
    }

    private void yaml(String more) throws IOException {
        boolean labelled = Files.exists(folder.resolve("labels"));
        Files.writeString(
                folder.resolve("dataset.yaml"),
                "images: images/*\n" + (labelled ? "labels: labels/*\n" : "") + more + "\n");
    }
}
