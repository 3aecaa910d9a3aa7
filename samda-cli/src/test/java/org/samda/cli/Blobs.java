// SPDX-License-Identifier: Apache-2.0
package org.samda.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.samda.image.GreyImage;
import org.samda.image.PixelType;
import org.samda.image.StoredHeader;
import org.samda.image.VolumeInfo;
import org.samda.image.VolumeSize;
import org.samda.image.VoxelSize;
import org.samda.io.VolumeReader;
import org.samda.io.VolumeWriter;
import org.samda.io.Volumes;

/**
 * Small scans (NIfTI) with a bright blob and a brighter core in it, classes 1 and 2, each in another place and never in the
 * middle; they lie obliquely in space.
 *
 * @param size   voxels
 * @param voxels their size
 */
record Blobs(VolumeSize size, VoxelSize voxels) {
    /** Sections across z are the thickest. */
    static final Blobs ACROSS_Z = new Blobs(new VolumeSize(24, 20, 6), new VoxelSize(1e6, 1e6, 4e6));

    /** The same scan, stored with its thickest sections across x. */
    static final Blobs ACROSS_X = new Blobs(new VolumeSize(6, 20, 24), new VoxelSize(4e6, 1e6, 1e6));

    private static final int SFORM = 280;

    /** A data set YAML file with its images. */
    Path writeYaml(Path folder, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            write(folder.resolve("images/scan" + i + ".nii.gz"), i, false);
            write(folder.resolve("labels/scan" + i + ".nii.gz"), i, true);
        }
        Path yaml = folder.resolve("dataset.yaml");
        Files.writeString(yaml, """
                name: blobs
                modality: MRI
                images: images/*.nii.gz
                labels: labels/*.nii.gz
                classes: {blob: 1, core: 2}
                """);
        return yaml;
    }

    /** nnU-Net's raw layout. */
    Path writeNnUNet(Path folder, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            write(folder.resolve("imagesTr/scan" + i + "_0000.nii.gz"), i, false);
            write(folder.resolve("labelsTr/scan" + i + ".nii.gz"), i, true);
        }
        Files.writeString(folder.resolve("dataset.json"), """
                {"channel_names": {"0": "MRI"}, "labels": {"background": 0, "blob": 1, "core": 2},
                 "numTraining": %d, "file_ending": ".nii.gz"}
                """.formatted(count));
        return folder;
    }

    private void write(Path file, int number, boolean labels) throws IOException {
        Files.createDirectories(file.getParent());
        VolumeInfo info = new VolumeInfo(size, PixelType.UINT8, Optional.of(voxels));
        write(file, info, number, labels);
        write(
                file,
                new VolumeInfo(
                        size, PixelType.UINT8, Optional.of(voxels), Optional.of(oblique(file)), Optional.empty()),
                number,
                labels);
    }

    /** The header of a file with other directions and another origin. */
    private static StoredHeader oblique(Path file) {
        try (VolumeReader reader = Volumes.open(file)) {
            byte[] header = reader.info().header().orElseThrow().bytes();
            ByteBuffer fields = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
            fields.putFloat(SFORM + 4, -0.25f).putFloat(SFORM + 12, -7.5f).putFloat(SFORM + 16, 0.25f);
            return new StoredHeader(header);
        }
    }

    private void write(Path file, VolumeInfo info, int number, boolean labels) {
        Random noise = new Random(number);
        try (VolumeWriter writer = Volumes.create(file, info)) {
            for (int z = 0; z < size.z(); z++) {
                float[] values = new float[Math.toIntExact(size.x() * size.y())];
                for (int i = 0; i < values.length; i++) {
                    int label = label(i % (int) size.x(), i / (int) size.x(), z, number);
                    values[i] = labels ? label : 80 + 70 * label + noise.nextInt(30);
                }
                writer.write(new GreyImage((int) size.x(), (int) size.y(), values));
            }
            writer.commit();
        }
    }

    private int label(int x, int y, int z, int number) {
        double[] centre = {0.3 + 0.04 * number, 0.35, 0.65};
        double distance = Math.sqrt(
                square(x, size.x(), centre[0]) + square(y, size.y(), centre[1]) + square(z, size.z(), centre[2]));
        if (distance > 0.3) {
            return 0;
        }
        return distance > 0.15 ? 1 : 2;
    }

    /** Of the distance from a centre, in lengths of the axis. */
    private static double square(int at, long length, double centre) {
        double distance = (at + 0.5) / length - centre;
        return distance * distance;
    }
}
