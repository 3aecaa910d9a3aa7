// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.samda.image.VolumeSize;
import org.samda.image.VoxelBox;

/**
 * The boxes in which a volume of any size is read once from end to end, each small enough for memory.
 *
 * @param size the volume
 * @param step voxels of a box along each axis; the last ones are smaller
 */
record BoxGrid(VolumeSize size, VolumeSize step) {
    /** Voxels of a box: what is made of them takes some tens of megabytes. */
    private static final long MOST = 1 << 21;

    /** Boxes that consist of whole chunks of two volumes of one size, where these fit into memory. */
    static BoxGrid of(VolumeSize size, VolumeSize chunk, VolumeSize otherChunk) {
        return of(size, chunk, otherChunk, MOST);
    }

    static BoxGrid of(VolumeSize size, VolumeSize chunk, VolumeSize otherChunk, long most) {
        long x = part(Math.max(chunk.x(), otherChunk.x()), size.x(), most);
        long y = part(Math.max(chunk.y(), otherChunk.y()), size.y(), most / x);
        long z = part(Math.max(chunk.z(), otherChunk.z()), size.z(), most / (x * y));
        x = multiple(x, size.x(), most / (y * z));
        y = multiple(y, size.y(), most / (x * z));
        return new BoxGrid(size, new VolumeSize(x, y, multiple(z, size.z(), most / (x * y))));
    }

    /** The same boxes, one section at a time. */
    BoxGrid ofSections() {
        return new BoxGrid(size, new VolumeSize(step.x(), step.y(), 1));
    }

    /** All of them. */
    Stream<VoxelBox> boxes() {
        return starts(size.z(), step.z()).boxed().flatMap(this::boxesOfLayer);
    }

    private Stream<VoxelBox> boxesOfLayer(long z) {
        return starts(size.y(), step.y())
                .boxed()
                .flatMap(y -> starts(size.x(), step.x())
                        .mapToObj(x -> new VoxelBox(
                                x,
                                y,
                                z,
                                extent(x, size.x(), step.x()),
                                extent(y, size.y(), step.y()),
                                extent(z, size.z(), step.z()))));
    }

    private static LongStream starts(long size, long step) {
        return LongStream.range(0, (size + step - 1) / step).map(i -> i * step);
    }

    private static int extent(long start, long size, long step) {
        return Math.toIntExact(Math.min(step, size - start));
    }

    /** A chunk, or what fits of it. */
    private static long part(long chunk, long size, long most) {
        return Math.max(1, Math.min(Math.min(chunk, size), most));
    }

    /** As many chunks as fit, at least one. */
    private static long multiple(long chunk, long size, long most) {
        return Math.min(size, chunk * Math.max(1, most / chunk));
    }
}
