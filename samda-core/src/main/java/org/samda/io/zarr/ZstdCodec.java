// SPDX-License-Identifier: Apache-2.0
package org.samda.io.zarr;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import java.io.IOException;
import java.util.Arrays;

/**
 * The codec zstd (RFC 8878).
 *
 * @param level    for encoding
 * @param checksum whether frames that are encoded end in a checksum; of those that have one it is compared
 */
record ZstdCodec(int level, boolean checksum) implements ChunkCodec {

    @Override
    public byte[] decode(byte[] data, int limit) throws IOException {
        byte[] decoded = new byte[limit];
        try {
            long size = Zstd.decompressByteArray(decoded, 0, limit, data, 0, data.length);
            if (Zstd.isError(size)) {
                throw new IOException("its zstd data cannot be decoded: " + Zstd.getErrorName(size));
            }
            return size == limit ? decoded : Arrays.copyOf(decoded, (int) size);
        } catch (ZstdException e) {
            throw new IOException("its zstd data cannot be decoded: " + e.getMessage(), e);
        }
    }

    @Override
    public byte[] encode(byte[] data) throws IOException {
        byte[] encoded = new byte[Math.toIntExact(Zstd.compressBound(data.length))];
        long size = Zstd.compress(encoded, data, level, checksum);
        if (Zstd.isError(size)) {
            throw new IOException("zstd: " + Zstd.getErrorName(size));
        }
        return Arrays.copyOf(encoded, (int) size);
    }
}
