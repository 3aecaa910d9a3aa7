// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.samda.SamdaException;
import org.samda.image.GreyBlock;
import org.samda.image.GreyImage;
import org.samda.image.VolumeInfo;
import org.samda.image.VolumeSize;
import org.samda.image.VoxelBox;

/** Reads a folder of images of one size and type as one volume, each a section, in the order of their numbers. */
final class StackReader implements VolumeReader {
    private final List<Path> files;
    private final VolumeInfo info;
    private final VolumeSize chunk;

    /** @throws SamdaException if there is none, or one that differs from the first */
    StackReader(Path folder) {
        files = Volumes.list(folder);
        if (files.isEmpty()) {
            throw new SamdaException(
                    "Cannot read '%s' as a stack: it holds no images. Check the path.".formatted(folder));
        }
        VolumeInfo first;
        try (VolumeReader reader = Volumes.open(files.get(0))) {
            first = reader.info();
            chunk = reader.chunk();
        }
        for (Path file : files) {
            requireSection(first, file);
        }
        VolumeSize size = new VolumeSize(first.size().x(), first.size().y(), files.size());
        info = new VolumeInfo(size, first.type(), first.voxelSize());
    }

    @Override
    public VolumeInfo info() {
        return info;
    }

    @Override
    public VolumeSize chunk() {
        return chunk;
    }

    @Override
    public GreyImage read(long z) {
        Objects.checkIndex(z, info.size().z());
        try (VolumeReader section = Volumes.open(files.get((int) z))) {
            return section.read(0);
        }
    }

    @Override
    public GreyBlock read(VoxelBox box) {
        float[] values = VoxelBoxes.values(this, box);
        VoxelBox inFile = new VoxelBox(box.x(), box.y(), 0, box.width(), box.height(), 1);
        for (int z = 0; z < box.depth(); z++) {
            try (VolumeReader section = Volumes.open(files.get((int) box.z() + z))) {
                float[] part = section.read(inFile).values();
                System.arraycopy(part, 0, values, z * part.length, part.length);
            }
        }
        return new GreyBlock(box.width(), box.height(), box.depth(), values);
    }

    @Override
    public void close() {}

    private void requireSection(VolumeInfo first, Path file) {
        VolumeInfo found = infoOf(file);
        VolumeSize expected = new VolumeSize(first.size().x(), first.size().y(), 1);
        if (!found.size().equals(expected) || found.type() != first.type()) {
            throw new SamdaException(
                    "'%s' has %s voxels of type %s, expected %s of type %s as in '%s', since all images of a stack are sections of one volume. Move it elsewhere, or convert it."
                            .formatted(file, found.size(), found.type(), expected, first.type(), files.get(0)));
        }
    }

    private static VolumeInfo infoOf(Path file) {
        try (VolumeReader reader = Volumes.open(file)) {
            return reader.info();
        }
    }
}
