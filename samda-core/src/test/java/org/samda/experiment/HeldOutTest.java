// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.samda.data.CrossValidation;
import org.samda.data.DatasetImage;
import org.samda.data.DatasetImage.Source;
import org.samda.training.ValidationConfig;

class HeldOutTest {

    @Test
    void ofSectionsABlockIsHeldOutWithAGapOnBothSides() {
        HeldOut heldOut = HeldOut.of(sections(10), config(5, 2, 1));
        assertEquals(List.of("s4", "s5"), stems(heldOut.validation()));
        assertEquals(List.of("s3", "s6"), stems(heldOut.gap()));
        assertEquals(", 2 more held out, 2 left out beside them", heldOut.note());
    }

    @Test
    void atTheEndOfAStackThereIsAGapOnOneSide() {
        HeldOut heldOut = HeldOut.of(sections(10), config(5, 0, 2));
        assertEquals(List.of("s0", "s1"), stems(heldOut.validation()));
        assertEquals(List.of("s2", "s3"), stems(heldOut.gap()));
    }

    @Test
    void everySectionIsHeldOutInOneFold() {
        List<String> all = new ArrayList<>();
        for (int fold = 0; fold < 3; fold++) {
            all.addAll(stems(HeldOut.of(sections(8), config(3, fold, 1)).validation()));
        }
        assertEquals(stems(sections(8)), all);
    }

    @Test
    void ofScansARandomFoldIsHeldOutWithoutAGap() {
        List<DatasetImage> scans = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            scans.add(image("c" + i, Source.whole(Path.of(i + ".nii.gz"))));
        }
        HeldOut heldOut = HeldOut.of(scans, config(5, 1, 3));
        List<String> expected = CrossValidation.random(12, 5).get(1).validation().stream()
                .map(i -> "c" + i)
                .toList();
        assertEquals(expected, stems(heldOut.validation()));
        assertEquals(List.of(), heldOut.gap());
        assertEquals(", 3 more held out", heldOut.note());
    }

    @Test
    void ofSectionsARandomFoldIsHeldOutAsTheSettingSays() {
        ValidationConfig random =
                new ValidationConfig(5, 1, ValidationConfig.Split.RANDOM, 3, 1, 0, ValidationConfig.Keep.LAST);
        HeldOut heldOut = HeldOut.of(sections(20), random);
        List<String> expected = CrossValidation.random(20, 5).get(1).validation().stream()
                .map(i -> "s" + i)
                .toList();
        assertEquals(expected, stems(heldOut.validation()));
        assertEquals(List.of(), heldOut.gap());
    }

    @Test
    void ofFewImagesNoneIsHeldOut() {
        assertEquals(HeldOut.NOTHING, HeldOut.of(sections(9), config(5, 0, 1)));
        assertEquals(HeldOut.NOTHING, HeldOut.of(sections(100), config(0, 0, 1)));
        assertEquals(HeldOut.NOTHING, HeldOut.of(sections(100), config(1, 0, 1)));
        assertEquals("", HeldOut.NOTHING.note());
    }

    @Test
    void containsWhatIsHeldOutAndItsGap() {
        List<DatasetImage> sections = sections(10);
        HeldOut heldOut = HeldOut.of(sections, config(5, 0, 1));
        assertTrue(heldOut.contains(sections.get(1)));
        assertTrue(heldOut.contains(sections.get(2)));
        assertFalse(heldOut.contains(sections.get(3)));
    }

    private static ValidationConfig config(int folds, int fold, int gap) {
        return new ValidationConfig(folds, fold, ValidationConfig.Split.BLOCKS, gap, 1, 0, ValidationConfig.Keep.LAST);
    }

    private static List<DatasetImage> sections(int count) {
        List<DatasetImage> sections = new ArrayList<>();
        for (int z = 0; z < count; z++) {
            sections.add(image("s" + z, Source.section(Path.of("stack.tif"), z)));
        }
        return sections;
    }

    private static DatasetImage image(String stem, Source source) {
        return new DatasetImage(stem, source, Optional.of(source), Optional.empty());
    }

    private static List<String> stems(List<DatasetImage> images) {
        return images.stream().map(DatasetImage::stem).toList();
    }
}
