// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.samda.image.GreyBlock;
import org.samda.image.GreyImage;
import org.samda.image.VolumeInfo;
import org.samda.image.VoxelBox;

/**
 * Reads NIfTI-1 in a single file, each z plane a section, exactly as it lies in the file (x fastest, nothing turned or
 * mirrored), with the header's scaling applied.
 *
 * <p>Extensions are skipped. Of a compressed file the checksum is compared when the last row has been read.
 */
final class NiftiReader implements VolumeReader {
    private final Path file;
    private final ByteInput input;
    private final VolumeInfo info;
    private final RawVoxels voxels;

    /** @param input the file's bytes as they are without compression; closed by this reader */
    NiftiReader(Path file, ByteInput input) {
        this.file = file;
        this.input = input;
        try {
            NiftiHeader header = readHeader();
            RawLayout layout = header.layout();
            if (layout.end() > input.mostBytes()) {
                throw FileProblem.damaged(
                        file,
                        "its header claims %s voxels, %s of data, which the file is too short for"
                                .formatted(header.size(), Bytes.readable((long) layout.end())));
            }
            info = header.info();
            voxels = new RawVoxels(file, input, layout);
        } catch (RuntimeException e) {
            input.close();
            throw e;
        }
    }

    @Override
    public VolumeInfo info() {
        return info;
    }

    @Override
    public GreyImage read(long z) {
        return VoxelBoxes.section(this, z, file);
    }

    @Override
    public GreyBlock read(VoxelBox box) {
        float[] values = VoxelBoxes.values(this, box);
        voxels.read(box, values);
        if (box.y() + box.height() == info.size().y()
                && box.z() + box.depth() == info.size().z()) {
            verify();
        }
        return new GreyBlock(box.width(), box.height(), box.depth(), values);
    }

    @Override
    public void close() {
        input.close();
    }

    private NiftiHeader readHeader() {
        byte[] bytes = new byte[NiftiHeader.BYTES];
        try {
            int present = input.read(0, bytes, bytes.length);
            return NiftiHeader.of(Arrays.copyOf(bytes, present), file);
        } catch (IOException e) {
            throw FileProblem.reading(file, "its header", e);
        }
    }

    private void verify() {
        try {
            input.verify();
        } catch (IOException e) {
            throw FileProblem.reading(file, "its last section", e);
        }
    }
}
