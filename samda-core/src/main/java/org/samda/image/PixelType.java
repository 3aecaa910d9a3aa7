// SPDX-License-Identifier: Apache-2.0
package org.samda.image;

/** How a grey value is stored in a file. */
public enum PixelType {
    UINT8(255),
    UINT16(65535),
    FLOAT32(Float.MAX_VALUE);

    private final float maximum;

    PixelType(float maximum) {
        this.maximum = maximum;
    }

    /** Largest value that can be stored. */
    public float maximum() {
        return maximum;
    }
}
