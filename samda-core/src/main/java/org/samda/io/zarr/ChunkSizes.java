// SPDX-License-Identifier: Apache-2.0
package org.samda.io.zarr;

import org.samda.image.VolumeInfo;
import org.samda.image.VolumeSize;

/**
 * How large chunks to write: about a million voxels, 128 x 128 x 64 where the sections of such a layer fit into memory, else
 * thinner and wider, as far as one row of them fits.
 */
final class ChunkSizes {
    private static final long LAYER_BYTES = 128L << 20;
    private static final int SHARE_OF_MEMORY = 16;
    private static final int EDGE = 128;
    private static final long DEPTH = 64;
    private static final long VOXELS = 1 << 20;

    private ChunkSizes() {}

    static VolumeSize of(VolumeInfo info) {
        return of(info, Math.min(LAYER_BYTES, Runtime.getRuntime().maxMemory() / SHARE_OF_MEMORY));
    }

    /** @param layerBytes what the sections of a layer may take, or a row of chunks where those are one section thick */
    static VolumeSize of(VolumeInfo info, long layerBytes) {
        VolumeSize size = info.size();
        double row = (double) size.x() * NumberType.of(info.type()).bytes();
        long depth = Math.min(DEPTH, size.z());
        while (depth > 1 && depth * size.y() * row > layerBytes) {
            depth /= 2;
        }
        long edge = EDGE;
        while (4 * edge * edge * depth <= VOXELS && (depth > 1 || 2 * edge * row <= layerBytes)) {
            edge *= 2;
        }
        return new VolumeSize(Math.min(edge, size.x()), Math.min(edge, size.y()), depth);
    }
}
