// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.samda.SamdaException;
import org.samda.data.DatasetImage.Source;

class FewShotSplitTest {

    @Test
    void withoutANumberAllAnnotatedTrainingImagesAreShots() {
        FewShotSplit split = FewShotSplit.choose(stack(30, 20), OptionalInt.empty(), List.of(), 0);
        assertEquals(20, split.shots().size());
        assertEquals(30, split.raw().size());
    }

    @Test
    void fewerShotsAreAmongMoreShots() {
        Dataset target = stack(100, 100);
        Set<String> larger = new HashSet<>(stems(target, 20, 3));
        for (int shots : new int[] {10, 8, 4, 2, 1, 0}) {
            Set<String> smaller = new HashSet<>(stems(target, shots, 3));
            assertEquals(shots, smaller.size());
            assertTrue(larger.containsAll(smaller), shots + " shots");
            larger = smaller;
        }
    }

    @Test
    void shotsAreSpreadOverTheStackForEverySeed() {
        Dataset target = stack(100, 100);
        for (long seed = 0; seed < 50; seed++) {
            List<String> chosen = stems(target, 4, seed);
            for (int i = 1; i < chosen.size(); i++) {
                int gap = Integer.parseInt(chosen.get(i)) - Integer.parseInt(chosen.get(i - 1));
                assertTrue(gap >= 10 && gap <= 60, chosen + " with seed " + seed);
            }
        }
    }

    @Test
    void theSeedDecides() {
        Dataset target = stack(100, 100);
        assertEquals(stems(target, 4, 1), stems(target, 4, 1));
        long different = IntStream.range(0, 20)
                .mapToObj(seed -> stems(target, 1, seed))
                .distinct()
                .count();
        assertTrue(different > 10, "only " + different + " of 20 seeds differ");
    }

    @Test
    void asManyShotsAsImagesIsPossible() {
        assertEquals(7, stems(stack(9, 7), 7, 0).size());
    }

    @Test
    void tooManyShotsNamesBothNumbers() {
        assertMessage(
                "Data set 'stack' cannot give 8 shots: it has 7 annotated training images. "
                        + "Ask for 0 to 7 shots, or annotate more.",
                stack(9, 7),
                OptionalInt.of(8));
    }

    @Test
    void namedShotsAreTakenAsTheyAreNamed() {
        FewShotSplit split = FewShotSplit.choose(stack(9, 7), OptionalInt.empty(), List.of("5", "2"), 0);
        assertEquals(
                List.of("5", "2"),
                split.shots().stream().map(DatasetImage::stem).toList());
    }

    @Test
    void namedShotsAreChecked() {
        String known = " Annotated training images: 0, 1, 2, 3, … (7).";
        assertMessage("Data set 'stack': shot '77' does not exist." + known, stack(9, 7), OptionalInt.empty(), "77");
        assertMessage(
                "Data set 'stack': shot '8' has no labels or is not for training." + known,
                stack(9, 7),
                OptionalInt.empty(),
                "8");
        assertMessage("Shot '1' is named twice. Name each shot once.", stack(9, 7), OptionalInt.empty(), "1", "1");
        assertMessage(
                "3 shots are asked for but 1 are named: 1. Give one of both, or the same number.",
                stack(9, 7),
                OptionalInt.of(3),
                "1");
    }

    @Test
    void testImagesAreNeverShots() {
        Dataset all = stack(6, 6);
        Dataset target = new Dataset(
                all.description(),
                all.voxelSize(),
                all.classes(),
                all.images(),
                Optional.of(new Dataset.Split(Set.of("0", "1", "2"), Set.of("4", "5"))));
        FewShotSplit split = FewShotSplit.choose(target, OptionalInt.of(3), List.of(), 0);
        assertEquals(
                List.of("0", "1", "2"),
                split.raw().stream().map(DatasetImage::stem).toList());
        assertEquals(
                List.of("0", "1", "2"),
                split.shots().stream().map(DatasetImage::stem).toList());
        assertMessage(
                "Data set 'stack': shot '4' is a test image, which training never sees. "
                        + "Annotated training images: 0, 1, 2.",
                target,
                OptionalInt.empty(),
                "4");
    }

    private static void assertMessage(String message, Dataset target, OptionalInt shots, String... ids) {
        assertEquals(
                message,
                assertThrows(SamdaException.class, () -> FewShotSplit.choose(target, shots, List.of(ids), 0))
                        .getMessage());
    }

    private static List<String> stems(Dataset target, int shots, long seed) {
        return FewShotSplit.choose(target, OptionalInt.of(shots), List.of(), seed).shots().stream()
                .map(DatasetImage::stem)
                .toList();
    }

    /** A stack of images named by their number, of which the first ones are annotated. */
    private static Dataset stack(int images, int annotated) {
        List<DatasetImage> found = new ArrayList<>();
        for (int z = 0; z < images; z++) {
            Source labels = Source.section(Path.of("labels.tif"), z);
            found.add(new DatasetImage(
                    String.valueOf(z),
                    Source.section(Path.of("images.tif"), z),
                    z < annotated ? Optional.of(labels) : Optional.empty(),
                    Optional.empty()));
        }
        return new Dataset(
                new Dataset.Description("stack", Optional.empty()),
                Optional.empty(),
                Classes.foreground(),
                found,
                Optional.empty());
    }
}
