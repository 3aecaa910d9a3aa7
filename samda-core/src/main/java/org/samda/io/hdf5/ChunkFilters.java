// SPDX-License-Identifier: Apache-2.0
package org.samda.io.hdf5;

import io.jhdf.object.message.FilterPipelineMessage.FilterInfo;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The filters that a dataset's chunks went through when they were written, undone here (HDF5 filters, h5py's LZF). */
final class ChunkFilters {
    private static final int DEFLATE = 1;
    private static final int SHUFFLE = 2;
    private static final int FLETCHER = 3;
    private static final int LZF = 32000;
    private static final int CHECKSUM_BYTES = 4;

    private final List<FilterInfo> filters;
    private final int elementBytes;

    ChunkFilters(List<FilterInfo> filters, int elementBytes) {
        this.filters = filters;
        this.elementBytes = elementBytes;
    }

    /** The name of the first filter that is not known here. */
    Optional<String> unknown() {
        return filters.stream()
                .filter(filter -> !List.of(DEFLATE, SHUFFLE, FLETCHER, LZF).contains(filter.getId()))
                .map(filter -> nameOf(filter) + " (filter " + filter.getId() + ")")
                .findFirst();
    }

    /**
     * Gives back what a chunk was before the filters.
     *
     * @param skipped bit i is set where filter i was not used
     * @param size    bytes of the result; nothing much larger is ever made
     * @throws IOException if the chunk cannot be unpacked to this size or its checksum is wrong
     */
    byte[] decode(byte[] stored, int skipped, int size) throws IOException {
        byte[] bytes = stored;
        for (int i = filters.size() - 1; i >= 0; i--) {
            if ((skipped >> i & 1) == 0) {
                bytes = decode(filters.get(i).getId(), bytes, size + i * CHECKSUM_BYTES);
            }
        }
        if (bytes.length != size) {
            throw new IOException("it has %d bytes, expected %d".formatted(bytes.length, size));
        }
        return bytes;
    }

    private byte[] decode(int filter, byte[] bytes, int most) throws IOException {
        return switch (filter) {
            case DEFLATE -> ChunkBytes.inflate(bytes, most);
            case SHUFFLE -> ChunkBytes.unshuffle(bytes, elementBytes);
            case FLETCHER -> ChunkBytes.withoutChecksum(bytes);
            case LZF -> Lzf.decode(bytes, most);
            default -> throw new IllegalStateException("filter " + filter);
        };
    }

    private static String nameOf(FilterInfo filter) {
        return switch (filter.getId()) {
            case 4 -> "szip";
            case 5 -> "nbit";
            case 6 -> "scaleoffset";
            case 307 -> "bzip2";
            case 32001 -> "blosc";
            case 32004 -> "lz4";
            case 32008 -> "bitshuffle";
            case 32013 -> "zfp";
            case 32015 -> "zstd";
            case 32026 -> "blosc2";
            default -> filter.getName() == null || filter.getName().isBlank() ? "an unknown one" : filter.getName();
        };
    }
}
