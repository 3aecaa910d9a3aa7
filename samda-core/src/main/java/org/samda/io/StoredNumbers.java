// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import java.nio.ByteBuffer;
import org.samda.image.GreyImage;
import org.samda.image.PixelType;

/** Grey values as the bytes of a file: whole-number types round to nearest and clamp, floats stay as they are. */
public final class StoredNumbers {

    private StoredNumbers() {}

    /** Bytes of one value. */
    public static int bytesPerPixel(PixelType type) {
        return switch (type) {
            case UINT8 -> 1;
            case UINT16 -> 2;
            case FLOAT32 -> 4;
        };
    }

    /** Puts one row of an image in the buffer's byte order. */
    public static void putRow(GreyImage image, int y, PixelType type, ByteBuffer out) {
        for (int x = 0; x < image.width(); x++) {
            float value = image.at(x, y);
            switch (type) {
                case UINT8 -> out.put((byte) whole(value, type));
                case UINT16 -> out.putShort((short) whole(value, type));
                case FLOAT32 -> out.putFloat(value);
            }
        }
    }

    /** The whole number, from 0 to the largest of the type, that is stored for a value. */
    public static int whole(float value, PixelType type) {
        return Math.round(Math.min(Math.max(value, 0), type.maximum()));
    }
}
