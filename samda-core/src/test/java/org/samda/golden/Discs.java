// SPDX-License-Identifier: Apache-2.0
package org.samda.golden;

import org.bytedeco.pytorch.Tensor;
import org.samda.torch.Tensors;

/** Label maps of three discs, by which the golden values of losses were computed (COMPONENTS section 9). */
public final class Discs {

    private Discs() {}

    /** Class 1 inside the discs, int64 [images, height, width]; the discs of image b are shifted by b. */
    public static Tensor labels(int images, int height, int width) {
        byte[] labels = new byte[images * height * width];
        for (int i = 0; i < labels.length; i++) {
            int b = i / (height * width);
            int y = i / width % height;
            int x = i % width;
            boolean inside = inside(y - (height / 4 + 7 * b), x - width / 3, height / 8)
                    || inside(y - 5 * height / 8, x - (2 * width / 3 - 5 * b), height / 6)
                    || inside(y - 7 * height / 8, x - (width / 5 + 3 * b), height / 16);
            labels[i] = (byte) (inside ? 1 : 0);
        }
        return Tensors.of(labels, images, height, width);
    }

    private static boolean inside(int dy, int dx, int radius) {
        return dy * dy + dx * dx < radius * radius;
    }
}
