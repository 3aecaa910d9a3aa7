// SPDX-License-Identifier: Apache-2.0
package org.samda.phantom;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.samda.SamdaException;
import org.samda.image.GreyImage;
import org.samda.image.LabelImage;
import org.samda.image.Tile;
import org.samda.image.VolumeSize;
import org.samda.image.VoxelSize;

class PhantomTest {

    @ParameterizedTest
    @ValueSource(strings = {"fib-sem", "ss-tem"})
    void sameSeedGivesTheSamePixelsWhateverWasMadeBefore(String domain) {
        Phantom once = phantom(domain, 2, new VolumeSize(60, 40, 9), 5);
        Phantom again = phantom(domain, 2, new VolumeSize(60, 40, 9), 5);
        GreyImage alone = once.image(4);
        LongStream.of(8, 0, 3).parallel().forEach(again::image);
        assertArrayEquals(alone.pixels(), again.image(4).pixels());
        assertArrayEquals(once.labels(4).labels(), again.labels(4).labels());
    }

    /** A change of these numbers means that volumes of earlier versions cannot be made again. */
    @ParameterizedTest
    @CsvSource({"fib-sem, 1944902728", "ss-tem, 1803277158"})
    void pixelsAreTheSameOnEveryMachine(String domain, long expected) {
        float[] pixels =
                phantom(domain, 3, new VolumeSize(64, 48, 2), 1).image(1).pixels();
        CRC32 checksum = new CRC32();
        for (float grey : pixels) {
            checksum.update((int) grey);
        }
        assertEquals(expected, checksum.getValue());
    }

    @Test
    void anotherSeedOrDomainGivesOtherTissue() {
        VolumeSize size = new VolumeSize(96, 96, 1);
        int[] labels = phantom("fib-sem", 4, size, 1).labels(0).labels();
        assertFalse(
                Arrays.equals(labels, phantom("fib-sem", 4, size, 2).labels(0).labels()));
        assertFalse(
                Arrays.equals(labels, phantom("ss-tem", 4, size, 1).labels(0).labels()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"fib-sem", "ss-tem"})
    void greyValuesAreWholeNumbersFrom0To255(String domain) {
        for (float grey :
                phantom(domain, 3, new VolumeSize(120, 120, 1), 3).image(0).pixels()) {
            assertTrue(grey >= 0 && grey <= 255 && grey == Math.rint(grey), () -> "grey value " + grey);
        }
    }

    @Test
    void imageAndLabelsHaveTheSizeOfTheVolume() {
        Phantom phantom = phantom("ss-tem", 1, new VolumeSize(37, 11, 1), 1);
        GreyImage image = phantom.image(0);
        LabelImage labels = phantom.labels(0);
        assertEquals(List.of(37, 11), List.of(image.width(), image.height()));
        assertEquals(List.of(37, 11), List.of(labels.width(), labels.height()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"fib-sem", "ss-tem"})
    void mitochondriaFillFiveToTwelvePercent(String domain) {
        double[] shares = LongStream.range(0, 6)
                .mapToObj(seed -> phantom(domain, 4, new VolumeSize(224, 192, 1), seed))
                .mapToDouble(phantom -> mean(phantom.labels(0).labels()))
                .toArray();
        double mean = Arrays.stream(shares).average().orElseThrow();
        assertTrue(mean > 0.05 && mean < 0.12, () -> "mean share " + mean);
        assertTrue(
                Arrays.stream(shares).allMatch(share -> share > 0.02 && share < 0.18), () -> Arrays.toString(shares));
    }

    @Test
    void neighbouringSectionsOfFibSemLookAlike() {
        Phantom phantom = phantom("fib-sem", 1, new VolumeSize(160, 160, 2), 4);
        double correlation =
                correlation(phantom.image(0).pixels(), phantom.image(1).pixels());
        assertTrue(correlation > 0.6, () -> "correlation " + correlation);
    }

    @ParameterizedTest
    @CsvSource({"fib-sem, 0.95", "ss-tem, 0.6"})
    void labelsOfNeighbouringSectionsOverlap(String domain, double least) {
        Phantom phantom = phantom(domain, 2, new VolumeSize(256, 256, 2), 4);
        double dice = dice(phantom.labels(0).labels(), phantom.labels(1).labels());
        assertTrue(dice > least, () -> "Dice " + dice);
    }

    @Test
    void farSectionsShowOtherTissue() {
        Phantom phantom = phantom("fib-sem", 2, new VolumeSize(256, 256, 1000), 4);
        double dice = dice(phantom.labels(0).labels(), phantom.labels(999).labels());
        assertTrue(dice < 0.4, () -> "Dice " + dice);
    }

    @Test
    void coarsePixelsSampleTheSameTissue() {
        LabelImage fine = phantom("fib-sem", 1, new VolumeSize(240, 180, 2), 2).labels(1);
        LabelImage coarse = phantom("fib-sem", 3, new VolumeSize(80, 60, 1), 2).labels(0);
        int[] sampled = IntStream.range(0, 80 * 60)
                .map(p -> fine.at(3 * (p % 80) + 1, 3 * (p / 80) + 1))
                .toArray();
        assertTrue(mean(sampled) > 0.01, "there are mitochondria to compare");
        assertArrayEquals(sampled, coarse.labels());
    }

    /** 512 px is the width of the pieces a section is made of. */
    @Test
    void aSectionHasNoSeams() {
        GreyImage wide = phantom("fib-sem", 1, new VolumeSize(600, 30, 1), 2).image(0);
        GreyImage narrow = phantom("fib-sem", 1, new VolumeSize(530, 30, 1), 2).image(0);
        for (int x = 490; x < 530; x++) {
            for (int y = 0; y < 30; y++) {
                assertEquals(narrow.at(x, y), wide.at(x, y), "at " + x + ", " + y);
            }
        }
        float[] left = paint(new Tile(470, 0, 60, 60));
        float[] right = paint(new Tile(490, 0, 60, 60));
        for (int y = 10; y < 50; y++) {
            assertArrayEquals(row(left, y, 30), row(right, y, 10), "row " + y);
        }
    }

    private static float[] paint(Tile tile) {
        Phantom phantom = phantom("fib-sem", 1, new VolumeSize(600, 60, 1), 2);
        return phantom.paint(phantom.organelles(new Window(tile, 0, phantom.voxelSize())));
    }

    /** 20 px of row {@code y} of an image 60 px wide. */
    private static float[] row(float[] image, int y, int from) {
        return Arrays.copyOfRange(image, 60 * y + from, 60 * y + from + 20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fib-sem", "ss-tem"})
    void mitochondriaAreDarkerThanWhatIsAroundThem(String domain) {
        Phantom phantom = phantom(domain, 3, new VolumeSize(220, 220, 1), 8);
        LabelImage labels = phantom.labels(0);
        GreyImage image = phantom.image(0);
        double inside = 0;
        double outside = 0;
        int count = 0;
        for (int y = 12; y < 208; y++) {
            for (int x = 12; x < 208; x++) {
                if (labels.at(x, y) == 1 && labels.at(x + 5, y) == 1 && labels.at(x - 5, y) == 0) {
                    inside += image.at(x + 5, y);
                    outside += image.at(x - 5, y);
                    count++;
                }
            }
        }
        assertTrue(count > 50, "there are outlines to look at");
        double contrast = (outside - inside) / count;
        assertTrue(contrast > 20, () -> "contrast " + contrast);
    }

    @Test
    void domainsDifferInContrastAndNoise() {
        VolumeSize size = new VolumeSize(256, 256, 1);
        float[] fib = phantom("fib-sem", 1, size, 1).image(0).pixels();
        float[] tem = phantom("ss-tem", 1, size, 1).image(0).pixels();
        assertTrue(mean(fib) > mean(tem) + 10, "ss-tem is darker");
        assertTrue(deviation(tem) > 1.2 * deviation(fib), "ss-tem has more contrast");
        assertTrue(roughness(tem) > 1.2 * roughness(fib), "ss-tem has more noise");
    }

    @Test
    void brightnessChangesFromSectionToSectionInSsTemOnly() {
        assertTrue(deviation(means("ss-tem")) > 3 * deviation(means("fib-sem")));
    }

    private static float[] means(String domain) {
        Phantom phantom = phantom(domain, 6, new VolumeSize(40, 40, 5), 1);
        float[] means = new float[5];
        for (int z = 0; z < 5; z++) {
            means[z] = (float) mean(phantom.image(z).pixels());
        }
        return means;
    }

    @Test
    void aSectionThatIsNotThereIsRefused() {
        Phantom phantom = phantom("fib-sem", 1, new VolumeSize(8, 8, 3), 1);
        assertThrows(IllegalArgumentException.class, () -> phantom.image(3));
        assertThrows(IllegalArgumentException.class, () -> phantom.labels(-1));
    }

    @Test
    void aSectionTooLargeForMemoryIsRefusedAtOnce() {
        SamdaException problem =
                assertThrows(SamdaException.class, () -> phantom("fib-sem", 1, new VolumeSize(100_000, 100_000, 1), 1));
        assertEquals(
                "A phantom of 100000 x 100000 x 1 voxels has sections of more than 2147483639 px. Make x or y smaller.",
                problem.getMessage());
    }

    @Test
    void voxelSizeIsThatOfTheDomain() {
        assertEquals(
                new VoxelSize(9.2, 9.2, 47.5),
                phantom("ss-tem", 2, new VolumeSize(8, 8, 1), 1).voxelSize());
    }

    private static Phantom phantom(String domain, double pixelScale, VolumeSize size, long seed) {
        return new Phantom(PhantomDomain.named(domain).coarser(pixelScale), size, seed);
    }

    private static double mean(int[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    private static double mean(float[] values) {
        return IntStream.range(0, values.length)
                .mapToDouble(p -> values[p])
                .average()
                .orElseThrow();
    }

    private static double deviation(float[] values) {
        return Math.sqrt(covariance(values, values));
    }

    private static double covariance(float[] a, float[] b) {
        double meanA = mean(a);
        double meanB = mean(b);
        return IntStream.range(0, a.length)
                .mapToDouble(p -> (a[p] - meanA) * (b[p] - meanB))
                .average()
                .orElseThrow();
    }

    private static double correlation(float[] a, float[] b) {
        return covariance(a, b) / (deviation(a) * deviation(b));
    }

    /** Mean difference of a pixel from the mean of its two neighbours. */
    private static double roughness(float[] pixels) {
        return IntStream.range(1, pixels.length - 1)
                .mapToDouble(p -> Math.abs(pixels[p] - (pixels[p - 1] + pixels[p + 1]) / 2))
                .average()
                .orElseThrow();
    }

    private static double dice(int[] a, int[] b) {
        long both =
                IntStream.range(0, a.length).filter(p -> a[p] == 1 && b[p] == 1).count();
        return 2.0 * both / (Arrays.stream(a).sum() + Arrays.stream(b).sum());
    }
}
