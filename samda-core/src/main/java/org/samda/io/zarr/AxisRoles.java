// SPDX-License-Identifier: Apache-2.0
package org.samda.io.zarr;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.samda.SamdaException;

/** Finds out which dimensions of an array are x, y and z: by their names, else by their order (…, z, y, x). */
final class AxisRoles {
    private static final List<String> VOLUME = List.of("z", "y", "x");
    private static final List<String> IMAGE = List.of("y", "x");
    private static final String NAMELESS = "?";

    private AxisRoles() {}

    /**
     * @param array for messages
     * @param shape the array's, slowest dimension first
     * @param names of its dimensions, if it has any; ones that say nothing about x and y are ignored
     * @return the dimensions that are x, y and z; -1 for a z that is missing
     * @throws SamdaException if they are in another order, or any other dimension is longer than 1
     */
    static int[] of(Path array, long[] shape, Optional<List<String>> names) {
        if (shape.length < IMAGE.size()) {
            throw new SamdaException(
                    "'%s' has %d dimensions, expected an image (y, x) or a volume (z, y, x). Choose another array."
                            .formatted(array, shape.length));
        }
        List<String> known = names.map(AxisRoles::lowerCase)
                .filter(axes -> axes.containsAll(IMAGE))
                .orElseGet(() -> byOrder(shape.length));
        requireOrder(array, known, shape.length);
        for (int i = 0; i < shape.length; i++) {
            if (!VOLUME.contains(known.get(i)) && shape[i] != 1) {
                throw known.get(i).equals(NAMELESS)
                        ? tooManyDimensions(array, shape)
                        : tooMany(array, i, known.get(i), shape[i]);
            }
        }
        return new int[] {known.indexOf("x"), known.indexOf("y"), known.indexOf("z")};
    }

    private static List<String> lowerCase(List<String> names) {
        return names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    }

    private static List<String> byOrder(int count) {
        String[] names = new String[count];
        for (int i = 0; i < count; i++) {
            int fromEnd = count - i;
            names[i] = fromEnd <= VOLUME.size() ? VOLUME.get(VOLUME.size() - fromEnd) : NAMELESS;
        }
        return List.of(names);
    }

    private static void requireOrder(Path array, List<String> names, int count) {
        if (names.size() != count) {
            throw new SamdaException("'%s' has %d dimensions but names for %d (%s). Correct its metadata."
                    .formatted(array, count, names.size(), String.join(", ", names)));
        }
        List<String> space = names.stream().filter(VOLUME::contains).toList();
        if (!space.equals(VOLUME) && !space.equals(IMAGE)) {
            throw new SamdaException(
                    "'%s' has its dimensions in the order %s, expected z, y, x or y, x, the slowest first. Transpose it, for example with numpy.transpose, or correct their names."
                            .formatted(array, String.join(", ", names)));
        }
    }

    private static SamdaException tooMany(Path array, int dimension, String name, long length) {
        String what = switch (name) {
            case "c" -> length + " channels along axis c";
            case "t" -> length + " points in time along axis t";
            default -> "a length of %d along '%s'".formatted(length, name);
        };
        return new SamdaException(
                "'%s' has %s (dimension %d of the array), expected one. Save the one to use as an array of its own: in Python, zarr.save(new, array[%s0])."
                        .formatted(array, what, dimension, ":, ".repeat(dimension)));
    }

    private static SamdaException tooManyDimensions(Path array, long[] shape) {
        String lengths = Arrays.stream(shape).mapToObj(Long::toString).collect(Collectors.joining(" x "));
        return new SamdaException(
                "'%s' has %s values along dimensions without names, expected one volume (z, y, x), the slowest first. Save one channel as an array of its own: in Python, zarr.save(new, array[0]) or zarr.save(new, array[..., 0])."
                        .formatted(array, lengths));
    }
}
