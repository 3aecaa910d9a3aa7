// SPDX-License-Identifier: Apache-2.0
package org.samda.objects;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.samda.image.GreyBlock;
import org.samda.image.GreyImage;
import org.samda.image.PixelType;
import org.samda.image.VolumeInfo;
import org.samda.image.VolumeSize;
import org.samda.image.VoxelBox;
import org.samda.io.VolumeReader;
import org.samda.io.VolumeWriter;
import org.samda.io.Volumes;

/** A small volume of labels in memory. */
@SuppressWarnings("ArrayRecordComponent")
record LabelVolume(int width, int height, int depth, float[] labels) implements VolumeReader {

    LabelVolume(int width, int height, int depth) {
        this(width, height, depth, new float[width * height * depth]);
    }

    /** Says whether something is inside. */
    interface Shape {
        boolean contains(int x, int y, int z);
    }

    /** 1 inside a shape. */
    static LabelVolume of(int width, int height, int depth, Shape shape) {
        LabelVolume volume = new LabelVolume(width, height, depth);
        for (int i = 0; i < volume.labels.length; i++) {
            int z = i / (width * height);
            volume.labels[i] = shape.contains(i % width, i / width % height, z) ? 1 : 0;
        }
        return volume;
    }

    /** Labels 1 to {@code count} at random places. */
    static LabelVolume random(RandomGenerator random, VolumeSize size, double density, int count) {
        LabelVolume volume = new LabelVolume((int) size.x(), (int) size.y(), (int) size.z());
        for (int i = 0; i < volume.labels.length; i++) {
            volume.labels[i] = random.nextDouble() < density ? 1 + random.nextInt(count) : 0;
        }
        return volume;
    }

    /** Sections of digits, rows divided by blanks: {@code "110 011"}. */
    static LabelVolume of(String... sections) {
        String[] rows = sections[0].split(" ", -1);
        String digits = String.join("", sections).replace(" ", "");
        LabelVolume volume = new LabelVolume(rows[0].length(), rows.length, sections.length);
        for (int i = 0; i < digits.length(); i++) {
            volume.labels[i] = digits.charAt(i) - '0';
        }
        return volume;
    }

    int at(int x, int y, int z) {
        boolean isInside = x >= 0 && y >= 0 && z >= 0 && x < width && y < height && z < depth;
        return isInside ? (int) labels[(z * height + y) * width + x] : 0;
    }

    VolumeSize size() {
        return new VolumeSize(width, height, depth);
    }

    /** Its rows, read at once. */
    LabelRows rows() {
        return rows(size());
    }

    /** Its rows, read in blocks. */
    LabelRows rows(VolumeSize block) {
        return new BlockRows(this, "labels", block);
    }

    void write(Path file, VolumeInfo info) {
        try (VolumeWriter writer = Volumes.create(file, info)) {
            for (int z = 0; z < depth; z++) {
                writer.write(read(z));
            }
            writer.commit();
        }
    }

    @Override
    public VolumeInfo info() {
        return new VolumeInfo(size(), PixelType.FLOAT32, Optional.empty());
    }

    @Override
    public GreyImage read(long z) {
        int area = width * height;
        return new GreyImage(width, height, Arrays.copyOfRange(labels, (int) z * area, ((int) z + 1) * area));
    }

    @Override
    public GreyBlock read(VoxelBox box) {
        float[] values = new float[(int) box.voxels()];
        int i = 0;
        for (int z = 0; z < box.depth(); z++) {
            for (int y = 0; y < box.height(); y++) {
                for (int x = 0; x < box.width(); x++) {
                    values[i++] = at((int) box.x() + x, (int) box.y() + y, (int) box.z() + z);
                }
            }
        }
        return new GreyBlock(box.width(), box.height(), box.depth(), values);
    }

    @Override
    public void close() {}
}
