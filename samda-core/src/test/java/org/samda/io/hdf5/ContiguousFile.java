// SPDX-License-Identifier: Apache-2.0
package org.samda.io.hdf5;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.samda.image.PixelType;
import org.samda.image.VolumeInfo;
import org.samda.image.VolumeSize;

/** An HDF5 file with one contiguous dataset of zeros of any size, which takes no room on the disk. */
final class ContiguousFile {
    private static final byte[] CHUNKED_LAYOUT = {3, 2, 4};
    private static final byte CONTIGUOUS = 1;

    private ContiguousFile() {}

    /** The header of a file in chunks without filters, but with another layout, whose data begin behind it. */
    static void write(Path file, long z, long y, long x) throws IOException {
        VolumeInfo info = new VolumeInfo(new VolumeSize(x, y, z), PixelType.UINT8, Optional.empty());
        Hdf5OutputHeader header = new Hdf5OutputHeader(info, 1, 1, 1, 1);
        long end = header.length() + z * y * x;
        byte[] bytes = header.bytes("data", header.length(), end);
        ByteBuffer layout = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int at = new String(bytes, StandardCharsets.ISO_8859_1)
                .indexOf(new String(CHUNKED_LAYOUT, StandardCharsets.ISO_8859_1));
        layout.put(at + 1, CONTIGUOUS).putLong(at + 2, header.length()).putLong(at + 10, z * y * x);
        int filters = at + 32;
        layout.putShort(filters, (short) 0);
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            out.write(bytes);
            out.setLength(end);
        }
    }
}
