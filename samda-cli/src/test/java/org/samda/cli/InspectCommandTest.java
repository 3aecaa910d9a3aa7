// SPDX-License-Identifier: Apache-2.0
package org.samda.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.samda.cli.ScanTest.done;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samda.image.GreyImage;
import org.samda.image.PixelType;
import org.samda.image.VolumeInfo;
import org.samda.image.VolumeSize;
import org.samda.io.VolumeWriter;
import org.samda.io.Volumes;

class InspectCommandTest {

    @TempDir
    private Path folder;

    @Test
    void namesThePublicDataSetThatAFolderLooksLike() throws IOException {
        write("images/a.png", 1463, 1613);
        Files.writeString(folder.resolve("dataset.yaml"), "images: images/*.png\nvoxelSizeNm: [3, 3, 29]\n");
        String text = done("inspect", folder).out();
        assertTrue(text.contains("this looks like Kasthuri++ (ssSEM, mouse cortex"), text);
        assertTrue(text.contains("training part (images of 1463 x 1613, voxel size)"), text);
        assertTrue(text.contains("configs/datasets/kasthuri-train.yaml"), text);
        String json = done("inspect", folder, "--json").out();
        assertTrue(json.contains("\"matched\" : [ \"images of 1463 x 1613\", \"voxel size\" ]"), json);
    }

    @Test
    void claimsNothingOfOrdinaryImagesAndNamesAFewOfManySizes() {
        for (int i = 1; i < 10; i++) {
            write("images/" + i + ".png", 10 + i, 7);
        }
        String text = done("inspect", folder).out();
        assertFalse(text.contains("looks like"), text);
        assertTrue(text.contains("11 x 7 (1), 12 x 7 (1)") && text.contains("16 x 7 (1) and 3 more"), text);
    }

    private void write(String name, int width, int height) {
        float[] pixels = new float[width * height];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = i % 251;
        }
        Path file = folder.resolve(name);
        VolumeSize size = new VolumeSize(width, height, 1);
        try {
            Files.createDirectories(file.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try (VolumeWriter writer = Volumes.create(file, new VolumeInfo(size, PixelType.UINT8, Optional.empty()))) {
            writer.write(new GreyImage(width, height, pixels));
            writer.commit();
        }
    }
}
