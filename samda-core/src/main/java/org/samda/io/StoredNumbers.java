// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import java.nio.ByteBuffer;
import org.samda.image.GreyImage;
import org.samda.image.PixelType;
import org.samda.image.VolumeSize;

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

    /** Puts one row of a section in the buffer's byte order. */
    public static void putRow(GreyImage section, int y, PixelType type, ByteBuffer out) {
        for (int x = 0; x < section.width(); x++) {
            float value = section.at(x, y);
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

    /** The next {@code count} values of a buffer, in its byte order. */
    static float[] values(ByteBuffer in, PixelType type, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = switch (type) {
                case UINT8 -> Byte.toUnsignedInt(in.get());
                case UINT16 -> Short.toUnsignedInt(in.getShort());
                case FLOAT32 -> in.getFloat();
            };
        }
        return values;
    }

    /** Refuses a section of another size and values no reader would accept. */
    public static void check(GreyImage section, VolumeSize size) {
        if (section.width() != size.x() || section.height() != size.y()) {
            throw new IllegalArgumentException("section of " + section.width() + " x " + section.height()
                    + " px for a volume of " + size + " voxels");
        }
        for (int i = 0; i < section.pixels().length; i++) {
            if (!Float.isFinite(section.pixels()[i])) {
                throw new IllegalArgumentException("value " + section.pixels()[i] + " at pixel (" + i % section.width()
                        + ", " + i / section.width() + "), expected a finite number");
            }
        }
    }
}
