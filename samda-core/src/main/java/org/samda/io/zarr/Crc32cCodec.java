// SPDX-License-Identifier: Apache-2.0
package org.samda.io.zarr;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** The codec crc32c of Zarr v3: four bytes of checksum after the data, little-endian. */
record Crc32cCodec() implements ChunkCodec {
    static final int BYTES = 4;

    @Override
    public byte[] decode(byte[] data, int limit) throws IOException {
        int size = data.length - BYTES;
        if (size < 0) {
            throw new IOException("it has " + data.length + " bytes, less than its checksum");
        }
        int stored = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN).getInt(size);
        int found = checksum(data, size);
        if (stored != found) {
            throw new IOException("its checksum (crc32c) is %08x, expected %08x".formatted(found, stored));
        }
        return Arrays.copyOf(data, size);
    }

    @Override
    public byte[] encode(byte[] data) {
        ByteBuffer encoded = ByteBuffer.allocate(data.length + BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(data);
        return encoded.putInt(checksum(data, data.length)).array();
    }

    private static int checksum(byte[] data, int size) {
        CRC32C checksum = new CRC32C();
        checksum.update(data, 0, size);
        return (int) checksum.getValue();
    }
}
