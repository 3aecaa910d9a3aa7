// SPDX-License-Identifier: Apache-2.0
package org.samda.phantom;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.samda.SamdaException;
import org.samda.image.GreyImage;
import org.samda.image.PixelType;

/**
 * Numbers the mitochondria of a volume 1, 2, 3 … in the order in which their first voxels come (x fastest, then y, then
 * z), and counts the voxels of each.
 *
 * <p>Remembers the mitochondria near the present section only, and eight bytes for each of all others.
 */
public final class Instances {
    /** Above this, not every whole number is a float32. */
    private static final int MOST = 1 << 24;

    private final Phantom phantom;
    private final PixelType type;
    private final Map<Organelle, Integer> living = new HashMap<>();
    private long[] voxels = new long[64];
    private int count;
    private long sections;

    /** @throws SamdaException if there may be more mitochondria than can be numbered (2^24) */
    public Instances(Phantom phantom) {
        this.phantom = phantom;
        double expected = phantom.mostMitochondria();
        if (expected > MOST) {
            throw new SamdaException(
                    "A phantom of %s voxels may have %.0f mitochondria, and ids above %d are not exact in a file. Make it smaller."
                            .formatted(phantom.size(), expected, MOST));
        }
        type = expected > PixelType.UINT16.maximum() ? PixelType.FLOAT32 : PixelType.UINT16;
    }

    /** How ids are stored: as UINT16 if there cannot be more than fit, else as FLOAT32, exact to 2^24. */
    public PixelType type() {
        return type;
    }

    /**
     * The ids of a section.
     *
     * @param section of the phantom; they come in ascending order, each once
     * @return 0 where there is no mitochondrion
     */
    public GreyImage ids(PhantomSection section) {
        if (section.z() != sections) {
            throw new IllegalArgumentException("section " + section.z() + ", expected " + sections);
        }
        sections++;
        int[] ids = new int[section.mitochondria().size() + 1];
        float[] image = new float[section.pixels()];
        for (int p = 0; p < image.length; p++) {
            int number = section.number(p);
            if (number > 0) {
                if (ids[number] == 0) {
                    ids[number] = id(section.mitochondria().get(number - 1));
                }
                image[p] = ids[number];
                voxels[ids[number]]++;
            }
        }
        living.keySet().removeIf(mitochondrion -> phantom.lastSection(mitochondrion) < sections);
        return new GreyImage(section.width(), image.length / section.width(), image);
    }

    private int id(Organelle mitochondrion) {
        return living.computeIfAbsent(mitochondrion, unknown -> next());
    }

    private int next() {
        count++;
        if (count > Math.min(MOST, type.maximum())) {
            throw new SamdaException(
                    "There are more mitochondria than the %.0f that were expected at most. Make the phantom smaller."
                            .formatted(Math.min(MOST, type.maximum())));
        }
        if (count == voxels.length) {
            voxels = Arrays.copyOf(voxels, count + count / 2);
        }
        return count;
    }

    /** How many there are in the sections so far; the ids are {@code 1 .. count}. */
    public int count() {
        return count;
    }

    /** How many voxels of the sections so far an id has. */
    public long voxels(int id) {
        return voxels[id];
    }

    /** How many mitochondria are remembered by what they are. */
    int living() {
        return living.size();
    }
}
