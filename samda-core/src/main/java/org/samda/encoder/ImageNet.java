// SPDX-License-Identifier: Apache-2.0
package org.samda.encoder;

import java.util.List;

/** Mean and deviation of red, green and blue over ImageNet, for values from 0 to 255 (COMPONENTS section 3). */
public final class ImageNet {
    public static final List<Float> MEAN = List.of(123.675f, 116.28f, 103.53f);
    public static final List<Float> DEVIATION = List.of(58.395f, 57.12f, 57.375f);

    private ImageNet() {}
}
