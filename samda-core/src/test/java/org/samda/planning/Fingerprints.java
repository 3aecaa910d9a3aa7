// SPDX-License-Identifier: Apache-2.0
package org.samda.planning;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.samda.image.VolumeSize;

/** Fingerprints for tests. */
final class Fingerprints {
    private Fingerprints() {}

    static Fingerprint of(Fingerprint.Case... cases) {
        return new Fingerprint(List.of(cases), List.of(new Fingerprint.Channel("EM", Optional.empty())), 2);
    }

    static Fingerprint.Case shape(Extent spacing, long z, long y, long x) {
        return new Fingerprint.Case(spacing, new VolumeSize(x, y, z), 1);
    }

    /** So many equal flat images. */
    static Fingerprint slices(int count, long height, long width) {
        return of(Collections.nCopies(count, shape(new Extent(999, 1, 1), 1, height, width))
                .toArray(Fingerprint.Case[]::new));
    }

    /** Anything: a few pixels to thousands, isotropic to ten times as coarse, in any order of the axes. */
    static Fingerprint random(SplittableRandom random) {
        Extent spacing = Extent.perAxis(axis -> random.nextInt(3) == 0 ? Math.exp(random.nextDouble(-2.3, 2.3)) : 1);
        return of(IntStream.range(0, random.nextInt(1, 6))
                .mapToObj(i -> shape(spacing, side(random), side(random), side(random)))
                .toArray(Fingerprint.Case[]::new));
    }

    private static long side(SplittableRandom random) {
        return (long) Math.exp(random.nextDouble(0, Math.log(4000)));
    }
}
