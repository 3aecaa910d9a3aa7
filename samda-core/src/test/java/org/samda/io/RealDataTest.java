// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.samda.image.GreyImage;
import org.samda.image.PixelType;
import org.samda.image.VolumeSize;

/** Public electron-microscopy data, where they are at hand. */
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
