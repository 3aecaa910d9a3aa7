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
 * Reads an MRC file (MRC2014; {@code .mrc}, {@code .map}, {@code .rec}, {@code .st}) exactly as it lies in the file.
 *
 * <p>The first row in the file is y = 0. Programs that draw MRC files with their origin at the lower left, as IMOD does,
 * show that row at the bottom; nothing is mirrored here. The extended header is skipped.
 */
final class MrcReader implements VolumeReader {
    private final Path file;
    private final ByteInput input;
    private final VolumeInfo info;
    private final RawVoxels voxels;

    /** @param input the file's bytes; closed by this reader */
    MrcReader(Path file, ByteInput input) {
        this.file = file;
        this.input = input;
        try {
            MrcHeader header = readHeader();
            if (header.layout().end() > input.mostBytes()) {
                throw FileProblem.damaged(
                        file,
                        "its header claims %s voxels, %s of data, which the file is too short for"
                                .formatted(header.layout().size(), Bytes.readable((long)
                                        (header.layout().end() - header.layout().offset()))));
            }
            info = header.info();
            voxels = new RawVoxels(file, input, header.layout());
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
        return new GreyBlock(box.width(), box.height(), box.depth(), values);
    }

    @Override
    public void close() {
        input.close();
    }

    private MrcHeader readHeader() {
        byte[] bytes = new byte[MrcHeader.BYTES];
        try {
            int present = input.read(0, bytes, bytes.length);
            return MrcHeader.of(Arrays.copyOf(bytes, present), file);
        } catch (IOException e) {
            throw FileProblem.reading(file, e);
        }
    }
}
