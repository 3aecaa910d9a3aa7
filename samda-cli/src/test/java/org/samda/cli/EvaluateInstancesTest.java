// SPDX-License-Identifier: Apache-2.0
package org.samda.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samda.config.Configs;
import org.samda.evaluation.InstanceScores;
import org.samda.image.GreyImage;
import org.samda.io.VolumeReader;
import org.samda.io.VolumeWriter;
import org.samda.io.Volumes;

/** The objects of a phantom, scored as {@code samda evaluate --instances} does, with their true sizes from its table. */
class EvaluateInstancesTest {

    @TempDir
    private Path folder;

    private Path truth;

    /** The phantom's objects, the largest first. */
    private List<Size> sizes;

    /** An object and its true number of voxels. */
    private record Size(int id, long voxels) {}

    @BeforeEach
    void makePhantom() throws IOException {
        done("phantom", "--out", folder.resolve("v.tif"), "--size", "160,128,12", "--pixel-scale", 4, "--instances");
        truth = folder.resolve("v-instances.tif");
        sizes = new ArrayList<>();
        List<String> lines = Files.readAllLines(folder.resolve("v-instances.csv"));
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            sizes.add(new Size(Integer.parseInt(cells[0]), Long.parseLong(cells[1])));
        }
        sizes.sort(Comparator.comparingLong(Size::voxels).reversed());
        assertTrue(sizes.size() >= 5, sizes.toString());
    }

    @Test
    void theTruthIsPerfect() {
        InstanceScores scores = scores(truth);
        assertEquals(sizes.size(), scores.at75().truePositives());
        assertEquals(1, scores.at50().f1());
        assertEquals(1, scores.at75().panopticQuality());
        assertEquals(0, scores.meanVariationOfInformation().total());
        assertEquals(0, scores.meanAdaptedRand().error());
    }

    @Test
    void aMergeAndASplitAreSeenByEveryFigureAsTheirSizesSay() throws IOException {
        double a = sizes.get(0).voxels();
        double b = sizes.get(1).voxels();
        double c = sizes.get(2).voxels();
        double part = Math.floor(c / 3);
        InstanceScores scores = scores(changed((long) part));
        int others = sizes.size() - 3;
        // Of the merged ones the larger is found if it is large enough, the other missed; of the cut one a third is
        // invented.
        assertEquals(others + 2, scores.at50().truePositives());
        assertEquals(1, scores.at50().falsePositives());
        assertEquals(1, scores.at50().falseNegatives());
        double iou = others + a / (a + b) + (c - part) / c;
        assertEquals(iou / (others + 3), scores.at50().panopticQuality(), 1e-12);
        long stillFound = a / (a + b) >= 0.75 ? 1 : 0;
        assertEquals(others + stillFound, scores.at75().truePositives());
        assertEquals(
                (others + stillFound) / (sizes.size() * 2.0 - others - stillFound),
                scores.at75().averagePrecision(),
                1e-12);
        double volume = 160 * 128 * 12;
        assertEquals(
                entropy(part, c) * c / volume,
                scores.meanVariationOfInformation().split(),
                1e-12);
        assertEquals(
                entropy(a, a + b) * (a + b) / volume,
                scores.meanVariationOfInformation().merge(),
                1e-12);
        double labelled = sizes.stream()
                .mapToDouble(size -> pairs((double) size.voxels()))
                .sum();
        double both = labelled - pairs(c) + pairs(part) + pairs(c - part);
        double predicted = both - pairs(a) - pairs(b) + pairs(a + b);
        assertEquals(both / predicted, scores.meanAdaptedRand().precision(), 1e-12);
        assertEquals(both / labelled, scores.meanAdaptedRand().recall(), 1e-12);
    }

    @Test
    void theTableShowsEachImageAndAllOfThem() {
        String table = done("evaluate", truth, truth, "--instances").out();
        int count = sizes.size();
        assertEquals(
                List.of(
                        "%-30s objects %d of %d  F1 1.000  AP50 1.000  AP75 1.000  PQ 1.000  VOI 0.000 + 0.000  Rand error 0.000"
                                .formatted("v-instances", count, count),
                        "all 1 images: %d objects predicted, %d labelled".formatted(count, count),
                        "IoU from 0.5 : F1 1.0000  precision 1.0000  recall 1.0000  AP 1.0000  mean IoU 1.0000  PQ 1.0000  (TP %d, FP 0, FN 0)"
                                .formatted(count),
                        "IoU from 0.75: F1 1.0000  precision 1.0000  recall 1.0000  AP 1.0000  mean IoU 1.0000  PQ 1.0000  (TP %d, FP 0, FN 0)"
                                .formatted(count),
                        "mean of images: VOI split 0.0000 + merge 0.0000 bits (background counted)",
                        "mean of images: adapted Rand error 0.0000  precision 1.0000  recall 1.0000"),
                table.lines().toList());
    }

    @Test
    void backgroundCanBeIgnoredAndIsNoOptionWithoutInstances() {
        String ignored = done("evaluate", truth, truth, "--instances", "--background", "ignored")
                .out();
        assertTrue(ignored.contains("(background ignored)"), ignored);
        Cli alone = Cli.run("evaluate", truth, truth, "--background", "ignored");
        assertEquals(2, alone.exitCode());
        assertTrue(alone.err().contains("--background: expected together with --instances"), alone.err());
        Cli wrong = Cli.run("evaluate", truth, truth, "--instances", "--background", "maybe");
        assertEquals(2, wrong.exitCode());
        assertTrue(wrong.err().contains("expected one of counted, ignored, found 'maybe'"), wrong.err());
    }

    /** The truth with its two largest objects joined, and so many voxels of the third as another object. */
    private Path changed(long voxels) throws IOException {
        Path file = folder.resolve("changed.tif");
        long left = voxels;
        try (VolumeReader reader = Volumes.open(truth);
                VolumeWriter writer = Volumes.create(file, reader.info())) {
            for (long z = 0; z < reader.info().size().z(); z++) {
                GreyImage section = reader.read(z);
                float[] ids = section.pixels();
                for (int i = 0; i < ids.length; i++) {
                    if (ids[i] == sizes.get(1).id()) {
                        ids[i] = sizes.get(0).id();
                    } else if (ids[i] == sizes.get(2).id() && left > 0) {
                        ids[i] = 60_000;
                        left--;
                    }
                }
                writer.write(new GreyImage(section.width(), section.height(), ids));
            }
            writer.commit();
        }
        return file;
    }

    private InstanceScores scores(Path prediction) {
        String json =
                done("evaluate", prediction, truth, "--instances", "--json").out();
        return Configs.figuresFromJson(json, "scores", InstanceScores.class);
    }

    /** In bits, of something cut in two. */
    private static double entropy(double part, double whole) {
        double p = part / whole;
        return -(p * Math.log(p) + (1 - p) * Math.log(1 - p)) / Math.log(2);
    }

    private static double pairs(double voxels) {
        return voxels * (voxels - 1);
    }

    private static Cli done(Object... arguments) {
        Cli answer = Cli.run(arguments);
        assertEquals(0, answer.exitCode(), answer.err());
        return answer;
    }
}
