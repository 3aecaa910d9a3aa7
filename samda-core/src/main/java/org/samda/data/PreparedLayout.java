// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import java.nio.IntBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Where the parts of one prepared section lie, in bytes from its start: {@value #FIXED_BYTES} bytes of numbers, how many
 * positions each class has, the name, grey values, labels, positions. A section's length is a multiple of 8; it is below
 * 2 GB, which one mapping can hold.
 *
 * @param size      of the prepared image
 * @param labelled  whether there are labels
 * @param nameBytes length of the name in UTF-8
 * @param positions number of foreground positions of each class 1..n
 */
record PreparedLayout(TrainingImage.Size size, boolean labelled, int nameBytes, List<Integer> positions) {
    static final int FIXED_BYTES = 48;
    static final long LARGEST_AREA = 1L << 28;
    static final int LARGEST_NAME = 4096;
    static final int MOST_CLASSES = 254;

    static PreparedLayout of(TrainingImage image) {
        return new PreparedLayout(
                image.size(),
                image.isLabelled(),
                image.stem().getBytes(StandardCharsets.UTF_8).length,
                image.foreground().stream().map(IntBuffer::capacity).toList());
    }

    PreparedLayout {
        positions = List.copyOf(positions);
        require(size.width() > 0 && size.height() > 0 && size.area() <= LARGEST_AREA, "an image of " + size);
        require(nameBytes >= 0 && nameBytes <= LARGEST_NAME, "a name of " + nameBytes + " bytes");
        require(positions.size() <= MOST_CLASSES, positions.size() + " classes");
        for (int count : positions) {
            require(count >= 0 && count <= TrainingImage.LARGEST_CHOICE, count + " positions of a class");
        }
    }

    int nameAt() {
        return FIXED_BYTES + Integer.BYTES * positions.size();
    }

    long pixelsAt() {
        return aligned((long) nameAt() + nameBytes);
    }

    long labelsAt() {
        return pixelsAt() + Float.BYTES * size.area();
    }

    long positionsAt() {
        return aligned(labelsAt() + (labelled ? size.area() : 0));
    }

    /** Of the whole section. */
    long bytes() {
        return aligned(positionsAt()
                + Integer.BYTES * positions.stream().mapToLong(count -> count).sum());
    }

    private static long aligned(long place) {
        return (place + 7) / 8 * 8;
    }

    private static void require(boolean condition, String found) {
        if (!condition) {
            throw new IllegalArgumentException("a prepared section cannot have " + found);
        }
    }
}
