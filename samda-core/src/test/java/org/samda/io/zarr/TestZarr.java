// SPDX-License-Identifier: Apache-2.0
package org.samda.io.zarr;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.samda.image.GreyBlock;
import org.samda.image.PixelType;
import org.samda.image.VolumeInfo;
import org.samda.image.VolumeSize;
import org.samda.image.VoxelBox;
import org.samda.image.VoxelSize;

/** Makes arrays byte by byte. */
final class TestZarr {

    private TestZarr() {}

    /** Writes a file; quotes in the text are single, for the eyes. */
    static Path json(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text.replace('\'', '"'));
    }

    /** Writes a file of bytes given as hexadecimal digits with spaces between. */
    static Path bytes(Path file, String digits) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.write(file, HexFormat.of().parseHex(digits.replace(" ", "")));
    }

    /** The metadata of an array of Zarr v2 of uncompressed uint8 values. */
    static String zarr2(String shape, String chunks) {
        return "{'zarr_format': 2, 'shape': %s, 'chunks': %s, 'dtype': '|u1', 'compressor': null, 'fill_value': 9, 'order': 'C', 'filters': null}"
                .formatted(shape, chunks);
    }

    /** The metadata of an array of Zarr v3 of uint8 values. */
    static String zarr3(String shape, String chunk, String codecs) {
        return ("{'zarr_format': 3, 'node_type': 'array', 'shape': %s, 'data_type': 'uint8', 'fill_value': 9,"
                        + " 'chunk_grid': {'name': 'regular', 'configuration': {'chunk_shape': %s}},"
                        + " 'chunk_key_encoding': {'name': 'default'}, 'codecs': %s}")
                .formatted(shape, chunk, codecs);
    }

    static VolumeInfo info(VolumeSize size, PixelType type) {
        return new VolumeInfo(size, type, Optional.empty());
    }

    static VolumeInfo info(VolumeSize size, PixelType type, VoxelSize voxelSize) {
        return new VolumeInfo(size, type, Optional.of(voxelSize));
    }

    /** The values of a box, x fastest. */
    static float[] values(ZarrArray array, VoxelBox box) {
        return array.read(box).values();
    }

    /** All values of a small array. */
    static float[] all(ZarrArray array) {
        VolumeSize size = array.info().size();
        return values(array, new VoxelBox(0, 0, 0, (int) size.x(), (int) size.y(), (int) size.z()));
    }

    /** A block in which every voxel has the same value. */
    static GreyBlock constant(VoxelBox box, float value) {
        float[] values = new float[(int) box.voxels()];
        Arrays.fill(values, value);
        return new GreyBlock(box.width(), box.height(), box.depth(), values);
    }
}
