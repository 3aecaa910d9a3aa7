// SPDX-License-Identifier: Apache-2.0
package org.samda.inference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samda.Progress;
import org.samda.data.Classes;
import org.samda.data.Plan;
import org.samda.data.Preprocessing;
import org.samda.image.AxisDirection;
import org.samda.image.AxisDirections;
import org.samda.image.GreyImage;
import org.samda.image.LargestComponent;
import org.samda.image.Orientation;
import org.samda.image.PixelSize;
import org.samda.image.PixelType;
import org.samda.image.SliceAxis;
import org.samda.image.VolumeInfo;
import org.samda.image.VolumeSize;
import org.samda.image.VoxelSize;
import org.samda.io.VolumeReader;
import org.samda.io.VolumeWriter;
import org.samda.io.Volumes;
import org.samda.planning.ChannelNormalization;
import org.samda.planning.NormalizationScheme;

/** One scan, stored in different orientations, through {@link VolumeSegmentation}. */
class OrientedScansTest {
    private static final VoxelSize VOXEL = new VoxelSize(1e6, 2e6, 3e6);

    /** In the canonical orientation: 20 to the right, 14 to the front, 6 up. */
    private static final List<GreyImage> SCAN = noise(20, 14, 6);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "LEFT, ANTERIOR, SUPERIOR",
        "LEFT, POSTERIOR, SUPERIOR",
        "ANTERIOR, SUPERIOR, RIGHT",
        "POSTERIOR, INFERIOR, LEFT",
        "SUPERIOR, RIGHT, POSTERIOR"
    })
    void theSegmentationOfATurnedScanIsTheTurnedSegmentationBitForBit(AxisDirection x, AxisDirection y, AxisDirection z)
            throws IOException {
        AxisDirections directions = new AxisDirections(x, y, z);
        Path upright = segmented(write("upright", AxisDirections.RAS), Orientation.CANONICAL);
        Path input = write("turned", directions);
        Path turned = segmented(input, Orientation.CANONICAL);
        assertSame(planes(upright), directions.toCanonical(planes(turned)));
        assertSame(planes(probabilities(upright)), directions.toCanonical(planes(probabilities(turned))));
        assertTrue(planes(upright).stream().anyMatch(plane -> contains(plane, 255)));
        assertTrue(planes(upright).stream().anyMatch(plane -> contains(plane, 0)));
    }

    @Test
    void theSegmentationLiesInSpaceWhereItsScanDoes() throws IOException {
        Path input = write(
                "turned", new AxisDirections(AxisDirection.POSTERIOR, AxisDirection.INFERIOR, AxisDirection.LEFT));
        Path output = segmented(input, Orientation.CANONICAL);
        byte[] before = Files.readAllBytes(input);
        byte[] after = Files.readAllBytes(output);
        assertArrayEquals(Arrays.copyOfRange(before, 76, 108), Arrays.copyOfRange(after, 76, 108));
        assertArrayEquals(Arrays.copyOfRange(before, 252, 328), Arrays.copyOfRange(after, 252, 328));
        assertArrayEquals(Arrays.copyOfRange(before, 40, 56), Arrays.copyOfRange(after, 40, 56));
    }

    @Test
    void aModelForStoredScansLooksAtNoHeader() throws IOException {
        AxisDirections directions =
                new AxisDirections(AxisDirection.LEFT, AxisDirection.ANTERIOR, AxisDirection.SUPERIOR);
        Path upright = segmented(write("upright", AxisDirections.RAS), Orientation.STORED);
        Path turned = segmented(write("turned", directions), Orientation.STORED);
        List<GreyImage> first = planes(upright);
        List<GreyImage> second = directions.toCanonical(planes(turned));
        assertFalse(Arrays.equals(first.get(2).pixels(), second.get(2).pixels()));
        Path canonical = segmented(write("canonical", AxisDirections.RAS), Orientation.CANONICAL);
        assertSame(first, planes(canonical));
    }

    private Path segmented(Path input, Orientation orientation) {
        Path output = input.resolveSibling(input.getFileName().toString().replace(".nii", "-" + orientation + ".nii"));
        new VolumeSegmentation(segmenter(orientation), Classes.foreground(), Progress.NONE)
                .run(new SegmentationJob(input, output, Optional.of(probabilities(output)), false));
        return output;
    }

    private static Path probabilities(Path output) {
        return output.resolveSibling("p-" + output.getFileName());
    }

    /** Its result depends on direction and neighbours; pixels of 1 x 2 mm, sections 3 mm apart. */
    private static Segmenter segmenter(Orientation orientation) {
        ChannelNormalization zScore = new ChannelNormalization(NormalizationScheme.Z_SCORE, false, Optional.empty());
        Preprocessing preprocessing = new Preprocessing(
                        Preprocessing.Unit.VOLUME, SliceAxis.Z, zScore, Preprocessing.Interpolation.SPLINE)
                .with(orientation);
        Plan plan = new Plan(16, 8, 1, Optional.of(new PixelSize(1e6, 1e6)), 1, preprocessing);
        return new Segmenter(
                new TiledPrediction(TinyNetwork.of(TinyNetwork.slope()), 16, 8, 2),
                new NetworkInputs(plan, false, false, Optional.empty()),
                LargestComponent.NONE,
                () -> "slope");
    }

    /** The scan as it is stored with axes that run there, with the header that says so. */
    private Path write(String name, AxisDirections directions) throws IOException {
        List<GreyImage> stored = directions.toStored(SCAN);
        VolumeSize size = new VolumeSize(stored.get(0).width(), stored.get(0).height(), stored.size());
        Path file = folder.resolve(name + ".nii");
        try (VolumeWriter writer = Volumes.create(file, new VolumeInfo(size, PixelType.UINT8, Optional.of(VOXEL)))) {
            stored.forEach(writer::write);
            writer.commit();
        }
        byte[] bytes = Files.readAllBytes(file);
        ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        Arrays.fill(bytes, 280, 328, (byte) 0);
        float[] mm = {1, 2, 3};
        for (int axis = 0; axis < 3; axis++) {
            int letter = "RLAPSI".indexOf(directions.toString().charAt(axis));
            int space = letter / 2;
            float sign = letter % 2 == 0 ? 1 : -1;
            header.putFloat(80 + 4 * axis, mm[space]);
            header.putFloat(280 + 16 * space + 4 * axis, sign * mm[space]);
        }
        Files.write(file, bytes);
        return file;
    }

    private static List<GreyImage> planes(Path file) {
        try (VolumeReader reader = Volumes.open(file)) {
            List<GreyImage> planes = new ArrayList<>();
            for (long z = 0; z < reader.info().size().z(); z++) {
                planes.add(reader.read(z));
            }
            return planes;
        }
    }

    private static boolean contains(GreyImage plane, float value) {
        for (float pixel : plane.pixels()) {
            if (pixel == value) {
                return true;
            }
        }
        return false;
    }

    private static void assertSame(List<GreyImage> expected, List<GreyImage> found) {
        assertEquals(expected.size(), found.size());
        for (int z = 0; z < expected.size(); z++) {
            assertEquals(expected.get(z).width(), found.get(z).width());
            assertArrayEquals(expected.get(z).pixels(), found.get(z).pixels());
        }
    }

    private static List<GreyImage> noise(int width, int height, int planes) {
        SplittableRandom random = new SplittableRandom(4);
        List<GreyImage> volume = new ArrayList<>();
        for (int z = 0; z < planes; z++) {
            float[] pixels = new float[width * height];
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = random.nextInt(1, 256);
            }
            volume.add(new GreyImage(width, height, pixels));
        }
        return volume;
    }
}
