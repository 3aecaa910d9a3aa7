// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.samda.SamdaException;
import org.samda.image.GreyImage;
import org.samda.image.PixelType;
import org.samda.image.VolumeInfo;
import org.samda.image.VolumeSize;
import org.samda.io.VolumeReader;

/** Opens and lists image files. */
final class Sections {
    private Sections() {}

    static VolumeReader open(Path file) {
        try {
            BufferedImage image = ImageIO.read(file.toFile());
            if (image == null) {
                throw new SamdaException("Image '" + file + "' is of no known format.");
            }
            return new Single(image);
        } catch (IOException e) {
            throw new SamdaException("Image '" + file + "' cannot be read: " + e.getMessage(), e);
        }
    }

    static List<Path> list(Path folder) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            List<Path> files = new ArrayList<>();
            for (Path entry : entries) {
                if (entry.toString().toLowerCase(Locale.ROOT).matches(".*\\.(png|tiff?|nii|nii\\.gz)")) {
                    files.add(entry);
                }
            }
            files.sort(null);
            return files;
        } catch (IOException e) {
            throw new SamdaException("Folder '" + folder + "' cannot be read: " + e.getMessage(), e);
        }
    }

    private record Single(BufferedImage image) implements VolumeReader {
        @Override
        public VolumeInfo info() {
            return new VolumeInfo(
                    new VolumeSize(image.getWidth(), image.getHeight(), 1), PixelType.UINT8, Optional.empty());
        }

        @Override
        public GreyImage read(long z) {
            float[] pixels = image.getRaster().getSamples(0, 0, image.getWidth(), image.getHeight(), 0, (float[]) null);
            return new GreyImage(image.getWidth(), image.getHeight(), pixels);
        }

        @Override
        public void close() {}
    }
}
