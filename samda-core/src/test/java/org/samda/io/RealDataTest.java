// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.samda.image.GreyImage;
import org.samda.image.PixelType;
import org.samda.image.VolumeInfo;
import org.samda.image.VolumeSize;
import org.samda.image.VoxelSize;

/** Public data, where they are at hand. */
class RealDataTest {

    static Stream<Arguments> folders() {
        return Stream.of(
                arguments("epfl/training", 1024, 768),
                arguments("epfl/testing", 1024, 768),
                arguments("vnc", 1024, 1024));
    }

    @ParameterizedTest
    @MethodSource("folders")
    void readsEveryImageAndItsMask(String name, int width, int height) {
        Path folder = data().resolve(name);
        assumeTrue(Files.isDirectory(folder), "no data at " + folder);
        List<Path> images = Volumes.list(folder.resolve("images"));
        assertFalse(images.isEmpty());
        for (Path image : images) {
            assertTrue(levels(read(image, width, height)) > 50, () -> image + " is nearly flat");
            Path mask = folder.resolve("masks").resolve(image.getFileName());
            assertTrue(levels(read(mask, width, height)) <= 2, () -> mask + " is no mask");
        }
    }

    @Test
    void readsEveryMagneticResonanceVolumeAsItsTableSays() throws IOException {
        Path folder = data().resolve("msd_hippocampus");
        assumeTrue(Files.isDirectory(folder), "no data at " + folder);
        List<String> rows = Files.readAllLines(folder.resolve("cases.csv"));
        assertTrue(rows.get(0).startsWith("case,intensity_group,nx,ny,nz,dtype,min,max,vox_anterior,vox_posterior"));
        assertEquals(261, rows.size());
        for (String row : rows.subList(1, rows.size())) {
            String[] cells = row.split(",", -1);
            String name = cells[0] + ".nii.gz";
            String shape = cells[2] + " x " + cells[3] + " x " + cells[4];
            Content image = Content.of(folder.resolve("images").resolve(name));
            Content labels = Content.of(folder.resolve("labels").resolve(name));
            assertEquals(shape, image.info.size().toString(), row);
            assertEquals(shape, labels.info.size().toString(), row);
            assertEquals(cells[5], image.info.type().name().toLowerCase(Locale.ROOT), row);
            assertEquals(Optional.of(new VoxelSize(1e6, 1e6, 1e6)), image.info.voxelSize(), row);
            assertEquals(Double.parseDouble(cells[6]), image.minimum, row);
            assertEquals(Double.parseDouble(cells[7]), image.maximum, row);
            assertEquals(Integer.parseInt(cells[8]), labels.counts[1], row);
            assertEquals(Integer.parseInt(cells[9]), labels.counts[2], row);
        }
    }

    /** What a volume holds: its least and largest value, and how often the values 0 to 255 occur. */
    private static final class Content {
        private final VolumeInfo info;
        private final int[] counts = new int[256];
        private float minimum = Float.POSITIVE_INFINITY;
        private float maximum = Float.NEGATIVE_INFINITY;

        private Content(VolumeInfo info) {
            this.info = info;
        }

        static Content of(Path file) {
            try (VolumeReader reader = Volumes.open(file)) {
                Content content = new Content(reader.info());
                for (long z = 0; z < reader.info().size().z(); z++) {
                    content.add(reader.read(z));
                }
                return content;
            }
        }

        private void add(GreyImage section) {
            for (float value : section.pixels()) {
                minimum = Math.min(minimum, value);
                maximum = Math.max(maximum, value);
                if (value >= 0 && value < counts.length && value == (int) value) {
                    counts[(int) value]++;
                }
            }
        }
    }

    private static GreyImage read(Path file, int width, int height) {
        try (VolumeReader reader = Volumes.open(file)) {
            assertEquals(new VolumeSize(width, height, 1), reader.info().size());
            assertEquals(PixelType.UINT8, reader.info().type());
            return reader.read(0);
        }
    }

    private static int levels(GreyImage image) {
        boolean[] seen = new boolean[256];
        for (float value : image.pixels()) {
            seen[(int) value] = true;
        }
        int levels = 0;
        for (boolean present : seen) {
            levels += present ? 1 : 0;
        }
        return levels;
    }

    /** The folder of shared data: named by a property, or beside the checkout. */
    private static Path data() {
        String named = System.getProperty("samda.shared");
        if (named != null) {
            return Path.of(named, "data");
        }
        Path twoUp = Path.of("../../shared/data");
        return Files.isDirectory(twoUp) ? twoUp : Path.of("../shared/data");
    }
}
