// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.samda.image.GreyImage;
import org.samda.image.PixelType;
import org.samda.image.VolumeInfo;
import org.samda.image.VolumeSize;
import org.samda.io.VolumeWriter;
import org.samda.io.Volumes;

/** Small image files with known pixels. */
final class Pictures {

    private Pictures() {}

    /** An 8-bit file, one row of pixels for each argument; a digit stands for itself but 9, which is 255. */
    static void write(Path file, String... rows) {
        stack(file, List.of(rows));
    }

    /** The same with several sections. */
    @SafeVarargs
    static void stack(Path file, List<String>... sections) {
        List<List<String>> all = new ArrayList<>();
        for (List<String> section : sections) {
            all.add(section);
        }
        writeSections(file, all);
    }

    /** The same with sections that are all alike. */
    static void repeated(Path file, int sections, String... rows) {
        writeSections(file, Collections.nCopies(sections, List.of(rows)));
    }

    private static void writeSections(Path file, List<List<String>> sections) {
        int width = sections.get(0).get(0).length();
        int height = sections.get(0).size();
        VolumeInfo info =
                new VolumeInfo(new VolumeSize(width, height, sections.size()), PixelType.UINT8, Optional.empty());
        try (VolumeWriter writer = Volumes.create(file, info)) {
            for (List<String> section : sections) {
                writer.write(image(width, height, section));
            }
            writer.commit();
        }
    }

    /** A stripy 8-bit image of any size. */
    static void striped(Path file, int width, int height) {
        float[] pixels = new float[width * height];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = 40 * (i % width % 5) + 3 * (i / width % 7);
        }
        VolumeInfo info = new VolumeInfo(new VolumeSize(width, height, 1), PixelType.UINT8, Optional.empty());
        try (VolumeWriter writer = Volumes.create(file, info)) {
            writer.write(new GreyImage(width, height, pixels));
            writer.commit();
        }
    }

    private static GreyImage image(int width, int height, List<String> rows) {
        float[] pixels = new float[width * height];
        for (int i = 0; i < pixels.length; i++) {
            int digit = rows.get(i / width).charAt(i % width) - '0';
            pixels[i] = digit == 9 ? 255 : digit;
        }
        return new GreyImage(width, height, pixels);
    }
}
