// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samda.data.DatasetImage.Source;
import org.samda.image.GreyImage;

class LeakageTest {
    private Leakage leakage;

    @BeforeEach
    void beginAnew() {
        leakage = new Leakage();
    }

    @Test
    void differentImagesAreNoProblem() {
        leakage.trainOn(section("a", 0), List.of(noise(1)));
        leakage.scoreOn(section("b", 1), List.of(noise(2)));
        assertEquals(List.of(), leakage.problems());
    }

    @Test
    void theSameSectionIsFoundHoweverItsFileIsNamed() {
        leakage.trainOn(section("a_z0003", 3), List.of(noise(1)));
        leakage.scoreOn(section("a_z0004", 4), List.of(noise(2)));
        DatasetImage again = image("other", Source.section(Path.of("folder", "..", "stack.tif"), 3));
        leakage.scoreOn(again, List.of(noise(1)));
        assertEquals(
                List.of(
                        "1 test images are training images themselves (other): scores on them say nothing. Test on others."),
                leakage.problems());
    }

    @Test
    void neighbouringSectionsAreFoundByTheirLooks() {
        leakage.trainOn(section("a", 0), List.of(noise(1)));
        leakage.trainOn(section("b", 1), List.of(noise(2)));
        // A correlation of 1 / sqrt(1 + 0.5^2) = 0.894.
        leakage.scoreOn(section("c", 2), List.of(mixed(noise(2), noise(3), 0.5f)));
        List<String> problems = leakage.problems();
        assertEquals(1, problems.size());
        assertTrue(
                problems.get(0)
                        .matches(
                                "Test image 'c' and training image 'b' are nearly the same \\(correlation 0\\.(8|9).\\): leave a gap between them\\."),
                problems.get(0));
    }

    @Test
    void scansOfOneOrganMayBeAlikeToADegree() {
        leakage.trainOn(scan("a"), stack(noise(1)));
        leakage.scoreOn(scan("b"), stack(mixed(noise(1), noise(2), 0.5f)));
        assertEquals(List.of(), leakage.problems());
        leakage.scoreOn(scan("c"), stack(mixed(noise(1), noise(2), 0.1f)));
        List<String> problems = leakage.problems();
        assertEquals(1, problems.size());
        assertTrue(problems.get(0).startsWith("Test image 'c' and training image 'a'"), problems.get(0));
        assertTrue(problems.get(0).endsWith("use one of them only."), problems.get(0));
    }

    @Test
    void ofAScanTheMiddleSectionIsCompared() {
        leakage.trainOn(scan("a"), List.of(noise(1), noise(2), noise(3)));
        leakage.scoreOn(scan("b"), List.of(noise(1), noise(4), noise(3)));
        assertEquals(List.of(), leakage.problems());
        leakage.scoreOn(scan("c"), List.of(noise(5), noise(2), noise(6)));
        assertEquals(1, leakage.problems().size());
    }

    @Test
    void brightnessAndSizeDoNotHideACopy() {
        leakage.trainOn(section("a", 0), List.of(noise(1)));
        GreyImage copy = noise(1);
        float[] darker = new float[4 * copy.pixels().length];
        for (int i = 0; i < darker.length; i++) {
            darker[i] = copy.at(i % 80 / 2, i / 80 / 2) / 3 + 7;
        }
        leakage.scoreOn(section("b", 1), List.of(new GreyImage(80, 80, darker)));
        assertEquals(1, leakage.problems().size());
    }

    @Test
    void aSectionWithoutContrastIsLikeNone() {
        leakage.trainOn(scan("a"), stack(TestImages.constant(40, 40, 3)));
        leakage.scoreOn(scan("b"), stack(TestImages.constant(40, 40, 3)));
        assertEquals(List.of(), leakage.problems());
    }

    @Test
    void theFiveMostAlikeAreNamedAndTheRestIsCounted() {
        leakage.trainOn(section("a", 0), List.of(noise(1)));
        for (int i = 1; i <= 7; i++) {
            leakage.scoreOn(section("t" + i, i), List.of(mixed(noise(1), noise(20 + i), 0.05f * i)));
        }
        List<String> problems = leakage.problems();
        assertEquals(6, problems.size());
        assertTrue(problems.get(0).startsWith("Test image 't1'"), problems.get(0));
        assertTrue(problems.get(4).startsWith("Test image 't5'"), problems.get(4));
        assertEquals("7 of 7 test images are nearly the same as a training image.", problems.get(5));
    }

    private static DatasetImage section(String stem, long z) {
        return image(stem, Source.section(Path.of("stack.tif"), z));
    }

    private static DatasetImage scan(String stem) {
        return image(stem, Source.whole(Path.of(stem + ".nii.gz")));
    }

    private static DatasetImage image(String stem, Source source) {
        return new DatasetImage(stem, source, Optional.empty(), Optional.empty());
    }

    /** Three planes of which the middle one is this. */
    private static List<GreyImage> stack(GreyImage middle) {
        return List.of(TestImages.ramp(40, 40), middle, TestImages.ramp(40, 40));
    }

    private static GreyImage mixed(GreyImage image, GreyImage other, float share) {
        float[] mixed = new float[image.pixels().length];
        for (int i = 0; i < mixed.length; i++) {
            mixed[i] = image.pixels()[i] + share * other.pixels()[i];
        }
        return new GreyImage(image.width(), image.height(), mixed);
    }

    private static GreyImage noise(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] pixels = new float[40 * 40];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = random.nextInt(256);
        }
        return new GreyImage(40, 40, pixels);
    }
}
