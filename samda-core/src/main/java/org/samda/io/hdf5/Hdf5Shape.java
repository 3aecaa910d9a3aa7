// SPDX-License-Identifier: Apache-2.0
package org.samda.io.hdf5;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.samda.image.VolumeSize;

/**
 * A dataset's axes, slowest first, and which of them are z, y and x.
 *
 * @param dimensions voxels along each axis of the dataset
 * @param z          index of the axis, -1 where there is none
 * @param y          index of the axis
 * @param x          index of the axis
 */
@SuppressWarnings("ArrayRecordComponent")
record Hdf5Shape(long[] dimensions, int z, int y, int x) {
    private static final Pattern TAG = Pattern.compile("\"key\"\\s*:\\s*\"(\\w)\"");

    /**
     * The axes of a dataset without names: y, x or z, y, x, with axes of one voxel before them or, if there is none,
     * behind them.
     *
     * @return empty if it has several channels or moments, or none but a row of numbers
     */
    static Optional<Hdf5Shape> of(long[] dimensions) {
        int rank = dimensions.length;
        int extra = Math.max(0, rank - 3);
        if (rank < 2 || Arrays.stream(dimensions).anyMatch(count -> count < 1)) {
            return Optional.empty();
        }
        if (LongStream.of(dimensions).limit(extra).allMatch(count -> count == 1)) {
            return Optional.of(new Hdf5Shape(dimensions, rank == 2 ? -1 : rank - 3, rank - 2, rank - 1));
        }
        boolean behind = LongStream.of(dimensions).skip(3).allMatch(count -> count == 1);
        return behind ? Optional.of(new Hdf5Shape(dimensions, 0, 1, 2)) : Optional.empty();
    }

    /**
     * The axes of a dataset that names them, as ilastik does.
     *
     * @param tags ilastik's {@code axistags}
     * @return empty if they are not z, y, x in this order, y, x at least, with axes of one voxel between them
     */
    static Optional<Hdf5Shape> tagged(long[] dimensions, String tags) {
        String names = names(tags);
        boolean fits = names.length() == dimensions.length && names.indexOf('y') >= 0 && names.indexOf('x') >= 0;
        boolean ordered = names.indexOf('z') < names.indexOf('y') && names.indexOf('y') < names.indexOf('x');
        if (!fits || !ordered) {
            return Optional.empty();
        }
        for (int axis = 0; axis < dimensions.length; axis++) {
            if (dimensions[axis] < 1 || (dimensions[axis] > 1 && "zyx".indexOf(names.charAt(axis)) < 0)) {
                return Optional.empty();
            }
        }
        return Optional.of(new Hdf5Shape(dimensions, names.indexOf('z'), names.indexOf('y'), names.indexOf('x')));
    }

    /** The axes' letters in their order, such as {@code tzyxc}. */
    static String names(String tags) {
        Matcher found = TAG.matcher(tags);
        return found.results().map(result -> result.group(1)).collect(Collectors.joining());
    }

    VolumeSize size() {
        return new VolumeSize(dimensions[x], dimensions[y], z < 0 ? 1 : dimensions[z]);
    }

    /** The numbers along z, y, x of one number for each axis of the dataset. */
    long[] zyx(long[] values) {
        return new long[] {z < 0 ? 1 : values[z], values[y], values[x]};
    }

    /** A voxel's index along each axis of the dataset. */
    long[] index(long zIndex, long yIndex, long xIndex) {
        long[] index = new long[dimensions.length];
        if (z >= 0) {
            index[z] = zIndex;
        }
        index[y] = yIndex;
        index[x] = xIndex;
        return index;
    }

    @Override
    public String toString() {
        return text(dimensions);
    }

    /** Such as {@code 20 x 512 x 512}, slowest axis first. */
    static String text(long[] dimensions) {
        return LongStream.of(dimensions).mapToObj(String::valueOf).collect(Collectors.joining(" x "));
    }
}
